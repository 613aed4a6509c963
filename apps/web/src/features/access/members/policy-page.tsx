import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useSession } from '../sessions/index.ts';
import { policyQuery } from './member-queries.ts';
import { groupPolicy } from './policy-rows.ts';
import { PolicyCards, PolicyTable } from './policy-table.tsx';

export function PolicyPage() {
  const { t } = useTranslation('members');
  const policy = useQuery(policyQuery);
  const own = useSession().organization.role;
  return (
    <>
      <PageHeader title={t('policy.title')} description={t('policy.lead', { role: t(`role.${own}`) })} />
      {policy.isPending ? <SkeletonRows rows={12} /> : null}
      {policy.error ? (
        <ErrorState error={policy.error} onRetry={() => policy.refetch()} retrying={policy.isFetching} />
      ) : null}
      {policy.data ? (
        <>
          <PolicyTable roles={policy.data.roles} groups={groupPolicy(policy.data.permissions)} own={own} />
          <PolicyCards roles={policy.data.roles} groups={groupPolicy(policy.data.permissions)} own={own} />
        </>
      ) : null}
    </>
  );
}
