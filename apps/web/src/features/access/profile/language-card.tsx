import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, rememberLanguage } from '../../../lib/languages.ts';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { Refused } from '../entrance/index.ts';
import { useUpdateProfile } from './profile-queries.ts';

/** Of the pages on this device, and of the mails everywhere. */
export function LanguageCard() {
  const { t, i18n } = useTranslation('profile');
  const update = useUpdateProfile();
  const shown = LANGUAGES.find(({ value }) => value === i18n.language)?.value;
  const choose = (language: Language) => {
    rememberLanguage(language);
    void i18n.changeLanguage(language);
    update.mutate({ locale: language });
  };
  return (
    <Card title={t('language.title')}>
      <div className="flex flex-col items-start gap-4">
        <Refused error={update.error} className="w-full" />
        <Field label={t('language.label')} help={t('language.help')} className="w-full max-w-sm">
          {(control) => <Select {...control} value={shown} onChange={choose} options={LANGUAGES} />}
        </Field>
        <span role="status" className="sr-only">
          {update.isSuccess ? t('saved') : null}
        </span>
      </div>
    </Card>
  );
}
