import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DocumentTitle } from '../../../ui/document-title.tsx';
import { Wordmark } from '../../../ui/mark.tsx';

export interface StandalonePageProps {
  title: string;
  lead?: ReactNode;
  /** At the right of the head, e.g. who is signed in. */
  aside?: ReactNode;
  /** For long texts. */
  wide?: boolean;
  children: ReactNode;
}

/** A page outside the shell: for people who belong to no organization yet, or are not signed in. */
export function StandalonePage({ title, lead, aside, wide, children }: StandalonePageProps) {
  const width = wide ? 'max-w-3xl' : 'max-w-lg';
  return (
    <div className="flex min-h-dvh flex-col px-4 py-6 sm:px-8">
      <DocumentTitle>{title}</DocumentTitle>
      <header className={`mx-auto flex w-full flex-wrap items-center justify-between gap-x-4 gap-y-2 ${width}`}>
        <Link to="/" className="rounded-md">
          <Wordmark />
        </Link>
        {aside}
      </header>
      <main className={`mx-auto flex w-full flex-1 flex-col py-8 sm:py-12 ${width}`}>
        <h1 className="text-3xl font-semibold tracking-tight text-balance text-ink">{title}</h1>
        {lead ? <div className="mt-1 text-base text-ink-muted">{lead}</div> : null}
        <div className="mt-6 flex flex-col gap-6">{children}</div>
      </main>
    </div>
  );
}
