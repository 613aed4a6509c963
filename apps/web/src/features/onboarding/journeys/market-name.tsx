import { useTranslation } from 'react-i18next';

const names = new Map<string, Intl.DisplayNames>();

/** “France (FR)”; only the code where it is no country. */
export function MarketName({ code }: { code: string }) {
  const { i18n } = useTranslation();
  const name = nameOf(i18n.language, code);
  return name === code ? code : `${name} (${code})`;
}

function nameOf(locale: string, code: string): string {
  const known = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' });
  names.set(locale, known);
  return known.of(code) ?? code;
}
