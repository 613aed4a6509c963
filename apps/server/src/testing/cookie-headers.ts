import { createKeyring } from '../platform/crypto/index.ts';
import { createCsrfTokens, SESSION_COOKIE } from '../platform/http/index.ts';

/** The key of every installation of the tests. */
export const INSTALLATION_KEY = Buffer.alloc(32, 7);

const tokens = createCsrfTokens(createKeyring(INSTALLATION_KEY), 'https://onboarding.example.com');

/** What a browser and our pages send where the cookies name a session: its token, in a cookie and in a header. */
export function cookieHeaders(cookies: string | undefined): Record<string, string> {
  if (cookies === undefined) return {};
  const [, session] = new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(cookies) ?? [];
  if (session === undefined) return { cookie: cookies };
  const token = tokens.tokenOf(session);
  return { cookie: `${cookies}; ${tokens.cookie}=${token}`, 'x-csrf-token': token };
}
