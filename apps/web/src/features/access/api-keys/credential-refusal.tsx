import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Whoever turned away from “confirm it’s you” knows why; any other refusal shows its code and error id. */
export function CredentialRefusal({ error, className }: { error: Error; className?: string }) {
  const { t } = useTranslation('api-keys');
  const isUnconfirmed = isProblem(error) && error.problem.code === 'confirmation_required';
  if (!isUnconfirmed) return <ErrorState error={error} className={className} />;
  return (
    <Callout tone="bad" alert className={className}>
      {t('unconfirmed')}
    </Callout>
  );
}
