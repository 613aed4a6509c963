import { useTranslation } from 'react-i18next';
import { isProblem, isUnreachable } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorMarks } from '../../../ui/error-marks.tsx';

/** Refusals that say all there is to say; any other shows its code and error id. */
const EXPECTED = ['sign_in_failed', 'no_organization', 'rate_limited'] as const;

export function SignInRefusal({ error }: { error: unknown }) {
  const { t } = useTranslation('sign-in');
  if (isUnreachable(error)) return <Refused>{t('refused.unreachable')}</Refused>;
  if (!isProblem(error)) return <Refused>{t('refused.unexpected')}</Refused>;
  const { code, title, status, correlationId } = error.problem;
  const expected = EXPECTED.find((known) => known === code);
  if (expected) return <Refused>{t(`refused.${expected}`)}</Refused>;
  return (
    <Refused>
      <p>{status < 500 ? title : t('refused.unexpected')}</p>
      <ErrorMarks code={code} correlationId={correlationId} />
    </Refused>
  );
}

function Refused({ children }: { children: React.ReactNode }) {
  return (
    <Callout tone="bad" alert>
      {children}
    </Callout>
  );
}
