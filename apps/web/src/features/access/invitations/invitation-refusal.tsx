import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = ['link_invalid', 'invitation_gone', 'invitation_for_other', 'already_member'] as const;

export function InvitationRefusal({ error, className }: { error: Error; className?: string }) {
  const { t } = useTranslation('invitations');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t(`refused.${code}`)}
    </Callout>
  );
}
