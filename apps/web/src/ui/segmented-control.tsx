import { type ReactNode, useId } from 'react';
import { cn } from '../lib/class-names.ts';

export interface SegmentedControlProps<V extends string> {
  /** Name of the choice for screen readers. */
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode; className?: string }[];
  className?: string;
}

/** One of a few views, all in sight. */
export function SegmentedControl<V extends string>({
  label,
  value,
  onChange,
  options,
  className,
}: SegmentedControlProps<V>) {
  const name = useId();
  return (
    <fieldset className={cn('flex rounded-lg border bg-hover p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'flex h-6 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-transparent px-2.5 text-xs font-medium whitespace-nowrap text-ink-muted hover:text-ink',
            'has-checked:border-line has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus',
            option.className,
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
