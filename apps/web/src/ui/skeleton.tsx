import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';

/** A grey bar where something will stand. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block h-4 animate-breathe rounded-md bg-neutral-soft', className)} />;
}

/** Rows that are on their way, in the height of a table's rows. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" className="rounded-lg border bg-surface">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((id, row) => (
        <div key={id} className="flex h-10 items-center gap-6 border-b px-3 last:border-b-0">
          <Skeleton className={row % 3 === 1 ? 'w-1/3' : 'w-1/4'} />
          <Skeleton className="w-16" />
          <Skeleton className="ml-auto w-20" />
        </div>
      ))}
    </div>
  );
}
