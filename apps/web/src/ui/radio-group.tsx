import { type ReactNode, useId } from 'react';
import { cn } from '../lib/class-names.ts';

export interface RadioOption<V extends string> {
  value: V;
  label: ReactNode;
  detail?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps<V extends string> {
  legend: ReactNode;
  /** Keeps the legend for screen readers only. */
  hideLegend?: boolean;
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly RadioOption<V>[];
  /** `cards` draws a frame around each choice. */
  look?: 'plain' | 'cards';
  error?: string;
  className?: string;
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { legend, hideLegend, value, onChange, options, look = 'plain', error, className } = props;
  const name = useId();
  return (
    <fieldset className={cn('flex flex-col gap-2', className)} aria-describedby={error ? `${name}-error` : undefined}>
      <legend className={hideLegend ? 'sr-only' : 'mb-2 font-medium text-ink'}>{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'flex items-start gap-2 has-disabled:opacity-55',
            look === 'cards' &&
              'rounded-lg border border-line-strong bg-surface p-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-control bg-surface checked:border-[5px] checked:border-accent"
          />
          <span className="flex flex-col">
            <span className="text-ink">{option.label}</span>
            {option.detail ? <span className="text-xs text-ink-muted">{option.detail}</span> : null}
          </span>
        </label>
      ))}
      {error ? (
        <p id={`${name}-error`} className="text-xs text-bad-text">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
