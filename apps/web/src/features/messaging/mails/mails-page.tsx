import { useQuery } from '@tanstack/react-query';
import { Inbox, MailX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { DocumentTitle } from '../../../ui/document-title.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Wordmark } from '../../../ui/mark.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { type KeptMail, mailsQuery } from './mail-queries.ts';
import { MailList } from './mail-list.tsx';
import { MailView } from './mail-view.tsx';

/** The mails of an installation that sends none: for trying things out and for tests. */
export function MailsPage() {
  const { t } = useTranslation('mails');
  const mails = useQuery(mailsQuery);
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col gap-5 px-4 py-6 sm:px-8">
      <DocumentTitle>{t('title')}</DocumentTitle>
      <header>
        <Link to="/" className="inline-block rounded-md">
          <Wordmark />
        </Link>
        <h1 className="mt-6 text-2xl font-semibold tracking-tight text-ink">{t('title')}</h1>
        <p className="mt-1 max-w-prose text-ink-muted">{t('lead')}</p>
      </header>
      <main>
        {mails.isPending ? <SkeletonRows rows={6} /> : null}
        {mails.error ? (
          <NoList error={mails.error} onRetry={() => mails.refetch()} retrying={mails.isFetching} />
        ) : null}
        {mails.data && !mails.error ? <Outbox mails={mails.data} /> : null}
      </main>
    </div>
  );
}

interface NoListProps {
  error: Error;
  onRetry: () => void;
  retrying: boolean;
}

function NoList({ error, onRetry, retrying }: NoListProps) {
  const { t } = useTranslation('mails');
  if (!isProblem(error, 404)) return <ErrorState error={error} onRetry={onRetry} retrying={retrying} />;
  return (
    <EmptyState icon={MailX} title={t('sent.title')} action={<HomeButton />}>
      {t('sent.text')}
    </EmptyState>
  );
}

function Outbox({ mails }: { mails: KeptMail[] }) {
  const { t } = useTranslation('mails');
  const [address] = useSearchParams();
  const chosen = address.get('mail');
  if (mails.length === 0) {
    return (
      <EmptyState icon={Inbox} title={t('empty.title')} action={<HomeButton />}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  const shown = chosen ?? mails[0]?.id;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
      {/* A phone shows the list or one mail. */}
      <div className={chosen ? 'max-lg:hidden' : undefined}>
        <MailList mails={mails} shown={shown} />
      </div>
      <div className={chosen ? undefined : 'max-lg:hidden'}>{shown ? <MailView key={shown} id={shown} /> : null}</div>
    </div>
  );
}

function HomeButton() {
  const { t } = useTranslation('mails');
  return (
    <Button asChild>
      <Link to="/">{t('home')}</Link>
    </Button>
  );
}
