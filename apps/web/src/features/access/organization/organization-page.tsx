import { mayMember } from '@stepwell/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useSession } from '../sessions/index.ts';
import { BrandingCard } from './branding-card.tsx';
import { DangerZone } from './danger-zone.tsx';
import { DetailsCard } from './details-card.tsx';
import { organizationQuery } from './organization-query.ts';
import { SecondFactorCard } from './second-factor-card.tsx';

export function OrganizationPage() {
  const { t } = useTranslation('organization');
  const organization = useQuery(organizationQuery);
  const { organization: own, session } = useSession();
  const { role } = own;
  const mayWrite = mayMember(role, 'organization:write');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="flex max-w-3xl flex-col gap-4">
        {mayWrite ? null : <Callout>{t('read_only')}</Callout>}
        {organization.isPending ? <SkeletonRows rows={6} /> : null}
        {organization.error ? (
          <ErrorState
            error={organization.error}
            onRetry={() => organization.refetch()}
            retrying={organization.isFetching}
          />
        ) : null}
        {organization.data ? (
          <>
            <DetailsCard organization={organization.data} mayWrite={mayWrite} />
            <BrandingCard organization={organization.data} mayWrite={mayWrite} />
            <SecondFactorCard organization={organization.data} role={role} proved={session.second_factor} />
            <DangerZone organization={organization.data} role={role} />
          </>
        ) : null}
      </div>
    </>
  );
}
