import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = [
  'organization_slug_taken',
  'organization_slug_reserved',
  'too_many_organizations',
  'invitation_gone',
  'already_member',
  'confirmation_required',
] as const;

export function WelcomeRefusal({ error, className }: { error: Error; className?: string }) {
  const { t } = useTranslation('welcome');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t(`refused.${code}`)}
    </Callout>
  );
}
