import { cn } from '../lib/class-names.ts';

/** Up to two letters of a name in a square. Decorative: the name stands beside it. */
export function Initials({ name, round, className }: { name: string; round?: boolean; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-6 shrink-0 place-items-center bg-accent-soft text-2xs font-semibold text-accent-text select-none',
        round ? 'rounded-full' : 'rounded-md',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
