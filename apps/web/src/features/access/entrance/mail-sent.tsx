import { MailCheck } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** After a mail was asked for: where it goes, and what to do meanwhile. Takes the focus, so that it is read out. */
export function MailSent({ address, children }: { address: string; children: ReactNode }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <div ref={note} tabIndex={-1} className="flex flex-col gap-3 rounded-lg border bg-surface p-4 outline-none">
      <p className="flex items-center gap-2.5">
        <MailCheck aria-hidden="true" className="size-5 shrink-0 text-good-text" />
        <span className="min-w-0 font-medium break-all text-ink">{address}</span>
      </p>
      <div className="flex flex-col gap-2 text-ink-muted">{children}</div>
    </div>
  );
}
