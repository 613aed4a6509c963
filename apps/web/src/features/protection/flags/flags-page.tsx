import { useQuery } from '@tanstack/react-query';
import { Flag as FlagIcon, Plus, SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../lib/shortcuts.ts';
import { useListSearch } from '../../../lib/use-list-search.ts';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { flagsQuery } from './flag-queries.ts';
import { CreateFlagDialog } from './list/create-flag-dialog.tsx';
import { FlagFilters } from './list/flag-filters.tsx';
import { FLAG_ADDRESS, isFiltered, NO_FILTER } from './list/flag-search.ts';
import { FlagTable } from './list/flag-table.tsx';
import { useMayWrite } from './may-write.ts';

/** The feature flags of the environment. */
export function FlagsPage() {
  const { t } = useTranslation('flags');
  const mayWrite = useMayWrite();
  const [creating, setCreating] = useState(false);
  const create = useCallback(() => setCreating(true), []);
  const shortcuts = useMemo(
    () => (mayWrite ? [{ keys: 'c', label: t('create.action'), run: create }] : []),
    [mayWrite, t, create],
  );
  useShortcuts('flags', t('title'), shortcuts);
  const action = mayWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={create}>
      {t('create.action')}
      <Kbd
        keys="c"
        className="max-sm:hidden [&_span]:border-transparent [&_span]:bg-transparent [&_span]:text-on-accent"
      />
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={action} />
      <FlagList onCreate={mayWrite ? create : undefined} />
      {creating ? <CreateFlagDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

/** `onCreate` is absent for those who may not. */
function FlagList({ onCreate }: { onCreate: (() => void) | undefined }) {
  const { t } = useTranslation('flags');
  const { search, filter, next, previous } = useListSearch(FLAG_ADDRESS);
  const list = useQuery(flagsQuery(search));
  const rows = list.data?.data ?? [];
  const nextCursor = list.data?.meta.next_cursor;
  return (
    <>
      <FlagFilters search={search} onFilter={filter} />
      {list.isPending ? <SkeletonRows rows={5} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {list.data && rows.length === 0 ? (
        <Nothing filtered={isFiltered(search)} onClear={() => filter(NO_FILTER)} onCreate={onCreate} />
      ) : null}
      {rows.length > 0 ? <FlagTable flags={rows} stale={list.isPlaceholderData} /> : null}
      {previous || nextCursor ? (
        <CursorPager
          onPrevious={previous}
          onNext={nextCursor ? () => next(nextCursor) : undefined}
          busy={list.isPlaceholderData}
        >
          {t('shown', { count: rows.length })}
        </CursorPager>
      ) : null}
    </>
  );
}

interface NothingProps {
  filtered: boolean;
  onClear: () => void;
  onCreate: (() => void) | undefined;
}

function Nothing({ filtered, onClear, onCreate }: NothingProps) {
  const { t } = useTranslation('flags');
  if (filtered) {
    const clear = <Button onClick={onClear}>{t('no_match.action')}</Button>;
    return (
      <EmptyState icon={SearchX} title={t('no_match.title')} action={clear}>
        {t('no_match.text')}
      </EmptyState>
    );
  }
  const create = onCreate ? (
    <Button icon={<Plus />} onClick={onCreate}>
      {t('empty.action')}
    </Button>
  ) : null;
  return (
    <EmptyState icon={FlagIcon} title={t('empty.title')} action={create}>
      {t('empty.text')}
    </EmptyState>
  );
}
