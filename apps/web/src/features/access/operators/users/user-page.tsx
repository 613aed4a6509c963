import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { Callout } from '../../../../ui/callout.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { useAccount } from '../../sessions/index.ts';
import { type User, userQuery } from '../console-queries.ts';
import { DeedList } from '../deed-list.tsx';
import { OperatorBadge, UserStateBadge } from '../state-badge.tsx';
import { MembershipCard } from './membership-card.tsx';
import { UserActions } from './user-actions.tsx';
import { UserDeedDialog } from './user-deed-dialog.tsx';
import { type UserDeed, userDeeds } from './user-deeds.ts';
import { UserFacts } from './user-facts.tsx';

export function UserPage() {
  const { t } = useTranslation('operators');
  const { id = '' } = useParams();
  const user = useQuery(userQuery(id));
  if (user.data) return <Found user={user.data} />;
  if (user.error) {
    return <ErrorState error={user.error} onRetry={() => user.refetch()} retrying={user.isFetching} />;
  }
  return (
    <>
      <PageHeader title={t('users.one')} trail={[{ label: t('users.title'), to: '/admin/users' }]} />
      <SkeletonRows rows={10} />
    </>
  );
}

function Found({ user }: { user: User }) {
  const { t } = useTranslation('operators');
  const { account } = useAccount();
  const [deed, setDeed] = useState<UserDeed | null>(null);
  const deeds = userDeeds(account, user);
  return (
    <>
      <PageHeader
        title={user.name}
        trail={[{ label: t('users.title'), to: '/admin/users' }]}
        badge={
          <>
            <UserStateBadge state={user.state} />
            <OperatorBadge role={user.operator_role} />
          </>
        }
        actions={<UserActions deeds={deeds} onDeed={setDeed} />}
      />
      <div className="flex flex-col gap-4">
        <Standing user={user} isOwn={user.id === account.id} />
        <UserFacts user={user} />
        <MembershipCard user={user} />
        <DeedList deeds={user.recent} none={t('deeds.none_user')} />
      </div>
      {deed ? <UserDeedDialog deed={deed} user={user} onClose={() => setDeed(null)} /> : null}
    </>
  );
}

/** Why little or nothing can be done here. */
function Standing({ user, isOwn }: { user: User; isOwn: boolean }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  if (user.state === 'suspended' && user.suspended_at) {
    return (
      <Callout tone="bad" title={t('user.suspended', { date: format.date(user.suspended_at) })}>
        <p className="break-words">{user.suspended_reason}</p>
      </Callout>
    );
  }
  if (user.state === 'anonymized') return <Callout>{t('user.anonymized')}</Callout>;
  if (isOwn) return <Callout>{t('user.own')}</Callout>;
  return user.operator_role ? <Callout>{t('user.protected')}</Callout> : null;
}
