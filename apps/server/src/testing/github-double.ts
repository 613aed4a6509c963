import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { loginOrConsentPage } from './openid-pages.ts';

export type GithubPerson = {
  readonly id: number;
  readonly name: string | null;
  readonly emails: readonly { email: string; primary: boolean; verified: boolean }[];
};

export type GithubOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Login → person. */
  readonly people: Readonly<Record<string, GithubPerson>>;
  nowMs(): number;
};

export type Github = {
  readonly baseUrl: string;
  /** `host:port`. */
  readonly host: string;
  /** Every code and token that was given out, and every verifier that was shown. */
  readonly passed: string[];
  /** Goes through the page of GitHub as somebody logged in there. Returns the address that the browser is sent back to. */
  signIn(authorizationUrl: string, login: string, options?: { declines?: boolean; grants?: string }): Promise<string>;
  /** What the server answers from now on; undefined for the truth. */
  answerWith(answer: ((response: ServerResponse) => void) | undefined): void;
  close(): Promise<void>;
};

type Grant = {
  readonly login: string;
  readonly scopes: string[];
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly expiresAtMs: number;
};
type Work = GithubOptions & {
  readonly codes: Map<string, Grant>;
  readonly tokens: Map<string, Grant>;
  readonly passed: string[];
};

const CODE_MS = 600_000;

/** GitHub's side of OAuth 2.0 and the two routes of its API that tell who somebody is, at the addresses of Enterprise Server. */
export async function startGithub(options: GithubOptions): Promise<Github> {
  const work: Work = { ...options, codes: new Map(), tokens: new Map(), passed: [] };
  let answer: ((response: ServerResponse) => void) | undefined;
  const server = createServer((request, response) => {
    if (answer) answer(response);
    else void handle(work, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: `http://${host}`,
    host,
    passed: work.passed,
    signIn: visit,
    answerWith: (other) => void (answer = other),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function visit(url: string, login: string, { declines = false, grants = '' } = {}): Promise<string> {
  const cookie = `user_session=${login}; consent=${declines ? 'no' : 'yes'}; grants=${grants}`;
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`GitHub answered ${answer.status}: ${await answer.text()}`);
  return location;
}

async function handle(work: Work, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://github.test');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /login/oauth/authorize':
      return authorize(work, url.searchParams, request, response);
    case 'POST /login/oauth/authorize':
      return remember(request, response);
    case 'POST /login/oauth/access_token':
      return exchange(work, request, new URLSearchParams(await text(request)), response);
    case 'GET /api/v3/user':
      return tell(work, request, response, (login, { id, name }) => ({ login, id, name }));
    case 'GET /api/v3/user/emails':
      return tell(work, request, response, (_login, { emails }) => emails, 'user:email');
    default:
      return json(response, 404, { message: 'Not Found' });
  }
}

/** A wrong client is shown a page; what is wrong with the request is told to the client. */
function authorize(work: Work, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
  const cookie = request.headers.cookie ?? '';
  const redirectUri = query.get('redirect_uri') ?? work.redirectUri;
  const state = query.get('state') ?? '';
  if (query.get('client_id') !== work.clientId) return void response.writeHead(404).end();
  const back = (answer: Record<string, string>, to = redirectUri) =>
    void response.writeHead(302, { location: `${to}?${new URLSearchParams({ ...answer, state })}` }).end();
  if (redirectUri !== work.redirectUri) return back({ error: 'redirect_uri_mismatch' }, work.redirectUri);
  const page = pageFor(request);
  if (page) return void response.writeHead(200, { 'content-type': 'text/html' }).end(loginOrConsentPage(page));
  if (cookieOf(cookie, 'consent') === 'no') {
    return back({ error: 'access_denied', error_description: 'The user has denied your application access.' });
  }
  const scopes = (cookieOf(cookie, 'grants') || (query.get('scope') ?? '')).split(' ').filter((scope) => scope !== '');
  const challenge = query.get('code_challenge_method') === 'S256' ? query.get('code_challenge') : null;
  const code = next(work, 'code');
  const login = cookieOf(cookie, 'user_session');
  work.codes.set(code, { login, scopes, redirectUri, challenge, expiresAtMs: work.nowMs() + CODE_MS });
  return back({ code });
}

/** What a browser is shown before it is sent back; once it knows the answers it is asked nothing. */
function pageFor({ headers }: IncomingMessage): 'login' | 'consent' | undefined {
  if (headers.accept?.includes('text/html') !== true) return undefined;
  if (cookieOf(headers.cookie ?? '', 'user_session') === '') return 'login';
  return cookieOf(headers.cookie ?? '', 'consent') === '' ? 'consent' : undefined;
}

/** The browser keeps what was entered on a page, and asks for the same address again. */
async function remember(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const given = [...new URLSearchParams(await text(request))];
  const cookies = given.map(
    ([name, value]) => `${name === 'login' ? 'user_session' : name}=${value}; Path=/; HttpOnly; SameSite=Lax`,
  );
  response.writeHead(303, { 'set-cookie': cookies, location: request.url ?? '' }).end();
}

/** Refusals have status 200, and without `accept: application/json` everything is a form. */
function exchange(work: Work, request: IncomingMessage, form: URLSearchParams, response: ServerResponse): void {
  const reply = (answer: Record<string, string>) =>
    request.headers.accept === 'application/json'
      ? json(response, 200, answer)
      : void response.writeHead(200).end(new URLSearchParams(answer).toString());
  if (form.get('client_id') !== work.clientId || !isSame(form.get('client_secret') ?? '', work.clientSecret)) {
    return reply({ error: 'incorrect_client_credentials' });
  }
  const code = form.get('code') ?? '';
  const verifier = form.get('code_verifier') ?? '';
  work.passed.push(verifier);
  const grant = work.codes.get(code);
  work.codes.delete(code);
  if (grant === undefined || grant.expiresAtMs <= work.nowMs()) return reply({ error: 'bad_verification_code' });
  if (grant.redirectUri !== (form.get('redirect_uri') ?? grant.redirectUri)) {
    return reply({ error: 'redirect_uri_mismatch' });
  }
  if (grant.challenge !== null && challengeOf(verifier) !== grant.challenge) {
    return reply({ error: 'bad_verification_code' });
  }
  const token = next(work, 'token');
  work.tokens.set(token, grant);
  return reply({ access_token: token, scope: grant.scopes.join(','), token_type: 'bearer' });
}

/** What a token may not read is not there. */
function tell(
  work: Work,
  { headers }: IncomingMessage,
  response: ServerResponse,
  view: (login: string, person: GithubPerson) => unknown,
  scope?: string,
): void {
  if (headers['user-agent'] === undefined || headers['user-agent'] === '') return json(response, 403, {});
  const grant = work.tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  const person = grant && work.people[grant.login];
  if (grant === undefined || person === undefined) return json(response, 401, { message: 'Bad credentials' });
  if (scope !== undefined && !grant.scopes.includes(scope)) return json(response, 404, { message: 'Not Found' });
  return json(response, 200, view(grant.login, person));
}

/** Predictable, but of the form and length of a real one, so that it can be searched for. */
function next({ passed }: Work, kind: string): string {
  const value = createHash('sha256').update(`${kind} ${passed.length}`).digest('hex').slice(0, 40);
  passed.push(value);
  return value;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function cookieOf(header: string, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(header)?.[1] ?? '';
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
