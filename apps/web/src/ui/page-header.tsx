import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, type To } from 'react-router';
import { DocumentTitle } from './document-title.tsx';

export interface PageHeaderProps {
  title: string;
  /** Written beside the title, e.g. a badge. */
  badge?: ReactNode;
  description?: ReactNode;
  /** The way up; the page itself is not in it. */
  trail?: readonly { label: string; to: To }[];
  /** Buttons, the main one last. */
  actions?: ReactNode;
}

/** The head of a page; sets the document's title too. */
export function PageHeader({ title, badge, description, trail, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <DocumentTitle>{title}</DocumentTitle>
      <div className="flex min-w-0 flex-col gap-1">
        {trail?.length ? <Trail trail={trail} /> : null}
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h1 className="min-w-0 text-2xl font-semibold tracking-tight text-ink">{title}</h1>
          {badge}
        </div>
        {description ? <p className="max-w-prose text-ink-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

function Trail({ trail }: { trail: NonNullable<PageHeaderProps['trail']> }) {
  const { t } = useTranslation('ui');
  return (
    <nav aria-label={t('trail')}>
      <ol className="flex flex-wrap items-center gap-1 text-xs text-ink-muted">
        {trail.map(({ label, to }) => (
          <li key={label} className="flex items-center gap-1">
            <Link to={to} className="rounded-sm hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden="true" className="size-3 text-ink-faint" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
