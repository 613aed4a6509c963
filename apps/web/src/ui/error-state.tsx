import { RotateCw, TriangleAlert, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { isProblem, isUnreachable } from '../lib/refusal.ts';
import { Button } from './button.tsx';
import { ErrorMarks } from './error-marks.tsx';

export interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
}

/** In place of what could not be loaded: what happened, the code and the error id to quote, and another try. */
export function ErrorState({ error, onRetry, retrying, className }: ErrorStateProps) {
  const { t } = useTranslation('ui');
  const problem = isProblem(error) ? error.problem : undefined;
  const offline = isUnreachable(error);
  const Icon = offline ? WifiOff : TriangleAlert;
  // The server's own sentences say what to change; for its failures there is nothing to change.
  const refusal = problem && problem.status < 500 ? problem : undefined;
  const title = offline ? t('error.offline_title') : (refusal?.title ?? t('error.unexpected_title'));
  const text = offline ? t('error.offline_text') : (refusal?.detail ?? t('error.unexpected_text'));
  return (
    <div role="alert" className={cn('flex flex-wrap items-start gap-3 rounded-lg border bg-surface p-4', className)}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad-text" />
      <div className="flex min-w-48 flex-1 flex-col gap-0.5">
        <p className="font-medium text-ink">{title}</p>
        <p className="text-ink-muted">{text}</p>
        {problem ? <ErrorMarks code={problem.code} correlationId={problem.correlationId} /> : null}
      </div>
      {onRetry ? (
        <Button size="sm" busy={retrying} icon={<RotateCw />} onClick={onRetry}>
          {t('error.retry')}
        </Button>
      ) : null}
    </div>
  );
}
