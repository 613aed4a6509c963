import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';

export interface SwitchProps {
  label: ReactNode;
  detail?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}

/** Takes effect at once; where a form is sent later, use a Checkbox. */
export function Switch({ label, detail, checked, onChange, disabled, className }: SwitchProps) {
  return (
    <label className={cn('flex items-start justify-between gap-4 has-disabled:opacity-55', className)}>
      <span className="flex flex-col">
        <span className="font-medium text-ink">{label}</span>
        {detail ? <span className="text-xs text-ink-muted">{detail}</span> : null}
      </span>
      <span className="relative mt-0.5 inline-flex h-5 w-8 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer size-full appearance-none rounded-full border border-line-control bg-hover transition-colors duration-150 checked:border-accent checked:bg-accent"
        />
        <span className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-ink-muted transition-transform duration-150 peer-checked:translate-x-3 peer-checked:bg-on-accent" />
      </span>
    </label>
  );
}
