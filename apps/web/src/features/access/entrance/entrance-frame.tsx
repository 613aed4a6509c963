import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DocumentTitle } from '../../../ui/document-title.tsx';
import { Wordmark } from '../../../ui/mark.tsx';
import { StepwellPicture } from './stepwell-picture.tsx';

export interface EntranceFrameProps {
  title: string;
  lead?: ReactNode;
  /** Under the form: ways to other pages. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** What stands around the pages for people who are not signed in. */
export function EntranceFrame({ title, lead, footer, children }: EntranceFrameProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
      <DocumentTitle>{title}</DocumentTitle>
      <main className="flex flex-col px-6 py-8 sm:px-12">
        <Link to="/sign-in" className="self-start rounded-md">
          <Wordmark />
        </Link>
        <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">
          <h1 className="text-3xl font-semibold tracking-tight text-ink">{title}</h1>
          {lead ? <p className="mt-1 text-base text-ink-muted">{lead}</p> : null}
          <div className="mt-6">{children}</div>
          {footer ? <div className="mt-8 flex flex-col gap-2 text-ink-muted">{footer}</div> : null}
        </div>
      </main>
      <StepwellPicture />
    </div>
  );
}

/** A link inside the text of these pages. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
