import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../../ui/card.tsx';
import type { User } from '../console-queries.ts';
import { OrganizationStateBadge } from '../state-badge.tsx';

/** Where somebody belongs. */
export function MembershipCard({ user: { memberships } }: { user: User }) {
  const { t } = useTranslation('operators');
  return (
    <Card title={t('memberships.title')} flush>
      {memberships.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-muted">{t('memberships.none')}</p>
      ) : null}
      <ul className="divide-y">
        {memberships.map(({ organization_id: id, slug, name, role, state }) => (
          <li key={id} className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover">
            <span className="flex min-w-0 flex-1 basis-48 flex-wrap items-baseline gap-x-2">
              <Link
                to={`/admin/organizations/${id}`}
                className="min-w-0 font-medium break-words text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
              >
                {name}
              </Link>
              <span className="font-mono text-xs text-ink-muted">{slug}</span>
            </span>
            <span className="text-ink-muted">{t(`role.${role}`)}</span>
            {state === 'active' ? null : <OrganizationStateBadge state={state} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
