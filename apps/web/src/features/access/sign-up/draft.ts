import type { NewAccount } from './sign-up-queries.ts';

/** What stands in the form. */
export interface Draft {
  name: string;
  email: string;
  password: string;
  acceptsTerms: boolean;
}

export type Part = 'name' | 'email' | 'password' | 'terms';

/** What is still to be filled in, in the order of the form. */
export function missingOf(draft: Draft): Part[] {
  const parts: [Part, boolean][] = [
    ['name', draft.name.trim() !== ''],
    ['email', isAddress(draft.email)],
    ['password', draft.password !== ''],
    ['terms', draft.acceptsTerms],
  ];
  return parts.filter(([, isThere]) => !isThere).map(([part]) => part);
}

export function newAccountOf(draft: Draft, locale: 'en' | 'fr', invitation: string | null): NewAccount {
  return {
    name: draft.name.trim(),
    email: draft.email.trim(),
    password: draft.password,
    locale,
    accept_terms: true,
    ...(invitation ? { invitation } : {}),
  };
}

export function localeOf(language: string): 'en' | 'fr' {
  return language.startsWith('fr') ? 'fr' : 'en';
}

/** Whether it can be an address at all; the mail finds out the rest. */
function isAddress(typed: string): boolean {
  return /^\S+@\S+\.\S+$/.test(typed.trim());
}
