import {
  beginSingleSignOn,
  getSingleSignOn,
  putSingleSignOn,
  setSingleSignOnState,
  switchOrganization,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_URL } from '../../../testing/access-world.ts';
import { startOpenIdProvider, type TestOpenIdProvider } from '../../../testing/openid-provider.ts';
import { sessionIn } from '../../../testing/second-factors.ts';
import { assertProof } from './strength.ts';
import {
  createSingleSignOnWorld,
  refusedFor,
  type SamlTenant,
  type SingleSignOnWorld,
  type Tenant,
  tokenIn,
  visitIn,
} from './testing/single-sign-on-world.ts';

const MFA = 'urn:example:two-factors';
const SAML_MFA = 'https://refeds.org/profile/mfa';
const CLIENT = { clientId: 'stepwell', clientSecret: 'secret', redirectUris: [`${PUBLIC_URL}/sign-in/callback/sso`] };

let idp: TestOpenIdProvider;
let world: SingleSignOnWorld;
let oidc: Tenant;
let saml: SamlTenant;

beforeAll(async () => {
  idp = await startOpenIdProvider({
    clients: [CLIENT],
    contexts: [MFA],
    people: Object.fromEntries(
      ['twofold', 'keyed', 'plain', 'long_ago'].map((name) => [name, { email: `${name}@brook.example` }]),
    ),
    proofs: {
      twofold: { acr: MFA },
      keyed: { amr: ['pwd', 'hwk'] },
      plain: { acr: 'urn:example:password', amr: ['pwd'] },
      long_ago: { acr: MFA, secondsAgo: 7_200 },
    },
  });
  world = await createSingleSignOnWorld([idp.host]);
  oidc = await world.addTenant('brook');
  await world.addVerifiedDomain(oidc, 'brook.example');
  await expectOfOidc({});
  await world.call(setSingleSignOnState, { session: oidc.owner, body: { state: 'active' } });
  saml = await world.addSamlTenant('mill');
});
afterAll(() => Promise.all([world.drop(), idp.close()]));

type Expected = { required_contexts?: string[]; max_age_minutes?: number | null };
function expectOfOidc(expected: Expected) {
  const settings = { issuer: idp.issuer, client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };
  const body = { kind: 'oidc', oidc: settings, default_role: 'admin', ...expected };
  return world.call(putSingleSignOn, { session: oidc.owner, body });
}
function expectOfSaml(expected: Expected) {
  const settings = { entity_id: saml.idp.entityId, sign_in_url: saml.idp.signInUrl };
  return world.call(putSingleSignOn, { session: saml.owner, body: { kind: 'saml', saml: settings, ...expected } });
}
async function leave() {
  const begun = await world.call(beginSingleSignOn, { body: { organization: 'brook' } });
  return { url: begun.body.data.authorization_url, visit: visitIn(begun.headers) };
}
async function come(person: string) {
  const { url, visit } = await leave();
  return world.complete(new URL(await idp.signIn(url, person)).search, visit);
}
const REFUSED = (reason: string) => ({ status: 403, body: { code: 'assertion_refused', details: { reason } } });

describe('what an organization expects of its identity provider', () => {
  test('is nothing until its owner says so, and is shown and audited', async () => {
    const shown = async () => (await world.call(getSingleSignOn, { session: oidc.owner })).body.data.single_sign_on;
    await expectOfOidc({});
    expect(await shown()).toMatchObject({ required_contexts: [], max_age_minutes: null });
    const expected = { required_contexts: [MFA, 'hwk'], max_age_minutes: 30 };
    expect((await expectOfOidc(expected)).status).toBe(200);
    // It is the same identity provider: nobody has to try it again.
    expect(await shown()).toMatchObject({ ...expected, state: 'active' });
    expect((await world.audited('single_sign_on.set_up')).at(-1)).toMatchObject({ after: expected });
    expect((await expectOfOidc({ required_contexts: ['two words'] })).status).toBe(422);
    await expectOfOidc({});
    expect(await shown()).toMatchObject({ required_contexts: [], max_age_minutes: null });
  });

  test('of OpenID Connect is asked for and has to be stated, as acr or as amr', async () => {
    await expectOfOidc({ required_contexts: [MFA, 'hwk'] });
    expect(new URL((await leave()).url).searchParams.get('acr_values')).toBe(`${MFA} hwk`);
    for (const person of ['twofold', 'keyed']) expect((await come(person)).status).toBe(200);
    expect(await come('plain')).toMatchObject(REFUSED('strength'));
    const [last] = (await world.audited('single_sign_on.refuse')).slice(-1);
    expect(last).toMatchObject({ org_id: oidc.orgId, after: { reason: 'strength' } });
    await expectOfOidc({});
    expect((await come('plain')).status).toBe(200);
  });

  test('may be a proof of some minutes', async () => {
    await expectOfOidc({ max_age_minutes: 30 });
    expect(new URL((await leave()).url).searchParams.get('max_age')).toBe('1800');
    expect((await come('plain')).status).toBe(200);
    expect(await come('long_ago')).toMatchObject(REFUSED('age'));
    await expectOfOidc({ max_age_minutes: 180 });
    expect((await come('long_ago')).status).toBe(200);
    await expectOfOidc({});
    expect(new URL((await leave()).url).searchParams.has('max_age')).toBe(false);
  });

  test('that changes on the way ends the way', async () => {
    await expectOfOidc({});
    const { url, visit } = await leave();
    await expectOfOidc({ required_contexts: [MFA] });
    const back = await world.complete(new URL(await idp.signIn(url, 'twofold')).search, visit);
    expect([back.status, back.body.code]).toEqual([410, 'ceremony_over']);
  });

  test('of SAML is asked for and has to be stated', async () => {
    await expectOfSaml({ required_contexts: [SAML_MFA] });
    const person = { nameId: 'ada@mill.example' };
    const left = await world.leave(saml);
    const request = await saml.idp.requested(left.url);
    expect(request).toContain(`>${SAML_MFA}</`);
    expect(request).toContain('Comparison="exact"');
    expect(request).not.toContain('ForceAuthn="true"');
    expect((await world.answer(saml, left, { person })).location).toBe(refusedFor('assertion_refused'));
    for (const proof of [null, { context: `${SAML_MFA}/other` }]) {
      const again = await world.leave(saml);
      const { location } = await world.answer(saml, again, { person, untruths: { proof } });
      expect(location).toBe(refusedFor('assertion_refused'));
    }
    const good = await world.leave(saml);
    const back = await world.answer(saml, good, { person, untruths: { proof: { context: SAML_MFA } } });
    expect((await world.complete(tokenIn(back), good.visit)).status).toBe(200);
    await expectOfSaml({});
    expect(await saml.idp.requested((await world.leave(saml)).url)).not.toContain('RequestedAuthnContext');
    expect((await world.visitSaml(saml, person)).status).toBe(200);
  });

  test('of SAML may be a proof of some minutes, for which people are asked anew', async () => {
    await expectOfSaml({ max_age_minutes: 10 });
    const person = { nameId: 'ada@mill.example' };
    const at = (minutes: number) => new Date(world.clock.nowMs() - minutes * 60_000);
    for (const [proof, isLetIn] of [
      [{ at: at(10) }, true],
      [{ at: at(12) }, false],
      [null, false],
    ] as const) {
      const left = await world.leave(saml);
      expect(await saml.idp.requested(left.url)).toContain('ForceAuthn="true"');
      const back = await world.answer(saml, left, { person, untruths: { proof } });
      expect([proof, tokenIn(back) !== '']).toEqual([proof, isLetIn]);
    }
    await expectOfSaml({});
  });
});

test('of which nothing is said the least is taken to be true', () => {
  const silent = { contexts: [], ageSeconds: null };
  expect(() => assertProof({}, silent)).not.toThrow();
  expect(() => assertProof({ required_contexts: [], max_age_minutes: null }, silent)).not.toThrow();
  expect(() => assertProof({ required_contexts: ['mfa'] }, silent)).toThrow('not accepted');
  expect(() => assertProof({ max_age_minutes: 60 }, { ...silent, contexts: ['mfa'] })).toThrow('not accepted');
  const stated = { contexts: ['pwd', 'mfa'], ageSeconds: 660 };
  expect(() => assertProof({ required_contexts: ['mfa'], max_age_minutes: 10 }, stated)).not.toThrow();
  expect(() => assertProof({ max_age_minutes: 10 }, { ...stated, ageSeconds: 661 })).toThrow('not accepted');
});

describe('single sign-on where an organization requires a second factor', () => {
  const required = (tenant: Tenant, is: boolean) =>
    world.test.asOwner('update organizations set requires_second_factor = $2 where id = $1', [tenant.orgId, is]);
  const work = async (session: string) => {
    world.clock.advance(5_000);
    const { status, body } = await world.call(getSingleSignOn, { session });
    return body.code ?? status;
  };

  test('counts as one where its identity provider has stated what is expected, and as none where nothing is', async () => {
    const under = async (expected: Expected) => {
      // Its owner has no second factor either, and could change nothing while one is required.
      await required(oidc, false);
      world.clock.advance(5_000);
      expect((await expectOfOidc(expected)).status).toBe(200);
      await required(oidc, true);
      return work(sessionIn(await come('twofold')));
    };
    expect(await under({})).toBe('second_factor_required');
    expect(await under({ max_age_minutes: 30 })).toBe('second_factor_required');
    expect(await under({ required_contexts: [MFA] })).toBe(200);
    await required(oidc, false);
    world.clock.advance(5_000);
  });

  test('counts for nothing in another organization', async () => {
    await expectOfOidc({ required_contexts: [MFA] });
    const session = sessionIn(await come('twofold'));
    const [account] = await world.test.asOwner<{ id: string }>('select id from accounts where email = $1', [
      'twofold@brook.example',
    ]);
    const elsewhere = await world.addTenant('elsewhere');
    await world.database.asSystem('preparing a test', (tx) =>
      world.accounts.addMember(tx, { orgId: elsewhere.orgId, accountId: account?.id ?? '', role: 'admin' }),
    );
    await world.call(switchOrganization, { session, body: { organization_id: elsewhere.orgId } });
    expect(await work(session)).toBe(200);
    await required(elsewhere, true);
    expect(await work(session)).toBe('second_factor_required');
    await expectOfOidc({});
  });
});
