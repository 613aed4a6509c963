import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** Somebody else was faster: the row already shows what they did. Anything else is shown as it came. */
export function ReviewRefusal({ error }: { error: Error }) {
  const { t } = useTranslation('journeys');
  const overtaken = isProblem(error, 409);
  if (!overtaken) return <ErrorState error={error} className="w-full" />;
  return (
    <Callout tone="warn" alert title={error.problem.title} className="w-full">
      {t('review.overtaken')}
    </Callout>
  );
}
