import { create } from 'zustand';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** Read by public/theme-boot.js before the first paint: keep the two in step. */
const THEME_KEY = 'stepwell.theme';
const DARK_QUERY = '(prefers-color-scheme: dark)';

interface Preferences {
  theme: ThemeChoice;
  setTheme: (theme: ThemeChoice) => void;
}

export const usePreferences = create<Preferences>((set) => ({
  theme: readTheme(),
  setTheme: (theme) => {
    localStorage.setItem(THEME_KEY, theme);
    set({ theme });
    applyTheme(theme);
  },
}));

/** Keeps the page in step with the system while the choice is `system`. Returns the function that stops it. */
export function followSystemTheme(): () => void {
  const media = matchMedia(DARK_QUERY);
  const apply = () => applyTheme(usePreferences.getState().theme);
  media.addEventListener('change', apply);
  return () => media.removeEventListener('change', apply);
}

/** The theme that shows now. */
export function effectiveTheme(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return matchMedia(DARK_QUERY).matches ? 'dark' : 'light';
}

function readTheme(): ThemeChoice {
  const stored = globalThis.localStorage?.getItem(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function applyTheme(choice: ThemeChoice) {
  document.documentElement.dataset.theme = effectiveTheme(choice);
}
