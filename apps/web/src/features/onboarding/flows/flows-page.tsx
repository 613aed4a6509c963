import { useQuery } from '@tanstack/react-query';
import { Plus, SearchX, Waypoints } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../lib/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { flowListQuery } from './flow-queries.ts';
import { CreateFlowDialog } from './list/create-flow-dialog.tsx';
import { FlowFilters } from './list/flow-filters.tsx';
import { FlowTable } from './list/flow-table.tsx';
import { useFlowSearch } from './list/use-flow-search.ts';
import { useMayWrite } from './may-write.ts';

export function FlowsPage() {
  const { t } = useTranslation('flows');
  const mayWrite = useMayWrite();
  const [creating, setCreating] = useState(false);
  const create = useCallback(() => setCreating(true), []);
  const shortcuts = useMemo(
    () => (mayWrite ? [{ keys: 'c', label: t('create.action'), run: create }] : []),
    [mayWrite, t, create],
  );
  useShortcuts('flows', t('title'), shortcuts);
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
      <FlowList onCreate={mayWrite ? create : undefined} />
      {creating ? <CreateFlowDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function FlowList({ onCreate }: { onCreate: (() => void) | undefined }) {
  const { search, change, previous, next } = useFlowSearch();
  const flows = useQuery(flowListQuery(search));
  const isFiltered = search.q !== '' || search.status !== undefined;
  const rows = flows.data?.data;
  if (rows?.length === 0 && !isFiltered && !previous && !flows.isPlaceholderData) return <NoFlow onCreate={onCreate} />;
  return (
    <>
      <FlowFilters search={search} onChange={change} />
      {flows.error && !rows ? (
        <ErrorState error={flows.error} onRetry={() => flows.refetch()} retrying={flows.isFetching} />
      ) : null}
      {flows.isPending ? <SkeletonRows rows={5} /> : null}
      {rows?.length === 0 ? <NothingFound onClear={() => change({ q: '', status: undefined })} /> : null}
      {rows && rows.length > 0 ? <FlowTable flows={rows} stale={flows.isPlaceholderData} /> : null}
      {previous || flows.data?.meta.next_cursor ? (
        <CursorPager onPrevious={previous} onNext={next(flows.data?.meta.next_cursor)} busy={flows.isPlaceholderData} />
      ) : null}
    </>
  );
}

function NoFlow({ onCreate }: { onCreate: (() => void) | undefined }) {
  const { t } = useTranslation('flows');
  const action = onCreate ? (
    <Button variant="primary" icon={<Plus />} onClick={onCreate}>
      {t('empty.action')}
    </Button>
  ) : null;
  return (
    <EmptyState icon={Waypoints} title={t('empty.title')} action={action}>
      {t('empty.text')}
    </EmptyState>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('flows');
  return (
    <EmptyState
      icon={SearchX}
      title={t('nothing.title')}
      action={<Button onClick={onClear}>{t('nothing.action')}</Button>}
    >
      {t('nothing.text')}
    </EmptyState>
  );
}
