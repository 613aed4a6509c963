import { mutationOptions } from '@tanstack/react-query';
import type { Reply } from '../../../lib/api.ts';

export type TotpSetup = Reply<'POST /api/v1/me/totp'>['data'];

/**
 * Begins setting an authenticator app up. Each beginning makes another secret, and the server keeps the one it wrote last.
 * They go one after the other, so that this is the one in sight however often the dialog was opened: two under way at
 * once may be written in another order than they were sent, and then no code of the secret in sight is right.
 */
export function totpBeginning(begin: () => Promise<TotpSetup>) {
  return mutationOptions({
    mutationFn: begin,
    scope: { id: 'totp-beginning' },
    meta: { shownInPlace: true },
    // The answer holds the secret.
    gcTime: 0,
  });
}
