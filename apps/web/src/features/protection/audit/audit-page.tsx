import { useQuery } from '@tanstack/react-query';
import { Download, ScrollText, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useListSearch } from '../../../lib/use-list-search.ts';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { AuditEntry } from './actor-kinds.ts';
import { AuditFilters } from './audit-filters.tsx';
import { auditQuery, exportAddress } from './audit-queries.ts';
import { AUDIT_ADDRESS, isFiltered, NO_FILTER } from './audit-search.ts';
import { AuditTable } from './audit-table.tsx';
import { ChainCheck } from './chain-check.tsx';
import { EntrySheet } from './entry-sheet.tsx';

/** Who did what in the organization. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const { search, filter, next, previous } = useListSearch(AUDIT_ADDRESS);
  const list = useQuery(auditQuery(search));
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const rows = list.data?.data ?? [];
  const nextCursor = list.data?.meta.next_cursor;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={<ExportButton address={exportAddress(search)} />}
      />
      <ChainCheck />
      <AuditFilters search={search} onFilter={filter} />
      {list.isPending ? <SkeletonRows rows={8} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {list.data && rows.length === 0 ? (
        <Nothing filtered={isFiltered(search)} onClear={() => filter(NO_FILTER)} />
      ) : null}
      {rows.length > 0 ? <AuditTable entries={rows} stale={list.isPlaceholderData} onShow={setShown} /> : null}
      {previous || nextCursor ? (
        <CursorPager
          onPrevious={previous}
          onNext={nextCursor ? () => next(nextCursor) : undefined}
          busy={list.isPlaceholderData}
        >
          {t('shown', { count: rows.length })}
        </CursorPager>
      ) : null}
      <EntrySheet entry={shown} onClose={() => setShown(null)} onFilter={filter} />
    </>
  );
}

function ExportButton({ address }: { address: string }) {
  const { t } = useTranslation('audit');
  return (
    <Button asChild>
      <a href={address} download="audit-log.csv">
        <Download aria-hidden="true" className="size-4" />
        {t('export')}
      </a>
    </Button>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('audit');
  if (!filtered) {
    return (
      <EmptyState icon={ScrollText} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t('no_match.title')}
      action={<Button onClick={onClear}>{t('no_match.action')}</Button>}
    >
      {t('no_match.text')}
    </EmptyState>
  );
}
