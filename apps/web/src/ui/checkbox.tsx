import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { cn } from '../lib/class-names.ts';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'size'> {
  label: ReactNode;
  detail?: ReactNode;
  /** Some of what it stands for is chosen. */
  mixed?: boolean;
}

/** A native checkbox, so that forms, phones and screen readers know it. */
export function Checkbox({ label, detail, mixed = false, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <label className={cn('flex items-start gap-2 has-disabled:opacity-55', className)}>
      <span className="relative mt-0.5 grid size-4 shrink-0 place-items-center">
        <input
          ref={box}
          type="checkbox"
          className="peer col-start-1 row-start-1 size-4 appearance-none rounded-sm border border-line-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent aria-invalid:border-bad-solid"
          {...rest}
        />
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none col-start-1 row-start-1 size-4 fill-none stroke-on-accent stroke-2 opacity-0 peer-checked:opacity-100 peer-indeterminate:hidden"
        >
          <path d="m4 8.2 2.7 2.7L12 5.4" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <span className="pointer-events-none col-start-1 row-start-1 hidden h-0.5 w-2 rounded-full bg-on-accent peer-indeterminate:block" />
      </span>
      <span className="flex flex-col">
        <span className="text-ink">{label}</span>
        {detail ? <span className="text-xs text-ink-muted">{detail}</span> : null}
      </span>
    </label>
  );
}
