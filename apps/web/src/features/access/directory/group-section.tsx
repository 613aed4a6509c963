import { useInfiniteQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { directoryGroupsQuery, useSetGroupRole } from './directory-queries.ts';
import { DirectoryRefusal } from './directory-refusal.tsx';
import { GroupTable } from './group-table.tsx';

export function GroupSection({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation('directory');
  const groups = useInfiniteQuery(directoryGroupsQuery);
  const change = useSetGroupRole();
  const rows = groups.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section aria-labelledby="directory-groups" className="flex flex-col gap-3">
      <div>
        <h2 id="directory-groups" className="font-semibold text-ink">
          {t('groups.title')}
        </h2>
        <p className="text-ink-muted">{t('groups.lead')}</p>
      </div>
      {groups.isPending ? <SkeletonRows rows={4} /> : null}
      {groups.error ? (
        <ErrorState error={groups.error} onRetry={() => groups.refetch()} retrying={groups.isFetching} />
      ) : null}
      <DirectoryRefusal error={change.error} />
      {groups.data && rows.length === 0 ? (
        <EmptyState icon={UsersRound} title={t('groups.none')}>
          {t('groups.none_text')}
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <GroupTable
          groups={rows}
          mayWrite={mayWrite}
          changing={change.isPending ? change.variables : undefined}
          onRole={(id, role) => change.mutate({ id, role })}
        />
      ) : null}
      {groups.hasNextPage ? (
        <Button className="self-start" busy={groups.isFetchingNextPage} onClick={() => groups.fetchNextPage()}>
          {t('groups.more')}
        </Button>
      ) : null}
    </section>
  );
}
