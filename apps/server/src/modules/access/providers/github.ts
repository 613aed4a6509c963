import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../../platform/errors/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import type { Outbound } from '../../../platform/outbound/index.ts';
import { OpenIdFailure } from '../openid/index.ts';
import type { Identity, ProviderClient } from './provider-client.ts';
import { GITHUB_URL, type ProviderSettings } from './settings.ts';

type Github = Extract<ProviderSettings, { kind: 'github' }>;
type Deps = { readonly outbound: Pick<Outbound, 'fetch'> };

const SCOPE = 'read:user user:email';
const VERIFIER_BYTES = 32;
const SERVER_FAULT = 500;

const GithubChecks = z.object({ verifier: z.string() });
const Tokens = z.object({ access_token: z.string().min(1), scope: z.string() });
const Failure = z.object({ error: z.string().max(100) });
const User = z.object({ id: z.number().int(), name: z.string().nullish(), login: z.string() });
const Addresses = z.array(z.object({ email: z.string().max(320), primary: z.boolean(), verified: z.boolean() }));

/** GitHub speaks OAuth 2.0 without id tokens: who it is, its API tells. Throws `OpenIdFailure`. */
export function githubClient(deps: Deps, provider: Github): ProviderClient {
  return {
    async depart(redirectUri) {
      const verifier = randomToken(VERIFIER_BYTES);
      const url = new URL(`${provider.baseUrl}/login/oauth/authorize`);
      url.search = new URLSearchParams({
        client_id: provider.clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      return { url, checks: { verifier } };
    },
    async arrive({ redirectUri, query, checks }) {
      const answer = new URLSearchParams(query);
      if (answer.has('error')) throw new OpenIdFailure('declined', undefined);
      const code = answer.get('code') ?? '';
      const { verifier } = GithubChecks.parse(checks);
      return identityBehind(deps, provider, await redeem(deps, provider, { code, redirectUri, verifier }));
    },
  };
}

async function redeem(
  { outbound }: Deps,
  { baseUrl, clientId, clientSecret }: Github,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string },
): Promise<z.output<typeof Tokens>> {
  const form = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const answer = await readJson(outbound, `${baseUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  // A refusal comes with status 200, too.
  const failure = Failure.safeParse(answer);
  if (failure.success) throw new OpenIdFailure('refused', new Error(failure.data.error));
  return parsed(Tokens, answer);
}

async function identityBehind(
  { outbound }: Deps,
  { baseUrl }: Github,
  { access_token: token, scope }: z.output<typeof Tokens>,
): Promise<Identity> {
  const api = baseUrl === GITHUB_URL ? 'https://api.github.com' : `${baseUrl}/api/v3`;
  const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${token}` };
  const user = parsed(User, await readJson(outbound, `${api}/user`, { headers }));
  // People may be let to grant less than was asked for.
  const tellsAddresses = scope.split(/[\s,]+/).some((granted) => granted === 'user:email' || granted === 'user');
  const addresses = tellsAddresses
    ? parsed(Addresses, await readJson(outbound, `${api}/user/emails?per_page=100`, { headers }))
    : [];
  const primary = addresses.find((address) => address.primary);
  return {
    subject: String(user.id),
    email: primary?.email ?? null,
    emailVerified: primary?.verified ?? false,
    name: user.name?.trim() || user.login,
    locale: null,
  };
}

/** GitHub turns away whoever does not say what it is. */
const USER_AGENT = 'Stepwell';

async function readJson(
  outbound: Deps['outbound'],
  url: string,
  { headers, ...request }: { method?: string; headers: Readonly<Record<string, string>>; body?: string },
): Promise<unknown> {
  const answer = await outbound
    .fetch(url, { ...request, headers: { ...headers, 'user-agent': USER_AGENT } })
    .catch((error: unknown) => {
      throw error instanceof Refusal ? error : new OpenIdFailure('unreachable', error);
    });
  if (!answer.ok) {
    const reason = answer.status >= SERVER_FAULT ? 'unreachable' : 'refused';
    throw new OpenIdFailure(reason, new Error(`${new URL(url).pathname} answered ${answer.status}`));
  }
  return answer.json().catch(() => undefined);
}

function parsed<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const result = schema.safeParse(answer);
  if (!result.success) throw new OpenIdFailure('refused', new Error('the answer has another form'));
  return result.data;
}
