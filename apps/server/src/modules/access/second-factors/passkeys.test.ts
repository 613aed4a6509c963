import { addPasskey, beginPasskey, getMe, getSignInMethods, removePasskey, renamePasskey } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { addDevice, turnTotpOn } from '../../../testing/second-factors.ts';
import { type Lies, softwareAuthenticator } from '../../../testing/software-authenticator.ts';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  return { id, email, session: await world.signIn(email), device: softwareAuthenticator(email) };
}

const begin = async (session: string) => (await world.call(beginPasskey, { session })).body.data;
const methods = async (session: string) => (await world.call(getSignInMethods, { session })).body.data;

describe('adding a passkey', () => {
  test('asks for one that the device finds by itself and unlocks for its owner', async () => {
    const { id, email, session } = await somebody();
    const { options } = await begin(session);
    expect(options).toMatchObject({
      rp: { id: 'onboarding.example.com', name: 'Stepwell' },
      user: { id: Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url'), name: email },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
  });

  test('keeps what the browser made, tells the owner and counts as a proof', async () => {
    const { id, email, session, device } = await somebody();
    const { status, body } = await addDevice(world, session, device, '  Work laptop ');
    expect(status).toBe(201);
    expect(body.data.passkeys).toMatchObject([{ name: 'Work laptop', last_used_at: null, is_backed_up: true }]);
    expect((await world.call(getMe, { session })).body.data.session.second_factor).toBe(true);
    expect(world.mailed.filter(({ recipient }) => recipient === email).map(({ data }) => data.change)).toEqual([
      'passkey_added',
    ]);
    const audited = await world.test.asOwner<{ org_id: string; actor_id: string }>(
      "select org_id, actor_id from audit_entries where action = 'second_factor.passkey_added' and resource_id = $1",
      [id],
    );
    expect(audited).toEqual([{ org_id: orgId, actor_id: id }]);
    const { options } = await begin(session);
    expect(options.excludeCredentials).toMatchObject([{ id: device.credentialId }]);
  });

  test.each<[string, Lies]>([
    ['made for another site', { origin: 'https://onboarding.example.org' }],
    ['made for another host', { rpId: 'example.org' }],
    ['of another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['that the device did not unlock for its owner', { userVerified: false }],
    ['that is an answer to something else', { type: 'webauthn.get' }],
  ])('refuses one %s', async (_, lies) => {
    const { session, device } = await somebody();
    const { token, options } = await begin(session);
    const attestation = device.register(options, lies);
    const refused = await world.call(addPasskey, { session, body: { token, name: 'Laptop', attestation } });
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey_refused']);
    expect((await methods(session)).passkeys).toEqual([]);
    expect((await addDevice(world, session, device)).status).toBe(201);
  });

  test('refuses what is no answer of a browser at all', async () => {
    const { session } = await somebody();
    const { token } = await begin(session);
    const refused = await world.call(addPasskey, { session, body: { token, name: 'Laptop', attestation: { id: 1 } } });
    expect(refused.body.code).toBe('passkey_refused');
  });

  test('takes one answer, within ten minutes, from whoever began', async () => {
    const { session, device } = await somebody();
    const other = await somebody();
    const { token, options } = await begin(session);
    const body = { token, name: 'Laptop', attestation: device.register(options) };
    expect((await world.call(addPasskey, { session: other.session, body })).body.code).toBe('passkey_refused');
    const used = await world.call(addPasskey, { session, body });
    expect([used.status, used.body.code]).toEqual([410, 'ceremony_over']);
    const late = await begin(session);
    world.clock.advance(600_000);
    const answer = { token: late.token, name: 'Laptop', attestation: device.register(late.options) };
    expect((await world.call(addPasskey, { session, body: answer })).body.code).toBe('ceremony_over');
  });

  test('refuses a key that somebody has already', async () => {
    const [first, second] = [await somebody(), await somebody()];
    await addDevice(world, first.session, first.device);
    expect((await addDevice(world, second.session, first.device)).body.code).toBe('passkey_refused');
  });

  test('stops at 20', async () => {
    const { session } = await somebody();
    const spare = await begin(session);
    for (let made = 0; made < 20; made += 1) {
      await addDevice(world, session, softwareAuthenticator(`one of twenty ${made}`), `Key ${made}`);
    }
    const refused = await world.call(beginPasskey, { session });
    expect([refused.status, refused.body.code]).toEqual([409, 'too_many_passkeys']);
    const attestation = softwareAuthenticator('one too many').register(spare.options);
    const body = { token: spare.token, name: 'One too many', attestation };
    expect((await world.call(addPasskey, { session, body })).body.code).toBe('too_many_passkeys');
    expect((await methods(session)).passkeys).toHaveLength(20);
  });
});

describe('a passkey of one’s own', () => {
  const added = async ({ session, device }: Awaited<ReturnType<typeof somebody>>) =>
    (await addDevice(world, session, device)).body.data.passkeys[0]?.id ?? '';

  test('can be renamed and removed, and those of others are not there', async () => {
    const [owner, other] = [await somebody(), await somebody()];
    const id = await added(owner);
    const renamed = await world.call(renamePasskey, {
      session: owner.session,
      params: { id },
      body: { name: 'Telephone' },
    });
    expect(renamed.body.data.passkeys[0]?.name).toBe('Telephone');
    const params = { id };
    const stolen = await world.call(renamePasskey, { session: other.session, params, body: { name: 'Mine' } });
    expect([stolen.status, stolen.body.code]).toEqual([404, 'not_found']);
    expect((await world.call(removePasskey, { session: other.session, params })).status).toBe(404);
    expect((await methods(owner.session)).passkeys[0]?.name).toBe('Telephone');
    expect((await world.call(removePasskey, { session: owner.session, params })).status).toBe(204);
    expect((await methods(owner.session)).passkeys).toEqual([]);
    expect(world.mailed.at(-1)).toMatchObject({ recipient: owner.email, data: { change: 'passkey_removed' } });
  });

  test('stays as long as it is the last one of an account without password', async () => {
    const owner = await somebody();
    const id = await added(owner);
    await world.test.asOwner('update accounts set password_hash = null where id = $1', [owner.id]);
    const { session } = owner;
    const refused = await world.call(removePasskey, { session, params: { id } });
    expect([refused.status, refused.body.code]).toEqual([409, 'last_sign_in_method']);
    expect((await methods(session)).passkeys).toHaveLength(1);
    await addDevice(world, session, softwareAuthenticator('spare key'));
    expect((await world.call(removePasskey, { session, params: { id } })).status).toBe(204);
  });

  test('stays as long as it is the last factor of an operator', async () => {
    const owner = await somebody();
    const id = await added(owner);
    await world.test.asOwner("update accounts set operator_role = 'super_admin' where id = $1", [owner.id]);
    const { session } = owner;
    const refused = await world.call(removePasskey, { session, params: { id } });
    expect([refused.status, refused.body.code]).toEqual([409, 'second_factor_required_for_operators']);
    await turnTotpOn(world, session);
    expect((await world.call(removePasskey, { session, params: { id } })).status).toBe(204);
  });

  test('of two that are removed at the same time, an operator keeps one', async () => {
    const owner = await somebody();
    const { session } = owner;
    const first = await added(owner);
    const second = (await addDevice(world, session, softwareAuthenticator('second of two'))).body.data.passkeys[1]?.id;
    await world.test.asOwner("update accounts set operator_role = 'admin' where id = $1", [owner.id]);
    const answers = await Promise.all(
      [first, second ?? ''].map((id) => world.call(removePasskey, { session, params: { id } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect((await methods(session)).passkeys).toHaveLength(1);
  });
});
