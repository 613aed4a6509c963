import { createHmac } from 'node:crypto';
import type { Environment } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../../platform/errors/index.ts';
import { type AccessWorld, createAccess, createAccessWorld, PUBLIC_URL } from '../../../testing/access-world.ts';
import { memberPrincipal } from '../../../testing/principals.ts';
import type { NewSigningSecret } from './index.ts';

const DAY_SECONDS = 86_400;

let world: AccessWorld;
let atelier: string;
let elsewhere: string;
let live: NewSigningSecret;
let forTest: NewSigningSecret;
let foreign: NewSigningSecret;

beforeAll(async () => {
  world = await createAccessWorld();
  atelier = (await world.addOrganization('atelier')).id;
  elsewhere = (await world.addOrganization('elsewhere')).id;
  live = await addSecret(atelier, 'live');
  forTest = await addSecret(atelier, 'test');
  foreign = await addSecret(elsewhere, 'live');
});
afterAll(() => world.drop());
// Nothing remembered by one test may answer in another.
beforeEach(() => world.clock.advance(60_000));

function addSecret(orgId: string, environment: Environment): Promise<NewSigningSecret> {
  return world.database.asTenant(orgId, (tx) => world.participantTokens.addSigningSecret(tx, { orgId, environment }));
}

const inSeconds = (seconds: number) => Math.floor(world.clock.nowMs() / 1_000) + seconds;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As a tenant's server would sign with any library. */
function sign(secret: string, claims: object, header: object = {}): string {
  const payload = { sub: 'creator-1', exp: inSeconds(3_600), ...claims };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT', ...header })}.${base64url(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const verify = (token: string, organization?: string, environment?: Environment) =>
  world.participantTokens.verifyParticipantToken(token, { organization, environment });
async function refusal(answer: Promise<unknown>): Promise<{ code?: string; kind?: string; detail?: string }> {
  try {
    await answer;
    return {};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, kind: error.kind, detail: error.extra.detail };
  }
}
const refused = async (answer: Promise<unknown>) => (await refusal(answer)).code;

describe('a participant token', () => {
  test('names the participant and what the tenant says of them', async () => {
    const traits = { plan: 'pro', followers: 1_200, verified: true, tags: ['music', 'live'], agency: null };
    const claims = { name: 'Noor', market: 'FR', role: 'creator', locale: 'fr-CA', traits };
    const token = sign(live.secret, { sub: 'Créateur 1', org: 'atelier', aud: 'stepwell', iat: 1, ...claims });
    expect(await verify(token)).toEqual({
      kind: 'participant',
      orgId: atelier,
      environment: 'live',
      externalId: 'Créateur 1',
      claims,
    });
  });

  test.each([
    ['the header', {}, 'atelier'],
    ['the claim org as a short name', { org: 'atelier' }, undefined],
    ['both', { org: 'atelier' }, 'atelier'],
  ])('finds its organization by %s', async (_, claims, header) => {
    expect(await verify(sign(live.secret, claims), header)).toMatchObject({ orgId: atelier, externalId: 'creator-1' });
  });

  test('finds its organization by the claim org as an id', async () => {
    expect(await verify(sign(live.secret, { org: atelier }))).toMatchObject({ orgId: atelier });
  });

  test('finds organization and environment by kid alone', async () => {
    expect(await verify(sign(forTest.secret, {}, { kid: forTest.id }))).toMatchObject({
      orgId: atelier,
      environment: 'test',
    });
    expect(await verify(sign(live.secret, {}, { kid: live.id }))).toMatchObject({
      orgId: atelier,
      environment: 'live',
    });
  });

  test('without kid belongs to live unless the header says test', async () => {
    expect(await verify(sign(forTest.secret, {}), 'atelier', 'test')).toMatchObject({ environment: 'test' });
    expect(await refused(verify(sign(forTest.secret, {}), 'atelier'))).toBe('token_other_environment');
  });

  test('lasts at most 30 days', async () => {
    expect(await verify(sign(live.secret, { exp: inSeconds(30 * DAY_SECONDS) }), 'atelier')).toBeDefined();
    const { code, detail } = await refusal(
      verify(sign(live.secret, { exp: inSeconds(30 * DAY_SECONDS + 1) }), 'atelier'),
    );
    expect([code, detail]).toEqual(['token_malformed', 'The claim exp is not accepted: at most 30 days ahead.']);
  });

  test('is refused from the second it expires, also while it is remembered', async () => {
    const token = sign(live.secret, { exp: inSeconds(10) });
    await verify(token, 'atelier');
    world.clock.advance(9_999);
    expect(await verify(token, 'atelier')).toBeDefined();
    world.clock.advance(1);
    expect(await refusal(verify(token, 'atelier'))).toMatchObject({ code: 'token_expired', kind: 'authentication' });
  });

  test('that is to be used later is refused until a minute before', async () => {
    expect(await refused(verify(sign(live.secret, { nbf: inSeconds(61) }), 'atelier'))).toBe('token_malformed');
    expect(await verify(sign(live.secret, { nbf: inSeconds(60) }), 'atelier')).toBeDefined();
  });

  test('that names an audience is meant for Stepwell or its origin, or refused', async () => {
    const origin = new URL(PUBLIC_URL).origin;
    for (const aud of ['stepwell', origin, ['elsewhere', 'stepwell'], [origin]]) {
      expect(await verify(sign(live.secret, { aud }), 'atelier')).toMatchObject({ externalId: 'creator-1' });
    }
    for (const aud of ['elsewhere', '', [], ['elsewhere'], 'Stepwell', `${origin}/`, `${origin}.example.org`]) {
      const { code, detail } = await refusal(verify(sign(live.secret, { aud }), 'atelier'));
      const expected = 'The claim aud is not accepted: the token is meant for another service.';
      expect([aud, code, detail]).toEqual([aud, 'token_malformed', expected]);
    }
  });

  test.each([
    ['sub', { sub: undefined }],
    ['sub', { sub: '' }],
    ['sub', { sub: 'x'.repeat(201) }],
    ['sub', { sub: 42 }],
    ['exp', { exp: undefined }],
    ['exp', { exp: '2030-01-01' }],
    ['org', { org: 42 }],
    ['name', { name: 'x'.repeat(201) }],
    ['market', { market: 'France' }],
    ['role', { role: 'x'.repeat(61) }],
    ['locale', { locale: 'french!' }],
    ['aud', { aud: 42 }],
    ['aud', { aud: ['stepwell', null] }],
    ['traits', { traits: 'pro' }],
    ['traits', { traits: { Plan: 'pro' } }],
    ['traits', { traits: { plan: { nested: true } } }],
    ['traits', { traits: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, index])) }],
  ])('with a claim %s that is not as documented is malformed, and the claim is named', async (name, claims) => {
    const { code, kind, detail } = await refusal(verify(sign(live.secret, claims), 'atelier'));
    expect([code, kind]).toEqual(['token_malformed', 'authentication']);
    expect(detail).toContain(`The claim ${name} is not accepted`);
  });

  test.each(['', 'nonsense', 'a.b.c', '..', `${base64url({ alg: 'HS256' })}.${base64url([])}.x`, 'x'.repeat(8_193)])(
    'that is no JSON web token is malformed: %j',
    async (token) => {
      expect(await refused(verify(token, 'atelier'))).toBe('token_malformed');
    },
  );

  test('with a kid that is no id, or that must be understood and is not, is malformed', async () => {
    expect(await refused(verify(sign(live.secret, {}, { kid: 'first' }), 'atelier'))).toBe('token_malformed');
    for (const crit of [['b64'], ['exp']]) {
      const critical = sign(live.secret, {}, { crit, b64: false, exp: inSeconds(60) });
      expect(await refused(verify(critical, 'atelier'))).toBe('token_malformed');
    }
  });

  test.each(['none', 'HS384', 'HS512', 'RS256', 'hs256', undefined])('signed with %s is refused', async (alg) => {
    const token = sign(live.secret, {}, { alg });
    expect(await refused(verify(token, 'atelier'))).toBe('token_algorithm_refused');
    expect(await refused(verify(`${token.split('.').slice(0, 2).join('.')}.`, 'atelier'))).toBe(
      'token_algorithm_refused',
    );
  });

  test('of an organization that nobody knows or names is refused', async () => {
    expect(await refused(verify(sign(live.secret, {}), 'nobody'))).toBe('organization_unknown');
    expect(await refused(verify(sign(live.secret, { org: 'nobody' })))).toBe('organization_unknown');
    const { code, detail } = await refusal(verify(sign(live.secret, {})));
    expect(code).toBe('organization_unknown');
    expect(detail).toContain('Stepwell-Organization');
  });
});

describe('a signature', () => {
  test('by another secret, changed, or left out is invalid', async () => {
    const good = sign(live.secret, {});
    const [header, , signature] = good.split('.');
    const forged = `${header}.${base64url({ sub: 'creator-2', exp: inSeconds(3_600) })}.${signature}`;
    for (const token of [sign('guessed', {}), forged, `${header}.${good.split('.')[1]}.`]) {
      expect(await refused(verify(token, 'atelier'))).toBe('token_signature_invalid');
    }
  });

  test('that is invalid is called so even when the token is expired or odd besides', async () => {
    expect(await refused(verify(sign('guessed', { exp: inSeconds(-1), market: '?' }), 'atelier'))).toBe(
      'token_signature_invalid',
    );
  });

  test('by the secret of another organization opens nothing, whatever the token or the headers claim', async () => {
    const attempts = [
      verify(sign(foreign.secret, {}), 'atelier'),
      verify(sign(foreign.secret, { org: 'atelier' })),
      verify(sign(foreign.secret, { org: atelier }, { kid: foreign.id })),
      verify(sign(foreign.secret, {}, { kid: foreign.id }), 'atelier'),
      verify(sign(foreign.secret, {}, { kid: live.id })),
      verify(sign(foreign.secret, { org: 'elsewhere' }), 'atelier'),
      verify(sign(live.secret, { org: 'elsewhere' }), 'atelier'),
    ];
    expect(new Set(await Promise.all(attempts.map(refused)))).toEqual(new Set(['token_signature_invalid']));
    expect(await verify(sign(foreign.secret, {}), 'elsewhere')).toMatchObject({ orgId: elsewhere });
  });

  test('by the secret of the other environment is told apart from a wrong one', async () => {
    const attempts = [
      verify(sign(live.secret, {}), 'atelier', 'test'),
      verify(sign(forTest.secret, {}), 'atelier', 'live'),
      verify(sign(forTest.secret, {}, { kid: forTest.id }), undefined, 'live'),
      verify(sign(live.secret, {}, { kid: live.id }), 'atelier', 'test'),
    ];
    expect(new Set(await Promise.all(attempts.map(refused)))).toEqual(new Set(['token_other_environment']));
  });

  test('that was found good beside some headers is judged again beside others', async () => {
    const token = sign(live.secret, {});
    await verify(token, 'atelier');
    expect(await refused(verify(token, 'atelier', 'test'))).toBe('token_other_environment');
    expect(await refused(verify(token, 'elsewhere'))).toBe('token_signature_invalid');
  });
});

describe('rotating', () => {
  test('accepts both live secrets and, once it is revoked, the old one no more', async () => {
    const orgId = (await world.addOrganization('rotating')).id;
    const old = await addSecret(orgId, 'live');
    const remembered = sign(old.secret, {}, { kid: old.id });
    await verify(remembered);
    const fresh = await addSecret(orgId, 'live');
    expect(await verify(sign(old.secret, {}), 'rotating')).toMatchObject({ orgId });
    expect(await verify(sign(fresh.secret, {}), 'rotating')).toMatchObject({ orgId });

    const { participantTokens: others } = createAccess(world.database, world.clock, world.ids);
    const following = await others.followRevocations();
    const elsewhereRemembered = () =>
      others.verifyParticipantToken(remembered, { organization: undefined, environment: undefined });
    await elsewhereRemembered();
    await revoke(orgId, old.id);
    expect(await refused(verify(remembered))).toBe('token_signature_invalid');
    expect(await refused(verify(sign(old.secret, {}), 'rotating'))).toBe('token_signature_invalid');
    expect(await verify(sign(fresh.secret, {}), 'rotating')).toMatchObject({ orgId });
    await vi.waitFor(async () => expect(await refused(elsewhereRemembered())).toBe('token_signature_invalid'), {
      timeout: 10_000,
    });
    following.stop();
  });

  test('shows when each secret was last used, to the minute', async () => {
    const lastUsed = async () => {
      const secrets = await world.participantTokens.list(atelier);
      return secrets.find(({ id }) => id === forTest.id)?.lastUsedAt?.getTime();
    };
    const startedAt = world.clock.nowMs();
    await verify(sign(forTest.secret, { sub: 'a' }), 'atelier', 'test');
    expect(await lastUsed()).toBe(startedAt);
    world.clock.advance(59_999);
    await verify(sign(forTest.secret, { sub: 'b' }), 'atelier', 'test');
    expect(await lastUsed()).toBe(startedAt);
    world.clock.advance(1);
    await verify(sign(forTest.secret, { sub: 'c' }), 'atelier', 'test');
    expect(await lastUsed()).toBe(startedAt + 60_000);
  });

  test('keeps secrets sealed: the database holds none of their text, and one moved to another row does not open', async () => {
    const rows = await world.test.asOwner<{ sealed: Buffer }>('select sealed from signing_secrets');
    expect(rows.length).toBeGreaterThan(2);
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('ss_');
    const orgId = (await world.addOrganization('swapped')).id;
    const [one, other] = [await addSecret(orgId, 'live'), await addSecret(orgId, 'test')];
    await world.test.asOwner(
      'update signing_secrets set sealed = (select sealed from signing_secrets where id = $2) where id = $1',
      [one.id, other.id],
    );
    await expect(verify(sign(other.secret, {}, { kid: one.id }))).rejects.toThrow();
  });

  async function revoke(orgId: string, id: string): Promise<void> {
    const member = memberPrincipal({ orgId, accountId: atelier, role: 'owner' });
    await world.participantTokens.revoke(member, id, { actorKind: 'member', actorId: atelier });
  }
});

describe('an id without a token', () => {
  const believe = (id: string, organization?: string, environment?: Environment) =>
    world.participantTokens.believeUnsigned(id, { organization, environment });

  test('is believed in the test environment', async () => {
    expect(await believe('creator-1', 'atelier', 'test')).toEqual({
      kind: 'participant',
      orgId: atelier,
      environment: 'test',
      externalId: 'creator-1',
      claims: {},
    });
  });

  test('is refused in live, and where no environment is named', async () => {
    for (const environment of ['live', undefined] as const) {
      const answer = await refusal(believe('creator-1', 'atelier', environment));
      expect(answer).toMatchObject({ code: 'unsigned_participant_refused', kind: 'authentication' });
    }
    expect(await refused(believe('x'.repeat(201), 'atelier', 'test'))).toBe('unsigned_participant_refused');
  });

  test('needs a known organization', async () => {
    expect(await refused(believe('creator-1', 'nobody', 'test'))).toBe('organization_unknown');
    expect(await refused(believe('creator-1', undefined, 'test'))).toBe('organization_unknown');
  });
});

describe('a minted token', () => {
  test('verifies without headers and says what it was given', async () => {
    const claims = { name: 'Noor', traits: { plan: 'pro' } };
    const { token, expiresAt } = await world.participantTokens.mintParticipantToken(
      atelier,
      'test',
      'creator-9',
      claims,
      600,
    );
    expect(expiresAt).toEqual(new Date(world.clock.nowMs() + 600_000));
    expect(await verify(token)).toEqual({
      kind: 'participant',
      orgId: atelier,
      environment: 'test',
      externalId: 'creator-9',
      claims,
    });
    world.clock.advance(600_000);
    expect(await refused(verify(token))).toBe('token_expired');
  });

  test('makes the first secret of an environment that has none', async () => {
    const orgId = (await world.addOrganization('fresh')).id;
    const { token } = await world.participantTokens.mintParticipantToken(orgId, 'live', 'creator-9', {}, 600);
    expect(await verify(token)).toMatchObject({ orgId, environment: 'live' });
    expect(await world.participantTokens.list(orgId)).toHaveLength(1);
  });
});
