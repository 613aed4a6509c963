import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, LANGUAGES } from '../../../lib/languages.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { proposedSlug, SlugField, useSlugCheck } from '../organization/index.ts';
import { useFoundOrganization } from './welcome-query.ts';
import { WelcomeRefusal } from './welcome-refusal.tsx';

export function FoundForm() {
  const { t, i18n } = useTranslation('welcome');
  const found = useFoundOrganization();
  const [name, setName] = useState('');
  // Follows the name until somebody types another.
  const [typedSlug, setTypedSlug] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language>(i18n.language === 'fr' ? 'fr' : 'en');
  const [asked, setAsked] = useState(false);
  const slug = typedSlug ?? proposedSlug(name);
  const check = useSlugCheck(slug);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim()) event.currentTarget.querySelector('input')?.focus();
    if (!name.trim() || check === 'empty' || check === 'invalid' || check === 'taken') return;
    found.mutate({ name: name.trim(), slug, default_locale: language });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <NameField value={name} onChange={setName} missing={asked && !name.trim()} />
      <SlugField size="lg" value={slug} onChange={setTypedSlug} check={check} asked={asked} />
      <Field label={t('language')} help={t('language_help')}>
        {(control) => <Select {...control} size="lg" value={language} onChange={setLanguage} options={LANGUAGES} />}
      </Field>
      {found.error ? <WelcomeRefusal error={found.error} /> : null}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={found.isPending}
        className="mt-1 self-start max-sm:w-full"
      >
        {t('submit')}
      </Button>
    </form>
  );
}

interface NameFieldProps {
  value: string;
  onChange: (name: string) => void;
  missing: boolean;
}

function NameField({ value, onChange, missing }: NameFieldProps) {
  const { t } = useTranslation('welcome');
  return (
    <Field label={t('name')} help={t('name_help')} error={missing ? t('name_missing') : undefined} required>
      {(control) => (
        <Input
          {...control}
          size="lg"
          autoComplete="organization"
          maxLength={120}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
