import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';

export interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  /** Leaves out the inner margin, for a table or a chart that brings its own. */
  flush?: boolean;
  children: ReactNode;
}

/** A framed part of a page. */
export function Card({ title, actions, className, flush, children }: CardProps) {
  return (
    <section className={cn('rounded-lg border bg-surface', className)}>
      {title ? (
        <header className="flex min-h-11 items-center justify-between gap-3 border-b px-4 py-1.5">
          <h2 className="font-semibold text-ink">{title}</h2>
          {actions}
        </header>
      ) : null}
      <div className={flush ? undefined : 'p-4'}>{children}</div>
    </section>
  );
}
