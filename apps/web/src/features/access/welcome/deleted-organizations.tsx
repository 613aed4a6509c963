import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { type DeletedOrganization, deletedOrganizationsQuery, useRestoreOrganization } from './welcome-query.ts';
import { WelcomeRefusal } from './welcome-refusal.tsx';

/** What one may still bring back; nothing at all for most people. */
export function DeletedOrganizations() {
  const { t } = useTranslation('welcome');
  const deleted = useQuery(deletedOrganizationsQuery);
  const restore = useRestoreOrganization();
  if (deleted.error) {
    return <ErrorState error={deleted.error} onRetry={() => deleted.refetch()} retrying={deleted.isFetching} />;
  }
  if (!deleted.data?.length) return null;
  return (
    <Card title={t('deleted.title')} flush>
      <ul className="divide-y">
        {deleted.data.map((organization) => (
          <DeletedLine
            key={organization.id}
            organization={organization}
            busy={restore.isPending && restore.variables === organization.id}
            onRestore={() => restore.mutate(organization.id)}
          />
        ))}
      </ul>
      {restore.error ? <WelcomeRefusal error={restore.error} className="m-3" /> : null}
    </Card>
  );
}

interface DeletedLineProps {
  organization: DeletedOrganization;
  busy: boolean;
  onRestore: () => void;
}

function DeletedLine({ organization: { name, restorable_until: until }, busy, onRestore }: DeletedLineProps) {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-2.5">
      <div className="min-w-40 flex-1">
        <p className="font-medium break-words text-ink">{name}</p>
        <p className="text-xs text-ink-muted">
          <time dateTime={until} title={format.exact(until)}>
            {t('deleted.until', { date: format.date(until) })}
          </time>
        </p>
      </div>
      <Button size="sm" aria-label={t('deleted.restore_named', { name })} busy={busy} onClick={onRestore}>
        {t('deleted.restore')}
      </Button>
    </li>
  );
}
