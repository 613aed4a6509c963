import { useTranslation } from 'react-i18next';
import { ProviderInput } from './provider-input.tsx';
import type { ProviderFieldsProps } from './saml-fields.tsx';

/** What the identity provider has to have made sure of. */
export function ExpectationFields({ form, errors, onFill }: Omit<ProviderFieldsProps, 'known'>) {
  const { t } = useTranslation('single-sign-on');
  return (
    <>
      <ProviderInput
        name="contexts"
        label={t('provider.contexts')}
        help={t(`provider.contexts_help_${form.kind}`)}
        error={errors.contexts}
        value={form.contexts}
        isOptional
        onChange={(contexts) => onFill({ contexts })}
      />
      <ProviderInput
        name="maxAge"
        label={t('provider.max_age')}
        help={t('provider.max_age_help')}
        error={errors.maxAge}
        value={form.maxAge}
        inputMode="numeric"
        isOptional
        onChange={(maxAge) => onFill({ maxAge })}
      />
    </>
  );
}
