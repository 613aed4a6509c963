import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '../../../lib/class-names.ts';
import { Badge } from '../../../ui/badge.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { KeptMail } from './mail-queries.ts';

/** Newest first. `shown` is the mail beside the list. */
export function MailList({ mails, shown }: { mails: KeptMail[]; shown: string | undefined }) {
  const { t } = useTranslation('mails');
  return (
    <nav aria-label={t('title')}>
      <ul className="divide-y overflow-hidden rounded-lg border bg-surface">
        {mails.map((mail) => (
          <li key={mail.id}>
            <Link
              to={{ search: `?mail=${mail.id}` }}
              preventScrollReset
              aria-current={mail.id === shown ? 'page' : undefined}
              className={cn(
                'flex flex-col gap-0.5 px-3 py-2.5 hover:bg-hover focus-visible:-outline-offset-2',
                mail.id === shown && 'lg:bg-selected',
              )}
            >
              <span className="truncate font-medium text-ink">{mail.subject}</span>
              <span className="flex items-center gap-2 text-xs text-ink-muted">
                <span className="min-w-0 flex-1 truncate">{mail.recipient}</span>
                {mail.sent_at ? null : <Badge tone="warn">{t('waiting')}</Badge>}
                <RelativeTime at={mail.created_at} className="shrink-0" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
