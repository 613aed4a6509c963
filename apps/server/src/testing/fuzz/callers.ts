import { createFlag, getMe, getOnboarding, listFlags, listUsers, scimListUsers } from '@stepwell/contract';
import { hashSecret } from '../../platform/crypto/index.ts';
import { SESSION_COOKIE } from '../../platform/http/index.ts';
import { cookieHeaders } from '../cookie-headers.ts';
import { booleanFlag } from '../flag-world.ts';
import { SAMPLE_FLOW } from '../flow-definitions.ts';
import type { World, WorldOrganization } from '../world.ts';

/** One of each who may call, and what exists for them to be called upon. */
export type Cast = {
  readonly callers: readonly Caller[];
  /** Values of parameters that lead to something. */
  readonly known: readonly string[];
  /** Whether all of them are still let in: what was asked for may have thrown them out. */
  isComplete(): Promise<boolean>;
};

/** `scheme` names the security scheme of the document that the caller satisfies. */
export type Caller = {
  readonly scheme: 'session' | 'participant' | 'apiKey' | 'directory' | 'nobody';
  headers(): Record<string, string>;
  /** A browser goes on with the cookie that an answer sets. */
  hear(setCookie: readonly string[]): void;
};

const DAY = "interval '1 day'";

/** Makes a new organization with its people each time. */
export async function assemble(world: World, slug: string): Promise<Cast> {
  const org = await world.organization(slug);
  await org.publish('start', SAMPLE_FLOW);
  const body = { key: 'sample', name: 'Sample', description: null, definition: booleanFlag() };
  await world.send(createFlag, { bearer: org.keys.live, body });
  const owner = browser(org.session);
  const operator = browser(await operatorOf(world, org));
  const participant = bearing('participant', await org.token('ada'));
  const apiKey = bearing('apiKey', org.keys.live);
  const directory = bearing('directory', await directoryTokenOf(world, org));
  await world.send(getOnboarding, { headers: participant.headers() });
  const nobody: Caller = { scheme: 'nobody', headers: () => ({}), hear: () => undefined };
  const probes = [
    [getMe, owner],
    [listUsers, operator],
    [getOnboarding, participant],
    [listFlags, apiKey],
    [scimListUsers, directory],
  ] as const;
  return {
    callers: [owner, operator, participant, apiKey, directory, nobody],
    known: await namesOf(world, org),
    async isComplete() {
      const replies = await Promise.all(probes.map(([route, by]) => world.send(route, { headers: by.headers() })));
      return replies.every(({ status }) => status === 200);
    },
  };
}

function browser(first: string): Caller {
  let session = first;
  return {
    scheme: 'session',
    headers: () => cookieHeaders(`${SESSION_COOKIE}=${session}`),
    hear(setCookie) {
      for (const cookie of setCookie) {
        const [, value] = new RegExp(`^${SESSION_COOKIE}=([^;]+)`).exec(cookie) ?? [];
        if (value !== undefined) session = value;
      }
    },
  };
}

function bearing(scheme: Caller['scheme'], token: string): Caller {
  return { scheme, headers: () => ({ authorization: `Bearer ${token}` }), hear: () => undefined };
}

/** An administrator of the organization who is of the installation's staff too. */
async function operatorOf(world: World, org: WorldOrganization): Promise<string> {
  const session = await org.sessionOf('admin');
  const hash = `'\\x${hashSecret(session).toString('hex')}'`;
  await world.test.asOwner(
    `update accounts set operator_role = 'super_admin' where id = (select account_id from sessions where token_hash = ${hash})`,
  );
  await world.test.asOwner(
    `update sessions set second_factor_at = created_at, confirmed_at = created_at where token_hash = ${hash}`,
  );
  return session;
}

async function directoryTokenOf(world: World, org: WorldOrganization): Promise<string> {
  const token = `scim_${org.id.replaceAll('-', '')}${'a'.repeat(11)}`;
  await world.test.asOwner(
    `insert into directory_tokens (id, org_id, token_hash, prefix, created_by, created_at)
     select org_id, org_id, '\\x${hashSecret(token).toString('hex')}', 'scim_aaaa', account_id, now() - ${DAY}
     from members where org_id = '${org.id}' and role = 'owner'`,
  );
  return token;
}

async function namesOf(world: World, { id, slug }: WorldOrganization): Promise<string[]> {
  const tables = ['api_keys', 'signing_secrets', 'publications', 'journeys', 'participants', 'flags'];
  const ids = tables.map((table) => `(select id::text as id from ${table} where org_id = '${id}' limit 2)`);
  const people = `(select account_id::text as id from members where org_id = '${id}')`;
  const rows = await world.test.asOwner<{ id: string }>([...ids, people].join(' union all '));
  return [...rows.map((row) => row.id), id, slug, 'start', 'sample', 'ada', 'live', 'test', '1', 'profile'];
}
