import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Refused } from '../entrance/index.ts';
import { useAccount } from '../sessions/index.ts';

/** What keeps the account from being deleted, with the way out. */
export function DeletionRefused({ error }: { error: Error }) {
  const { t } = useTranslation('profile');
  const { organizations } = useAccount();
  const code = isProblem(error) ? error.problem.code : '';
  if (code === 'last_super_admin') {
    return (
      <Callout tone="bad" alert>
        {t('delete.last_super_admin')}
      </Callout>
    );
  }
  if (code !== 'last_owner') return <Refused error={error} />;
  const owned = organizations.filter(({ role }) => role === 'owner').map(({ name }) => name);
  return (
    <Callout tone="bad" alert title={t('delete.last_owner')}>
      <p>{t('delete.last_owner_text')}</p>
      {owned.length > 0 ? <p className="mt-1 break-words">{t('delete.owned', { names: owned.join(', ') })}</p> : null}
      <Button asChild size="sm" className="mt-2">
        <Link to="/settings/organization">{t('delete.to_organization')}</Link>
      </Button>
    </Callout>
  );
}
