import { mayMember } from '@stepwell/contract';
import { useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useSession } from '../sessions/index.ts';
import { DomainsCard } from './domains-card.tsx';
import { IdentityProviderCard } from './identity-provider-card.tsx';
import { RemovalCard } from './removal-card.tsx';
import { ServiceProviderCard } from './service-provider-card.tsx';
import { type SingleSignOn, singleSignOnQuery, type SingleSignOnState } from './single-sign-on-queries.ts';
import { StateCard } from './state-card.tsx';
import { standingOf } from './standing.ts';

export function SingleSignOnPage() {
  const { t } = useTranslation('single-sign-on');
  const query = useQuery(singleSignOnQuery);
  const mayWrite = mayMember(useSession().organization.role, 'single-sign-on:write');
  return (
    <>
      <PageHeader
        title={t('title')}
        badge={<StateBadge known={query.data?.single_sign_on} />}
        description={t('lead')}
      />
      <div className="flex max-w-3xl flex-col gap-4">
        {mayWrite ? null : <Callout>{t('read_only')}</Callout>}
        {query.isPending ? <SkeletonRows rows={6} /> : null}
        {query.error ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : null}
        {query.data === undefined ? null : <Parts {...query.data} mayWrite={mayWrite} />}
      </div>
    </>
  );
}

function StateBadge({ known }: { known: SingleSignOn | null | undefined }) {
  const { t } = useTranslation('single-sign-on');
  if (!known) return null;
  const standing = standingOf(known);
  return <Badge tone={standing === 'draft' ? 'neutral' : 'good'}>{t(`state.${standing}`)}</Badge>;
}

type PartsProps = SingleSignOnState & { mayWrite: boolean };

function Parts({ single_sign_on: known, service_provider: ours, mayWrite }: PartsProps) {
  const { t } = useTranslation('single-sign-on');
  if (!known && !mayWrite) {
    return (
      <>
        <EmptyState icon={LogIn} title={t('none.title')}>
          {t('none.text')}
        </EmptyState>
        <DomainsCard mayWrite={false} />
      </>
    );
  }
  return (
    <>
      {known ? <StateCard known={known} mayWrite={mayWrite} /> : null}
      {known ? null : <ServiceProviderCard kind={null} ours={ours} />}
      <IdentityProviderCard known={known} mayWrite={mayWrite} />
      {known ? <ServiceProviderCard kind={known.kind} ours={ours} /> : null}
      <DomainsCard mayWrite={mayWrite} />
      {known && mayWrite ? <RemovalCard /> : null}
    </>
  );
}
