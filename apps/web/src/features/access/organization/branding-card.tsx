import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseHex } from '../../../lib/contrast.ts';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { AccentField } from './accent-field.tsx';
import { AccentPreview } from './accent-preview.tsx';
import { LogoPreview } from './logo-preview.tsx';
import { type Branding, brandingChange, brandingOf, isLogoAddress } from './organization-form.ts';
import { type Organization, useUpdateOrganization } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';
import { SaveRow } from './save-row.tsx';

export function BrandingCard({ organization, mayWrite }: { organization: Organization; mayWrite: boolean }) {
  const { t } = useTranslation('organization');
  const update = useUpdateOrganization();
  const [form, setForm] = useState(() => brandingOf(organization));
  const change = brandingChange(organization, form);
  const badLogo = form.logoUrl.trim() !== '' && !isLogoAddress(form.logoUrl.trim());
  const badAccent = form.accent !== '' && !parseHex(form.accent);
  const fill = (part: Partial<Branding>) => setForm((known) => ({ ...known, ...part }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!change || badLogo || badAccent) return;
    update.mutate(change, { onSuccess: (kept) => setForm(brandingOf(kept)) });
  };
  return (
    <Card title={t('branding.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <p className="text-ink-muted">{t('branding.lead')}</p>
        <LogoField value={form.logoUrl} bad={badLogo} disabled={!mayWrite} onChange={(logoUrl) => fill({ logoUrl })} />
        <AccentField value={form.accent} bad={badAccent} disabled={!mayWrite} onChange={(accent) => fill({ accent })} />
        <AccentPreview accent={form.accent} name={organization.name} />
        {update.error ? <OrganizationRefusal error={update.error} /> : null}
        {mayWrite ? (
          <SaveRow
            changed={change !== null}
            saved={update.isSuccess}
            busy={update.isPending}
            onReset={() => setForm(brandingOf(organization))}
          />
        ) : null}
      </form>
    </Card>
  );
}

interface LogoFieldProps {
  value: string;
  bad: boolean;
  disabled: boolean;
  onChange: (address: string) => void;
}

function LogoField({ value, bad, disabled, onChange }: LogoFieldProps) {
  const { t } = useTranslation('organization');
  return (
    <div className="flex flex-col gap-3 sm:flex-row">
      <Field
        label={t('branding.logo')}
        help={t('branding.logo_help')}
        error={bad ? t('branding.logo_bad') : undefined}
        className="flex-1"
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder="https://"
            value={value}
            disabled={disabled}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      <LogoPreview key={value} address={bad ? '' : value.trim()} />
    </div>
  );
}
