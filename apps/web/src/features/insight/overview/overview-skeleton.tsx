import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/skeleton.tsx';

const FIGURES = ['participants', 'started', 'active', 'completed', 'completion', 'median', 'waiting'];

/** The page's shape while its figures are on their way. */
export function OverviewSkeleton() {
  const { t } = useTranslation('ui');
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{t('loading')}</span>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-px overflow-hidden rounded-lg border bg-line">
        {FIGURES.map((figure) => (
          <div key={figure} className="flex h-21 flex-col justify-center gap-2 bg-surface px-4">
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-6 w-20" />
          </div>
        ))}
      </div>
      <div className="h-74 rounded-lg border bg-surface p-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="mt-6 h-48 w-full" />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="h-64 rounded-lg border bg-surface p-4">
          <Skeleton className="w-40" />
        </div>
        <div className="h-64 rounded-lg border bg-surface p-4">
          <Skeleton className="w-32" />
        </div>
      </div>
    </div>
  );
}
