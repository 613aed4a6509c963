import { createClient } from '@stepwell/contract/client';

/** Value of a cookie that an answer sets; undefined where it sets none, or clears it. */
export function cookieSet(response: Response, name: string): string | undefined {
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return /=([^;]+)/.exec(set ?? '')?.[1];
}

/** Calls the API as a page would in the browser of somebody signed in, and keeps the cookies that answers set. */
export function callsAs(url: string, session: string, headers: Readonly<Record<string, string>> = {}) {
  const cookies: { session: string; csrfToken: string | undefined } = { session, csrfToken: undefined };
  const call = createClient({
    baseUrl: url,
    csrfToken: () => cookies.csrfToken,
    headers: () => ({
      cookie: `stepwell_session=${cookies.session}; stepwell_csrf=${cookies.csrfToken ?? ''}`,
      origin: url,
      'stepwell-environment': 'live',
      ...headers,
    }),
    async fetch(input, init) {
      const response = await fetch(input, init);
      cookies.session = cookieSet(response, 'stepwell_session') ?? cookies.session;
      cookies.csrfToken = cookieSet(response, 'stepwell_csrf') ?? cookies.csrfToken;
      return response;
    },
  });
  return { call, session: () => cookies.session };
}
