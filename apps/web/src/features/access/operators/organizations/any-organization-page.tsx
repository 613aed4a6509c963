import { useQuery } from '@tanstack/react-query';
import { CirclePause, CirclePlay, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { type AnyOrganization, anyOrganizationQuery } from '../console-queries.ts';
import { DeedList } from '../deed-list.tsx';
import { OrganizationStateBadge } from '../state-badge.tsx';
import { OrganizationDeedDialog } from './organization-deed-dialog.tsx';
import { isRestorable, type OrganizationDeed, organizationDeeds } from './organization-deeds.ts';
import { OrganizationFacts } from './organization-facts.tsx';
import { PeopleCard } from './people-card.tsx';

const CLOCK_MS = 60_000;
const ICONS = { suspend: CirclePause, unsuspend: CirclePlay, restore: ArchiveRestore };

export function AnyOrganizationPage() {
  const { t } = useTranslation('operators');
  const { id = '' } = useParams();
  const organization = useQuery(anyOrganizationQuery(id));
  if (organization.data) return <Found organization={organization.data} />;
  if (organization.error) {
    return (
      <ErrorState
        error={organization.error}
        onRetry={() => organization.refetch()}
        retrying={organization.isFetching}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={t('organizations.one')}
        trail={[{ label: t('organizations.title'), to: '/admin/organizations' }]}
      />
      <SkeletonRows rows={10} />
    </>
  );
}

function Found({ organization }: { organization: AnyOrganization }) {
  const { t } = useTranslation('operators');
  const [deed, setDeed] = useState<OrganizationDeed | null>(null);
  const actions = organizationDeeds(organization, useNow(CLOCK_MS)).map((open) => {
    const Icon = ICONS[open];
    return (
      <Button key={open} icon={<Icon />} onClick={() => setDeed(open)}>
        {t(`organization_deed.${open}.open`)}
      </Button>
    );
  });
  return (
    <>
      <PageHeader
        title={organization.name}
        trail={[{ label: t('organizations.title'), to: '/admin/organizations' }]}
        badge={<OrganizationStateBadge state={organization.state} />}
        actions={actions}
      />
      <div className="flex flex-col gap-4">
        <Standing organization={organization} />
        <OrganizationFacts organization={organization} />
        <PeopleCard organization={organization} />
        <DeedList deeds={organization.recent} none={t('deeds.none_organization')} within={organization.id} />
      </div>
      {deed ? <OrganizationDeedDialog deed={deed} organization={organization} onClose={() => setDeed(null)} /> : null}
    </>
  );
}

/** Why nobody works in it. */
function Standing({ organization }: { organization: AnyOrganization }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const now = useNow(CLOCK_MS);
  const { deleted_at: deletedAt, deleted_by: by, restorable_until: until } = organization;
  if (deletedAt) {
    const date = format.date(deletedAt);
    return (
      <Callout
        tone="warn"
        title={by ? t('organization.deleted_by', { date, name: by.name }) : t('organization.deleted', { date })}
      >
        {until && isRestorable(organization, now)
          ? t('organization.restorable', { date: format.date(until) })
          : t('organization.past_restoring')}
      </Callout>
    );
  }
  if (!organization.suspended_at) return null;
  return (
    <Callout tone="bad" title={t('organization.suspended', { date: format.date(organization.suspended_at) })}>
      <p className="break-words">{organization.suspended_reason}</p>
    </Callout>
  );
}
