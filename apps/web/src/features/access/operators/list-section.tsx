import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { CursorPager } from '../../../ui/cursor-pager.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';

export interface ListSectionProps<R> {
  list: {
    data: { data: R[]; meta: { next_cursor: string | null } } | undefined;
    error: unknown;
    isPending: boolean;
    isFetching: boolean;
    isPlaceholderData: boolean;
    refetch: () => unknown;
  };
  filtered: boolean;
  onClear: () => void;
  onNext: (cursor: string) => void;
  onPrevious: (() => void) | undefined;
  /** In place of a list where there is nothing at all. */
  empty: ReactNode;
  children: (rows: R[], stale: boolean) => ReactNode;
}

/** A page of a list with every state that it can be in. */
export function ListSection<R>({ list, filtered, onClear, onNext, onPrevious, empty, children }: ListSectionProps<R>) {
  const { t } = useTranslation('operators');
  const rows = list.data?.data ?? [];
  const nextCursor = list.data?.meta.next_cursor;
  return (
    <>
      {list.isPending ? <SkeletonRows rows={12} /> : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.refetch} retrying={list.isFetching} className="mb-3" />
      ) : null}
      {list.data && rows.length === 0 ? filtered ? <NoMatch onClear={onClear} /> : empty : null}
      {rows.length > 0 ? children(rows, list.isPlaceholderData) : null}
      {onPrevious || nextCursor ? (
        <CursorPager
          onPrevious={onPrevious}
          onNext={nextCursor ? () => onNext(nextCursor) : undefined}
          busy={list.isPlaceholderData}
        >
          {t('list.shown', { count: rows.length })}
        </CursorPager>
      ) : null}
    </>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('operators');
  return (
    <EmptyState
      icon={SearchX}
      title={t('list.no_match')}
      action={<Button onClick={onClear}>{t('list.show_all')}</Button>}
    >
      {t('list.no_match_text')}
    </EmptyState>
  );
}
