import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Initials } from '../../../ui/initials.tsx';
import { type Session, useSwitchOrganization } from '../sessions/index.ts';

/** Where somebody belongs already, for those who came here by the way. */
export function OwnOrganizations({ organizations }: Pick<Session, 'organizations'>) {
  const { t } = useTranslation('welcome');
  const switching = useSwitchOrganization();
  if (organizations.length === 0) return null;
  return (
    <Card title={t('own.title')} flush>
      <ul className="divide-y">
        {organizations.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-3 px-4 py-2.5">
            <Initials name={name} />
            <span className="min-w-0 flex-1 truncate font-medium text-ink" title={name}>
              {name}
            </span>
            <Button
              size="sm"
              aria-label={t('own.open_named', { name })}
              busy={switching.isPending && switching.variables === id}
              onClick={() => switching.mutate(id)}
            >
              {t('own.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
