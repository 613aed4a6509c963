export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'fr', label: 'Français' },
] as const;

export type Language = (typeof LANGUAGES)[number]['value'];

/** Read by public/theme-boot.js before the first paint: keep the two in step. */
const LANGUAGE_KEY = 'stepwell.language';

/** The language that was chosen, else the first of the browser's that we speak, else English. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(LANGUAGE_KEY), ...navigator.languages];
  const known = wanted.map((tag) => LANGUAGES.find(({ value }) => tag?.toLowerCase().split('-')[0] === value)?.value);
  return known.find((language) => language !== undefined) ?? 'en';
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(LANGUAGE_KEY, language);
}
