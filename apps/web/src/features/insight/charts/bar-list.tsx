import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';
import { cn } from '../../../lib/class-names.ts';

interface Bar {
  id: string;
  label: ReactNode;
  detail?: ReactNode;
  /** Decides the length. */
  value: number;
  /** Written at the end. */
  figure: ReactNode;
  to?: To;
}

interface BarListProps {
  label: string;
  bars: readonly Bar[];
  tone?: 'accent' | 'warn';
}

const TONES = { accent: 'bg-accent-line', warn: 'bg-warn-solid' };

/** Horizontal bars with their names above and their figures beside; readable as a plain list. */
export function BarList({ label, bars, tone = 'accent' }: BarListProps) {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul aria-label={label} className="-my-1 flex flex-col">
      {bars.map((bar) => (
        <li key={bar.id} className="relative rounded-md px-2 py-1.5 -mx-2 has-[a]:hover:bg-hover">
          <div className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate text-ink">
              {bar.to ? <BarLink to={bar.to}>{bar.label}</BarLink> : bar.label}
            </span>
            <span data-figures className="shrink-0 text-ink">
              {bar.figure}
            </span>
          </div>
          {bar.detail ? <p className="truncate text-xs text-ink-muted">{bar.detail}</p> : null}
          <div aria-hidden="true" className="mt-1.5 h-1.5 rounded-full bg-neutral-soft">
            <div
              className={cn('h-full min-w-1 rounded-full', TONES[tone])}
              style={{ width: `${(bar.value / longest) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

function BarLink({ to, children }: { to: To; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-focus"
    >
      {children}
    </Link>
  );
}
