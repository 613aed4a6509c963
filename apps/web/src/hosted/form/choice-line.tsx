import type { ComponentProps, ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';

export interface ChoiceLineProps extends ComponentProps<'input'> {
  type: 'checkbox' | 'radio';
  children: ReactNode;
}

/** A box or a ring with its words; the whole line can be pressed. */
export function ChoiceLine({ children, className = '', ...input }: ChoiceLineProps) {
  return (
    <label
      className={
        'flex min-h-12 items-start gap-3 rounded-lg border border-sand-line-control bg-sand-surface px-4 py-3 text-lg ' +
        'transition-colors duration-100 hover:bg-sand-deep has-checked:border-accent-text has-checked:bg-accent-soft ' +
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ' +
        `has-data-wrong:border-bad-solid ${className}`
      }
    >
      <input {...input} className="mt-0.5 size-5 shrink-0 accent-accent-text outline-none" />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}

/** The line under a control that was refused. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-2 flex items-start gap-1.5 text-lg leading-snug text-bad-text">
      <Icon name="alert" className="mt-0.5 size-4.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
