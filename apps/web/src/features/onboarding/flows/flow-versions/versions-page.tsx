import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows, History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../../ui/button.tsx';
import { CursorPager } from '../../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { useFlow } from '../flow-context.ts';
import { versionListQuery } from '../flow-queries.ts';
import { VersionTable } from './version-table.tsx';

export function VersionsPage() {
  const { t } = useTranslation('flow-versions');
  const { flow } = useFlow();
  const [cursors, setCursors] = useState<string[]>([]);
  const versions = useQuery(versionListQuery(flow.key, cursors.at(-1)));
  if (versions.isPending) return <SkeletonRows rows={4} />;
  if (!versions.data) return <ErrorState error={versions.error} onRetry={() => versions.refetch()} />;
  const { data: rows, meta } = versions.data;
  const [newest] = rows;
  if (!newest) {
    return (
      <EmptyState icon={History} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  const next = meta.next_cursor;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-muted">{t('lead')}</p>
        <Button asChild size="sm">
          <Link to={`/flows/${flow.key}/compare?from=${newest.number}&to=draft`}>
            <GitCompareArrows aria-hidden="true" />
            {t('compare')}
          </Link>
        </Button>
      </div>
      <VersionTable flowKey={flow.key} versions={rows} stale={versions.isPlaceholderData} />
      {cursors.length > 0 || next ? (
        <CursorPager
          onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          onNext={next ? () => setCursors([...cursors, next]) : undefined}
          busy={versions.isPlaceholderData}
        />
      ) : null}
    </>
  );
}
