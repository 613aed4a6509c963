import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import type { ServiceProvider, SingleSignOn } from './single-sign-on-queries.ts';

export interface ServiceProviderCardProps {
  /** The protocol that is spoken; null while it is not chosen. */
  kind: SingleSignOn['kind'] | null;
  ours: ServiceProvider;
}

/** What has to be entered at the identity provider. */
export function ServiceProviderCard({ kind, ours }: ServiceProviderCardProps) {
  const { t } = useTranslation('single-sign-on');
  return (
    <Card title={t('ours.title')}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-muted">{t('ours.lead')}</p>
        {kind === 'oidc' ? null : <ForSaml ours={ours} isNamed={kind === null} />}
        {kind === 'saml' ? null : <ForOidc ours={ours} isNamed={kind === null} />}
      </div>
    </Card>
  );
}

interface PartProps {
  ours: ServiceProvider;
  /** Whether it has to be said which protocol this is for. */
  isNamed: boolean;
}

function ForSaml({ ours, isNamed }: PartProps) {
  const { t } = useTranslation('single-sign-on');
  return (
    <>
      {isNamed ? <h3 className="font-medium text-ink">{t('ours.for_saml')}</h3> : null}
      <CopyField label={t('ours.entity_id')} value={ours.entity_id} />
      <CopyField label={t('ours.acs_url')} value={ours.acs_url} />
      <CopyField label={t('ours.metadata_url')} value={ours.metadata_url} />
      <p className="text-ink-muted">{t('ours.claims_saml')}</p>
    </>
  );
}

function ForOidc({ ours, isNamed }: PartProps) {
  const { t } = useTranslation('single-sign-on');
  return (
    <>
      {isNamed ? <h3 className="font-medium text-ink">{t('ours.for_oidc')}</h3> : null}
      <CopyField label={t('ours.redirect_uri')} value={ours.redirect_uri} />
      <p className="text-ink-muted">{t('ours.claims_oidc')}</p>
    </>
  );
}
