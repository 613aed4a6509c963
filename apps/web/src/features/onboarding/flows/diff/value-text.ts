import { type Json, type LocalizedText, textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';

interface Words {
  yes: string;
  no: string;
  none: string;
  required: string;
  language: string;
}

/** A value of a definition as it is read by a person. */
export function useValueText(): (value: Json) => string {
  const { t, i18n } = useTranslation('flow-versions');
  const words = {
    yes: t('diff.yes'),
    no: t('diff.no'),
    none: t('diff.none'),
    required: t('member.required'),
    language: i18n.language,
  };
  return (value) => valueText(value, words);
}

export function valueText(value: Json, words: Words): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (value === null) return words.none;
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return listText(value, words);
  return fieldText(value, words) ?? JSON.stringify(value, null, 2);
}

function listText(values: readonly Json[], words: Words): string {
  if (values.length === 0) return words.none;
  if (values.every((item) => typeof item === 'string')) return values.join(', ');
  const fields = values.map((item) => (item === null || typeof item !== 'object' ? null : fieldText(item, words)));
  return fields.every((text) => text !== null) ? fields.join('\n') : JSON.stringify(values, null, 2);
}

/** A field or an option by its label and what it is; null for anything else. */
function fieldText(value: object, words: Words): string | null {
  if (!('label' in value) || typeof value.label !== 'object' || value.label === null) return null;
  const input = 'input' in value && typeof value.input === 'string' ? value.input : '';
  const required = 'required' in value && value.required === true ? words.required : '';
  const label = textIn(value.label as LocalizedText, words.language, words.language);
  return [label, input, required].filter(Boolean).join(' · ');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
