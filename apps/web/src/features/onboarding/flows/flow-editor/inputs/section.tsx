import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export interface SectionProps {
  title: string;
  /** Said beside the title, e.g. how many. */
  detail?: ReactNode;
  closed?: boolean;
  children: ReactNode;
}

/** A part of the properties that can be folded away. */
export function Section({ title, detail, closed, children }: SectionProps) {
  return (
    <details open={!closed} className="group border-t first:border-t-0">
      <summary className="flex h-11 cursor-pointer list-none items-center gap-1.5 rounded-md font-semibold text-ink hover:text-ink focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
        {title}
        {detail ? <span className="font-normal text-ink-muted">{detail}</span> : null}
      </summary>
      <div className="flex flex-col gap-4 pt-1 pb-5">{children}</div>
    </details>
  );
}
