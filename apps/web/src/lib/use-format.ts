import { useTranslation } from 'react-i18next';
import { type Format, formatFor } from './format.ts';

/** The writers of numbers and times in the language that shows. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatFor(i18n.language);
}
