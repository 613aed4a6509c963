import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CursorPager } from '../../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { useFlow } from '../flow-context.ts';
import { type Publication, publicationListQuery } from '../flow-queries.ts';
import { PublicationTable } from './publication-table.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';

/** What was published where, how it went, and the way back. */
export function PublicationsPage() {
  const { t } = useTranslation('publishing');
  const { flow } = useFlow();
  const [cursors, setCursors] = useState<string[]>([]);
  const [leaving, setLeaving] = useState<Publication | null>(null);
  const publications = useQuery(publicationListQuery(flow.key, cursors.at(-1)));
  if (publications.isPending) return <SkeletonRows rows={4} />;
  if (!publications.data) return <ErrorState error={publications.error} onRetry={() => publications.refetch()} />;
  const { data: rows, meta } = publications.data;
  if (rows.length === 0) {
    return (
      <EmptyState icon={Rocket} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  const next = meta.next_cursor;
  return (
    <>
      <p className="mb-3 text-ink-muted">{t('lead')}</p>
      <PublicationTable publications={rows} stale={publications.isPlaceholderData} onRollBack={setLeaving} />
      {cursors.length > 0 || next ? (
        <CursorPager
          onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          onNext={next ? () => setCursors([...cursors, next]) : undefined}
          busy={publications.isPlaceholderData}
        />
      ) : null}
      {leaving ? <RollBackDialog publication={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}
