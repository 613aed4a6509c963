import { cn } from '../lib/class-names.ts';
import { isMac } from '../lib/shortcuts.ts';

const NAMES: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** Keys as in {@link Shortcut}: `mod+k`, `g f`, `?`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const caps = keys
    .split(/[ +]/)
    .map((key, index) => ({ id: `${index}${key}`, text: NAMES[key] ?? key.toUpperCase() }));
  return (
    <kbd className={cn('inline-flex items-center gap-0.5 font-sans', className)}>
      {caps.map(({ id, text }) => (
        <span
          key={id}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 text-2xs leading-none font-medium text-ink-muted"
        >
          {text}
        </span>
      ))}
    </kbd>
  );
}
