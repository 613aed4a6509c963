import { useTranslation } from 'react-i18next';
import { isProblem, isUnreachable } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorMarks } from '../../../ui/error-marks.tsx';
import { passkeyFailureOf } from '../passkeys/index.ts';
import { knownRefusalOf } from './known-refusal.ts';

export interface RefusedProps {
  error: unknown;
  title?: string;
  /** Shows the code and the error id of a refusal with a sentence of ours too, for where others have to be told. */
  marked?: boolean;
  className?: string;
}

/** Says in place what was refused and what to do next. Shows nothing where there is no error. */
export function Refused({ error, title, marked, className }: RefusedProps) {
  const { t } = useTranslation('entrance');
  if (!error) return null;
  const failure = passkeyFailureOf(error);
  const known = knownRefusalOf(error);
  return (
    <Callout tone="bad" alert title={title} className={className}>
      {failure ? t(`passkey.${failure}`) : known ? <Sentence known={known} error={error} /> : <Unknown error={error} />}
      {marked && known && isProblem(error) ? <ErrorMarks {...error.problem} /> : null}
    </Callout>
  );
}

function Sentence({ known, error }: { known: NonNullable<ReturnType<typeof knownRefusalOf>>; error: unknown }) {
  const { t } = useTranslation('entrance');
  const seconds = isProblem(error) ? error.problem.retryAfter : undefined;
  const isWaiting = known === 'sign_in_locked' || known === 'rate_limited' || known === 'mail_limit_reached';
  return (
    <>
      {t(`refused.${known}`)}
      {isWaiting && seconds ? ` ${t('again_in', { count: Math.ceil(seconds / 60) })}` : null}
    </>
  );
}

function Unknown({ error }: { error: unknown }) {
  const { t } = useTranslation('entrance');
  if (isUnreachable(error)) return <p>{t('refused.unreachable')}</p>;
  if (!isProblem(error)) return <p>{t('refused.unexpected')}</p>;
  const { code, title, status, correlationId } = error.problem;
  return (
    <>
      <p>{status < 500 ? title : t('refused.unexpected')}</p>
      <ErrorMarks code={code} correlationId={correlationId} />
    </>
  );
}
