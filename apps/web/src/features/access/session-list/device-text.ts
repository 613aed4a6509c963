import type { ListedSession } from './session-list.ts';

/** “Firefox · Windows”: what is known of the place, or null when nothing is. */
export function placeOf({
  browser,
  operating_system,
}: Pick<ListedSession, 'browser' | 'operating_system'>): string | null {
  return [browser, operating_system].filter(Boolean).join(' · ') || null;
}

const METHODS = [
  'password',
  'passkey',
  'magic_link',
  'sign_up',
  'invitation',
  'totp',
  'backup_code',
  'oauth',
  'sso',
] as const;

/** How the person signed in there, where there is a word for it. */
export function methodOf(method: string): (typeof METHODS)[number] | null {
  return METHODS.find((known) => known === method) ?? null;
}
