import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = [
  'last_owner',
  'role_above_own',
  'already_member',
  'already_invited',
  'too_many_invitations',
  'invitation_gone',
  'mail_limit_reached',
  'confirmation_required',
] as const;

export function MemberRefusal({ error, className }: { error: Error; className?: string }) {
  const { t } = useTranslation('members');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t(`refused.${code}`)}
    </Callout>
  );
}
