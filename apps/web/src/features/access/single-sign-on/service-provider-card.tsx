import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import type { SingleSignOn } from './single-sign-on-queries.ts';

/** What has to be entered at the identity provider. */
export function ServiceProviderCard({ known }: { known: SingleSignOn }) {
  const { t } = useTranslation('single-sign-on');
  const { entity_id: entityId, acs_url: acs, metadata_url: metadata, redirect_uri: redirect } = known.service_provider;
  return (
    <Card title={t('ours.title')}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-muted">{t('ours.lead')}</p>
        {known.kind === 'saml' ? (
          <>
            <CopyField label={t('ours.entity_id')} value={entityId} />
            <CopyField label={t('ours.acs_url')} value={acs} />
            <CopyField label={t('ours.metadata_url')} value={metadata} />
          </>
        ) : (
          <CopyField label={t('ours.redirect_uri')} value={redirect} />
        )}
        <p className="text-ink-muted">{t(known.kind === 'saml' ? 'ours.claims_saml' : 'ours.claims_oidc')}</p>
      </div>
    </Card>
  );
}
