import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../../ui/card.tsx';
import type { AnyOrganization } from '../console-queries.ts';

/** Who works in an organization; of a large one the first. */
export function PeopleCard({ organization: { people, members } }: { organization: AnyOrganization }) {
  const { t } = useTranslation('operators');
  return (
    <Card title={t('people.title')} flush>
      {people.length === 0 ? <p className="px-4 py-6 text-center text-ink-muted">{t('people.none')}</p> : null}
      <ul className="divide-y">
        {people.map(({ id, name, email, role }) => (
          <li key={id} className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-hover">
            <span className="flex min-w-0 flex-1 basis-48 flex-wrap items-baseline gap-x-2">
              <Link
                to={`/admin/users/${id}`}
                className="min-w-0 font-medium break-words text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
              >
                {name}
              </Link>
              <span className="min-w-0 text-xs break-all text-ink-muted">{email}</span>
            </span>
            <span className="text-ink-muted">{t(`role.${role}`)}</span>
          </li>
        ))}
      </ul>
      {members > people.length && people.length > 0 ? (
        <p className="border-t px-4 py-2 text-xs text-ink-muted">
          {t('people.more', { count: members - people.length })}
        </p>
      ) : null}
    </Card>
  );
}
