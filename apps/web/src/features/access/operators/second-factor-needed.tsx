import { ShieldUser } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { DocumentTitle } from '../../../ui/document-title.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useSignInAgain } from './console-queries.ts';

/** In place of the console, for an operator who signed in without a second factor. */
export function SecondFactorNeeded({ hasOne }: { hasOne: boolean }) {
  const { t } = useTranslation('operators');
  const again = useSignInAgain();
  const way = hasOne ? 'again' : 'set_up';
  const action = hasOne ? (
    <Button variant="primary" busy={again.isPending} onClick={() => again.mutate()}>
      {t('second_factor.again.action')}
    </Button>
  ) : (
    <Button asChild variant="primary">
      <Link to="/settings/security">{t('second_factor.set_up.action')}</Link>
    </Button>
  );
  return (
    <>
      <DocumentTitle>{t('console')}</DocumentTitle>
      <EmptyState icon={ShieldUser} title={t('second_factor.title')} action={action} className="mx-auto mt-8 max-w-lg">
        {t(`second_factor.${way}.text`)}
      </EmptyState>
    </>
  );
}
