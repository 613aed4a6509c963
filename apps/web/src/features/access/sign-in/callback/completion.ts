import { call, type Reply } from '../../../../lib/api.ts';
import { isUnreachable } from '../../../../lib/refusal.ts';
import { destinationOf } from '../../entrance/index.ts';
import type { Session } from '../../sessions/index.ts';
import type { AskedSecondFactor } from '../signing-in.ts';

const WAYS = ['google', 'github', 'openid', 'sso'] as const;
/** What somebody comes back from: a provider, or the single sign-on of an organization. */
export type Way = (typeof WAYS)[number];

type Answer =
  | Reply<'POST /api/v1/auth/providers/{provider}/complete'>['data']
  | Reply<'POST /api/v1/auth/single-sign-on/complete'>['data'];

export type Completion =
  | { kind: 'signed_in' | 'linked' | 'connected'; session: Session; destination: string }
  | { kind: 'second_factor'; asked: AskedSecondFactor; destination: string }
  | { kind: 'refused'; error: unknown };

export function wayOf(name: string | undefined): Way | null {
  return WAYS.find((way) => way === name) ?? null;
}

/**
 * What the address bar came back with, or null where there is nothing to complete. SAML comes with a token behind `#`,
 * which is given on under its name, as a query is.
 */
export function arrivalIn(way: Way, { search, hash }: { search: string; hash: string }): string | null {
  const token = way === 'sso' ? new URLSearchParams(hash.replace(/^#/, '')).get('token') : null;
  if (token) return `token=${encodeURIComponent(token)}`;
  return search.replace(/^\?/, '') || null;
}

/**
 * Completes each arrival once, however often it is asked to: what a provider sends is good for one use. Only where no
 * answer came at all may it be tried again.
 */
export function createCompletions(complete: (way: Way, query: string) => Promise<Answer>) {
  const known = new Map<string, Promise<Completion>>();
  return (way: Way, query: string): Promise<Completion> => {
    const key = `${way} ${query}`;
    const completion = known.get(key) ?? completionOf(complete(way, query));
    known.set(key, completion);
    void completion.then((end) => {
      if (end.kind === 'refused' && isUnreachable(end.error)) known.delete(key);
    });
    return completion;
  };
}

export const completeOnce = createCompletions(async (way, query) => {
  const body = { query };
  if (way === 'sso') return (await call('POST /api/v1/auth/single-sign-on/complete', { body })).data;
  return (await call('POST /api/v1/auth/providers/{provider}/complete', { params: { provider: way }, body })).data;
});

function completionOf(answer: Promise<Answer>): Promise<Completion> {
  return answer.then(settled, (error: unknown) => ({ kind: 'refused', error }));
}

function settled(answer: Answer): Completion {
  const destination = destinationOf(answer.return_to);
  if ('second_factor' in answer) return { kind: 'second_factor', asked: answer.second_factor, destination };
  const outcome = 'outcome' in answer ? answer.outcome : 'signed_in';
  if (outcome === 'connected') return { kind: 'connected', session: answer.me, destination: '/settings/security' };
  return { kind: outcome === 'linked' ? 'linked' : 'signed_in', session: answer.me, destination };
}
