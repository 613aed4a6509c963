import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';

export interface DefinitionListProps {
  items: readonly { label: string; value: ReactNode }[];
  className?: string;
}

/** Facts about one thing: label on the left, value on the right, stacked on a narrow screen. */
export function DefinitionList({ items, className }: DefinitionListProps) {
  return (
    <dl className={cn('divide-y rounded-lg border bg-surface', className)}>
      {items.map(({ label, value }) => (
        <div key={label} className="flex flex-col gap-0.5 px-3 py-2 sm:flex-row sm:items-baseline sm:gap-4">
          <dt className="shrink-0 text-ink-muted sm:w-40">{label}</dt>
          <dd className="min-w-0 flex-1 text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
