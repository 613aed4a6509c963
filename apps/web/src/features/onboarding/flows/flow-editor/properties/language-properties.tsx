import { useTranslation } from 'react-i18next';
import { isLocale } from '../../definition/keys.ts';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { Property } from '../inputs/property.tsx';
import { ChipInput } from '../../../../../ui/chip-input.tsx';
import { useLanguageName } from '../language-name.ts';

/** Languages that most flows are written in, offered while typing; any BCP 47 tag may be used. */
const COMMON = [
  'en',
  'fr',
  'de',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'fi',
  'cs',
  'ja',
  'ko',
  'zh',
  'ar',
  'he',
  'tr',
];
const MAX_LOCALES = 40;

export function LanguageProperties() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const nameOf = useLanguageName();
  const choose = (locales: readonly string[]) => {
    // The flow's own language cannot go: every text has it.
    const kept = locales.includes(flow.default_locale) ? locales : [flow.default_locale, ...locales];
    edit((known) => ({ ...known, locales: kept.slice(0, MAX_LOCALES) }));
  };
  return (
    <>
      <Property path="locales" label={t('flow.locales')} help={t('flow.locales_help')}>
        {(control) => (
          <ChipInput
            control={control}
            values={flow.locales}
            onChange={choose}
            suggestions={COMMON.filter((tag) => !flow.locales.includes(tag))}
            read={(text) => cleanTag(text) || null}
            maxLength={35}
          />
        )}
      </Property>
      <Property path="default_locale" label={t('flow.default_locale')} help={t('flow.default_locale_help')}>
        {(control) => (
          <Select
            {...control}
            value={flow.default_locale}
            onChange={(locale) => edit((known) => ({ ...known, default_locale: locale }))}
            options={flow.locales.map((tag) => ({ value: tag, label: `${nameOf(tag)} (${tag})` }))}
          />
        )}
      </Property>
    </>
  );
}

/** What is no language tag is not taken in. */
function cleanTag(text: string): string {
  const [language = '', ...rest] = text.trim().replaceAll('_', '-').split('-');
  const tag = [language.toLowerCase(), ...rest].join('-');
  return isLocale(tag) ? tag : '';
}
