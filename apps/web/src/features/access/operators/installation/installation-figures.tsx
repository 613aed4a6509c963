import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { Stat, StatRow } from '../../../../ui/stat.tsx';
import type { Installation } from '../console-queries.ts';

export function InstallationFigures({ installation }: { installation: Installation }) {
  const { t } = useTranslation('operators');
  const { number } = useFormat();
  const { users, organizations, participants, journeys } = installation;
  return (
    <>
      <StatRow>
        <Stat
          label={t('figures.users')}
          value={<FigureLink to="/admin/users">{number(users.total)}</FigureLink>}
          detail={t('figures.verified', { count: users.verified, figure: number(users.verified) })}
        />
        <Stat label={t('figures.active')} value={number(users.active_last_7_days)} detail={t('figures.last_7_days')} />
        <Stat
          label={t('figures.second_factor')}
          value={number(users.with_second_factor)}
          detail={t('figures.of_users', { count: users.total, figure: number(users.total) })}
        />
        <Stat
          label={t('figures.suspended')}
          value={<FigureLink to="/admin/users?state=suspended">{number(users.suspended)}</FigureLink>}
          detail={t('figures.accounts')}
        />
      </StatRow>
      <StatRow>
        <Stat
          label={t('figures.organizations')}
          value={<FigureLink to="/admin/organizations">{number(organizations.total)}</FigureLink>}
          detail={t('figures.organizations_off', {
            suspended: number(organizations.suspended),
            deleted: number(organizations.deleted),
          })}
        />
        <Stat
          label={t('figures.participants')}
          value={number(participants.live)}
          detail={t('figures.in_test', { figure: number(participants.test) })}
        />
        <Stat label={t('figures.journeys')} value={number(journeys.active)} detail={t('figures.under_way')} />
        <Stat label={t('figures.completed')} value={number(journeys.completed)} detail={t('figures.in_all')} />
      </StatRow>
    </>
  );
}

function FigureLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="rounded-sm decoration-accent-line underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
