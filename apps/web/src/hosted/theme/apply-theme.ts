import { type AccentTokens, accentTokens, type Scheme } from './contrast.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Keeps the page light or dark as the system is, unless a choice is kept (see public/theme-boot.js). */
export function followSystemTheme(): void {
  const root = document.documentElement;
  const media = matchMedia(DARK);
  // theme-boot has already applied a kept choice; where it differs from the system, the choice stands.
  if (root.dataset.theme && root.dataset.theme !== schemeOf(media.matches)) return;
  const apply = () => {
    root.dataset.theme = schemeOf(media.matches);
  };
  apply();
  media.addEventListener('change', apply);
}

/**
 * Puts a tenant's accent and radius on the page, and keeps the accent readable when the page turns dark or light.
 * Returns the function that takes them off.
 */
export function applyTenantTheme(theme: { accent: string | null; radius: number | null }): () => void {
  const root = document.documentElement;
  const paint = () => {
    const scheme: Scheme = root.dataset.theme === 'dark' ? 'dark' : 'light';
    const tokens = theme.accent === null ? null : accentTokens(theme.accent, scheme);
    for (const [name, value] of Object.entries(tokens ?? {})) root.style.setProperty(name, value);
    if (theme.radius !== null) root.style.setProperty('--radius', `${theme.radius}px`);
  };
  paint();
  const observer = new MutationObserver(paint);
  observer.observe(root, { attributeFilter: ['data-theme'] });
  return () => {
    observer.disconnect();
    for (const name of [...ACCENT_TOKENS, '--radius']) root.style.removeProperty(name);
  };
}

function schemeOf(isDark: boolean): Scheme {
  return isDark ? 'dark' : 'light';
}

const ACCENT_TOKENS: (keyof AccentTokens)[] = [
  '--accent',
  '--accent-hover',
  '--on-accent',
  '--accent-text',
  '--accent-soft',
  '--accent-line',
  '--focus',
];
