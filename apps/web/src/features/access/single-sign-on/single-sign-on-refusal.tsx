import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = [
  'certificate_refused',
  'identity_provider_unreachable',
  'outside_address_refused',
  'domain_needed',
  'single_sign_on_untested',
  'domain_taken',
  'domain_public',
  'too_many_domains',
  'domain_unproved',
  'dns_unavailable',
  'single_sign_on_unknown',
  'confirmation_required',
] as const;
export type ExpectedRefusal = (typeof EXPECTED)[number];

export function expectedRefusalOf(error: unknown): ExpectedRefusal | undefined {
  return isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
}

export function SingleSignOnRefusal({ error, className }: { error: Error | null; className?: string }) {
  const { t } = useTranslation('single-sign-on');
  if (!error) return null;
  const code = expectedRefusalOf(error);
  if (!code) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t(`refused.${code}`)}
    </Callout>
  );
}
