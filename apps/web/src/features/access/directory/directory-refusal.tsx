import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = ['directory_domain_needed', 'confirmation_required'] as const;

export function DirectoryRefusal({ error, className }: { error: Error | null; className?: string }) {
  const { t } = useTranslation('directory');
  if (!error) return null;
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (!code) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t(`refused.${code}`)}{' '}
      {code === 'directory_domain_needed' ? (
        <Link
          to="/settings/single-sign-on#domains"
          className="rounded-sm font-medium text-accent-text underline underline-offset-4"
        >
          {t('refused.domains')}
        </Link>
      ) : null}
    </Callout>
  );
}
