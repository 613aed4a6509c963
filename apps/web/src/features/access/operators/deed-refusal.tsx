import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = [
  'operator_protected',
  'own_account',
  'own_operator_role',
  'last_super_admin',
  'last_owner',
  'second_factor_missing',
  'second_factor_required',
  'user_state_refused',
  'organization_state_refused',
  'email_mismatch',
  'cookie_session_needed',
  'mail_limit_reached',
  'confirmation_required',
] as const;

export function DeedRefusal({ error }: { error: unknown }) {
  const { t } = useTranslation('operators');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} />;
  return (
    <Callout tone="bad" alert>
      {t(`refused.${code}`)}
    </Callout>
  );
}
