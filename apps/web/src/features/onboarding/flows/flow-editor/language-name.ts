import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** The name of a language in the member's own. */
export function useLanguageName(): (tag: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
    return (tag) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        // Intl refuses tags that are no tags; they are shown as they are.
        return tag;
      }
    };
  }, [i18n.language]);
}
