import { useTranslation } from 'react-i18next';
import { keepsSecret } from './provider-form.ts';
import { ProviderInput } from './provider-input.tsx';
import type { ProviderFieldsProps } from './saml-fields.tsx';

export function OidcFields({ form, known, errors, onFill }: ProviderFieldsProps) {
  const { t } = useTranslation('single-sign-on');
  const keeps = keepsSecret(form, known);
  return (
    <>
      <ProviderInput
        name="issuer"
        label={t('provider.issuer')}
        help={t('provider.issuer_help')}
        error={errors.issuer}
        value={form.issuer}
        placeholder="https://"
        onChange={(issuer) => onFill({ issuer })}
      />
      <ProviderInput
        name="clientId"
        label={t('provider.client_id')}
        error={errors.clientId}
        value={form.clientId}
        onChange={(clientId) => onFill({ clientId })}
      />
      <ProviderInput
        name="clientSecret"
        label={t('provider.client_secret')}
        help={keeps ? t('provider.client_secret_kept') : t('provider.client_secret_help')}
        error={errors.clientSecret}
        value={form.clientSecret}
        isOptional={keeps}
        onChange={(clientSecret) => onFill({ clientSecret })}
      />
    </>
  );
}
