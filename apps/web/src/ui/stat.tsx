import type { ReactNode } from 'react';

export interface StatProps {
  label: string;
  value: ReactNode;
  /** A quieter line below: what it is measured against. */
  detail?: ReactNode;
}

/** One figure with its name. Put several in a {@link StatRow}. */
export function Stat({ label, value, detail }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 py-3">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd data-figures className="mt-0.5 text-2xl font-semibold tracking-tight text-ink">
        {value}
      </dd>
      {detail ? <dd className="text-xs text-ink-muted">{detail}</dd> : null}
    </div>
  );
}

export function StatRow({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-line *:min-w-32 *:flex-1">{children}</dl>
  );
}
