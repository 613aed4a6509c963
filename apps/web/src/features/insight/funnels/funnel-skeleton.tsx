import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/skeleton.tsx';

const WIDTHS = ['w-full', 'w-5/6', 'w-2/3', 'w-1/2', 'w-1/3'];

/** The picture's shape while the log is counted. */
export function FunnelSkeleton() {
  const { t } = useTranslation('ui');
  return (
    <div role="status" className="flex flex-col gap-7 rounded-lg border bg-surface p-4">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="w-48" />
      {WIDTHS.map((width) => (
        <div key={width} className="flex flex-col gap-2">
          <Skeleton className="h-3 w-32" />
          <Skeleton className={`h-6 ${width}`} />
        </div>
      ))}
    </div>
  );
}
