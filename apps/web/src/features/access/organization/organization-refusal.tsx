import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = [
  'organization_slug_taken',
  'organization_slug_reserved',
  'last_owner',
  'member_unverified',
  'slug_mismatch',
  'second_factor_required',
  'confirmation_required',
] as const;

export function OrganizationRefusal({ error }: { error: Error }) {
  const { t } = useTranslation('organization');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} />;
  return (
    <Callout tone="bad" alert>
      {t(`refused.${code}`)}
    </Callout>
  );
}
