import { FileCode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Field } from '../../../ui/field.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { MetadataDialog } from './metadata-dialog.tsx';
import { type FieldErrors, keepsCertificates, type ProviderForm } from './provider-form.ts';
import { ProviderInput } from './provider-input.tsx';
import type { SingleSignOn } from './single-sign-on-queries.ts';

export interface ProviderFieldsProps {
  form: ProviderForm;
  known: SingleSignOn | null;
  errors: FieldErrors;
  onFill: (part: Partial<ProviderForm>) => void;
}

export function SamlFields({ form, known, errors, onFill }: ProviderFieldsProps) {
  const { t } = useTranslation('single-sign-on');
  const keeps = keepsCertificates(form, known);
  return (
    <>
      <FromMetadata onFill={onFill} />
      <ProviderInput
        name="entityId"
        label={t('provider.entity_id')}
        help={t('provider.entity_id_help')}
        error={errors.entityId}
        value={form.entityId}
        onChange={(entityId) => onFill({ entityId })}
      />
      <ProviderInput
        name="signInUrl"
        label={t('provider.sign_in_url')}
        help={t('provider.sign_in_url_help')}
        error={errors.signInUrl}
        value={form.signInUrl}
        onChange={(signInUrl) => onFill({ signInUrl })}
      />
      <Field
        label={t('provider.certificates')}
        help={t(keeps ? 'provider.certificates_kept' : 'provider.certificates_help')}
        error={errors.certificates}
        required={!keeps}
      >
        {(control) => (
          <Textarea
            {...control}
            name="certificates"
            spellCheck={false}
            autoComplete="off"
            maxLength={40_000}
            placeholder="-----BEGIN CERTIFICATE-----"
            className="max-h-80 font-mono text-xs"
            value={form.certificates}
            onChange={({ target }) => onFill({ certificates: target.value })}
          />
        )}
      </Field>
    </>
  );
}

function FromMetadata({ onFill }: Pick<ProviderFieldsProps, 'onFill'>) {
  const { t } = useTranslation('single-sign-on');
  const [isOpen, setOpen] = useState(false);
  const [isFilled, setFilled] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <Button icon={<FileCode />} onClick={() => setOpen(true)}>
        {t('metadata.open')}
      </Button>
      {isFilled ? (
        <Callout tone="good" alert className="w-full">
          {t('metadata.done')}
        </Callout>
      ) : null}
      {isOpen ? (
        <MetadataDialog
          onRead={({ certificates, ...named }) => {
            onFill({ ...named, certificates: certificates.join('\n') });
            setFilled(true);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
