import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '../../lib/class-names.ts';
import { isProblem, isUnreachable } from '../../lib/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { DocumentTitle } from '../../ui/document-title.tsx';
import { ErrorMarks } from '../../ui/error-marks.tsx';
import { Wordmark } from '../../ui/mark.tsx';

type ErrorKind = 'forbidden' | 'second_factor' | 'not_found' | 'offline' | 'unavailable' | 'unexpected';

const NUMBERS: Partial<Record<ErrorKind, string>> = {
  forbidden: '403',
  second_factor: '403',
  not_found: '404',
  unavailable: '503',
  unexpected: '500',
};

export interface ErrorPageProps {
  error: unknown;
  /** Outside the shell: fills the window and shows whose page it is. */
  whole?: boolean;
  onRetry?: () => void;
  retrying?: boolean;
}

/** A page that cannot be shown: which of the six, what to do, and the error id to quote. */
export function ErrorPage({ error, whole, onRetry = () => location.reload(), retrying }: ErrorPageProps) {
  const { t } = useTranslation('app');
  const kind = kindOf(error);
  const problem = isProblem(error) ? error.problem : undefined;
  const mayHelp = kind !== 'forbidden' && kind !== 'second_factor' && kind !== 'not_found';
  const Frame = whole ? 'main' : 'div';
  return (
    <Frame
      className={cn(
        'flex flex-col items-start justify-center px-6',
        whole ? 'mx-auto min-h-dvh max-w-lg' : 'mx-auto min-h-[60vh] max-w-lg',
      )}
    >
      <DocumentTitle>{t(`error_page.${kind}.title`)}</DocumentTitle>
      {whole ? <Wordmark className="mb-10" /> : null}
      <p data-figures className="text-xs font-medium text-ink-faint">
        {NUMBERS[kind] ?? t('error_page.offline.number')}
      </p>
      <h1 className="mt-1 text-2xl font-semibold tracking-tight text-ink">{t(`error_page.${kind}.title`)}</h1>
      <p className="mt-1 text-base text-ink-muted">{t(`error_page.${kind}.text`)}</p>
      {problem ? <ErrorMarks code={problem.code} correlationId={problem.correlationId} className="mt-4" /> : null}
      {kind === 'unexpected' && !problem && error instanceof Error ? (
        <p className="mt-4 font-mono text-xs break-all text-ink-muted">{error.message}</p>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-2">
        {mayHelp ? (
          <Button variant="primary" onClick={onRetry} busy={retrying}>
            {t('error_page.retry')}
          </Button>
        ) : null}
        {kind === 'second_factor' ? (
          <Button asChild variant="primary">
            <Link to="/settings/security">{t('error_page.second_factor.action')}</Link>
          </Button>
        ) : (
          <Button asChild variant={mayHelp ? 'secondary' : 'primary'}>
            <Link to="/">{t('error_page.home')}</Link>
          </Button>
        )}
      </div>
    </Frame>
  );
}

function kindOf(error: unknown): ErrorKind {
  if (isUnreachable(error)) return 'offline';
  if (isProblem(error) && error.problem.code === 'second_factor_required') return 'second_factor';
  const status = statusOf(error);
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'unexpected';
}

function statusOf(error: unknown): number | undefined {
  if (isProblem(error)) return error.problem.status;
  // The router's own refusals, such as an address without a page.
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
