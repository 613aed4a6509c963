import type { MemberRole } from '@stepwell/contract';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { type Organization, useUpdateOrganization } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';

export interface SecondFactorCardProps {
  organization: Organization;
  role: MemberRole;
  /** Whether this session has one: who has none cannot ask others for it. */
  proved: boolean;
}

/** Whether members have to prove a second factor. Owners decide; the others see what holds. */
export function SecondFactorCard({ organization, role, proved }: SecondFactorCardProps) {
  const { t } = useTranslation('organization');
  const update = useUpdateOrganization();
  const required = organization.requires_second_factor;
  const mayChange = role === 'owner' && (required || proved);
  return (
    <Card title={t('second_factor.title')}>
      <div className="flex flex-col gap-4">
        <Switch
          label={t('second_factor.required')}
          detail={t('second_factor.detail')}
          checked={required}
          disabled={!mayChange || update.isPending}
          onChange={(wanted) => update.mutate({ requires_second_factor: wanted })}
        />
        {role === 'owner' && !mayChange ? <OwnFirst /> : null}
        {update.error ? <OrganizationRefusal error={update.error} /> : null}
      </div>
    </Card>
  );
}

function OwnFirst() {
  const { t } = useTranslation('organization');
  return (
    <Callout>
      <p>{t('second_factor.own_first')}</p>
      <Button asChild variant="link" className="mt-1">
        <Link to="/settings/security">{t('second_factor.to_security')}</Link>
      </Button>
    </Callout>
  );
}
