import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { type Language, LANGUAGES } from '../../../lib/languages.ts';
import { type Details, detailsChange, detailsOf } from './organization-form.ts';
import { type Organization, useUpdateOrganization } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';
import { SaveRow } from './save-row.tsx';
import { SlugField } from './slug-field.tsx';
import { type SlugCheck, useSlugCheck } from './use-slug-check.ts';

const UNSENDABLE: SlugCheck[] = ['empty', 'invalid', 'taken'];

export function DetailsCard({ organization, mayWrite }: { organization: Organization; mayWrite: boolean }) {
  const { t } = useTranslation('organization');
  const update = useUpdateOrganization();
  const [form, setForm] = useState(() => detailsOf(organization));
  const check = useSlugCheck(form.slug, organization.slug);
  const change = detailsChange(organization, form);
  const fill = (part: Partial<Details>) => setForm((known) => ({ ...known, ...part }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!change || !form.name.trim() || UNSENDABLE.includes(check)) return;
    update.mutate(change, { onSuccess: (kept) => setForm(detailsOf(kept)) });
  };
  return (
    <Card title={t('details.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <NameField value={form.name} onChange={(name) => fill({ name })} disabled={!mayWrite} />
        <SlugField value={form.slug} onChange={(slug) => fill({ slug })} check={check} asked disabled={!mayWrite} />
        {change?.slug ? (
          <SlugWarning slug={organization.slug} onKeep={() => fill({ slug: organization.slug })} />
        ) : null}
        <LanguageField value={form.language} onChange={(language) => fill({ language })} disabled={!mayWrite} />
        {update.error ? <OrganizationRefusal error={update.error} /> : null}
        {mayWrite ? (
          <SaveRow
            changed={change !== null}
            saved={update.isSuccess}
            busy={update.isPending}
            onReset={() => setForm(detailsOf(organization))}
          />
        ) : null}
      </form>
    </Card>
  );
}

interface ControlProps<V> {
  value: V;
  onChange: (value: V) => void;
  disabled: boolean;
}

function NameField({ value, onChange, disabled }: ControlProps<string>) {
  const { t } = useTranslation('organization');
  return (
    <Field label={t('details.name')} error={value.trim() ? undefined : t('details.name_missing')} required>
      {(control) => (
        <Input
          {...control}
          autoComplete="organization"
          maxLength={120}
          value={value}
          disabled={disabled}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function LanguageField({ value, onChange, disabled }: ControlProps<Language>) {
  const { t } = useTranslation('organization');
  return (
    <Field label={t('details.language')} help={t('details.language_help')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          options={LANGUAGES}
          disabled={disabled}
          className="sm:max-w-60"
        />
      )}
    </Field>
  );
}

function SlugWarning({ slug, onKeep }: { slug: string; onKeep: () => void }) {
  const { t } = useTranslation('organization');
  return (
    <Callout tone="warn" title={t('slug.warning')} alert>
      <p>{t('slug.warning_text', { slug })}</p>
      <Button variant="link" className="mt-1" onClick={onKeep}>
        {t('slug.keep', { slug })}
      </Button>
    </Callout>
  );
}
