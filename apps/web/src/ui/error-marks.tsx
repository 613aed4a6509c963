import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { CopyableId } from './copyable-id.tsx';

/** The code and the error id, to be copied into a message to support. */
export function ErrorMarks({
  code,
  correlationId,
  className,
}: {
  code: string;
  correlationId?: string;
  className?: string;
}) {
  const { t } = useTranslation('ui');
  return (
    <dl className={cn('mt-1 flex max-w-full flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-muted', className)}>
      <div className="flex items-center gap-1.5">
        <dt>{t('error.code')}</dt>
        <dd className="font-mono">{code}</dd>
      </div>
      {correlationId ? (
        <div className="flex max-w-full min-w-0 items-center gap-1.5">
          <dt className="shrink-0">{t('error.id')}</dt>
          <dd className="flex min-w-0">
            <CopyableId id={correlationId} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
