import {
  beginConfirmation,
  beginTotp,
  confirmIdentity,
  getMe,
  renewBackupCodes,
  revokeOtherSessions,
  revokeSession,
  signInWithPasskey,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';
import { addDevice, appCode, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';

const TEN_MINUTES_MS = 600_000;
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
  return { id, email, session: await world.signIn(email) };
}

const begin = async (session: string) => (await world.call(beginConfirmation, { session })).body.data;
const confirm = (session: string, body: object) => world.call(confirmIdentity, { session, body });
const byPassword = (session: string, password: string) => confirm(session, { method: 'password', password });
const actionsIn = async (session: string) => {
  const { id: sessionId } = (await world.call(getMe, { session })).body.data.session;
  const rows = await world.test.asOwner<{ action: string }>(
    'select action from audit_entries where resource_id = $1 order by id',
    [sessionId],
  );
  return rows.map(({ action }) => action);
};

describe('confirming that it is still you', () => {
  test('is asked before sessions are ended, one or all others', async () => {
    const { email, session } = await somebody();
    const [one, other] = [await world.signIn(email), await world.signIn(email)];
    const { sessionId: id = '' } = (await world.sessions.authenticateSession(one)) ?? {};
    world.clock.advance(TEN_MINUTES_MS);
    const end = () => world.call(revokeSession, { session, params: { id } });
    const endOthers = () => world.call(revokeOtherSessions, { session });
    for (const answer of [await end(), await endOthers()]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'confirmation_required']);
    }
    expect((await world.call(getMe, { session: other })).status).toBe(200);
    await byPassword(session, PASSWORD);
    expect((await end()).status).toBe(204);
    expect((await endOthers()).body.data).toEqual({ revoked: 1 });
    for (const ended of [one, other]) expect((await world.call(getMe, { session: ended })).status).toBe(401);
  });

  test('opens dangerous actions for ten minutes', async () => {
    const { session } = await somebody();
    expect((await world.call(beginTotp, { session })).status).toBe(201);
    world.clock.advance(TEN_MINUTES_MS);
    const closed = await world.call(beginTotp, { session });
    expect([closed.status, closed.body.code]).toEqual([403, 'confirmation_required']);

    expect(await begin(session)).toEqual({ methods: ['password'], passkey: null });
    const { status, body } = await byPassword(session, PASSWORD);
    const until = new Date(world.clock.nowMs() + TEN_MINUTES_MS).toISOString();
    expect([status, body.data]).toEqual([200, { confirmed_until: until }]);
    expect((await world.call(getMe, { session })).body.data.session).toMatchObject({
      confirmed_until: until,
      second_factor: false,
    });
    world.clock.advance(TEN_MINUTES_MS - 1);
    expect((await world.call(beginTotp, { session })).status).toBe(201);
    world.clock.advance(1);
    expect((await world.call(beginTotp, { session })).body.code).toBe('confirmation_required');
    expect(await actionsIn(session)).toContain('session.confirm');
  });

  test('takes the second factor where there is one, and no password then', async () => {
    const { session } = await somebody();
    const { secret, backupCodes } = await turnTotpOn(world, session);
    world.clock.advance(TEN_MINUTES_MS);
    expect((await begin(session)).methods).toEqual(['totp', 'backup_code']);
    const refused = await byPassword(session, PASSWORD);
    expect([refused.status, refused.body.code]).toEqual([409, 'confirmation_method_refused']);
    expect((await world.call(renewBackupCodes, { session })).body.code).toBe('confirmation_required');
    const code = appCode(secret, world.clock.nowMs());
    expect((await confirm(session, { method: 'totp', code })).status).toBe(200);
    const replayed = await confirm(session, { method: 'totp', code });
    expect([replayed.status, replayed.body.code]).toEqual([403, 'confirmation_failed']);
    expect((await confirm(session, { method: 'backup_code', code: backupCodes[0] })).status).toBe(200);
    expect((await world.call(renewBackupCodes, { session })).status).toBe(201);
  });

  test('counts as the second factor of a session that had none', async () => {
    const { email, session } = await somebody();
    const other = await world.signIn(email);
    const { secret } = await turnTotpOn(world, session);
    world.clock.advance(30_000);
    expect((await world.call(getMe, { session: other })).body.data.session.second_factor).toBe(false);
    await confirm(other, { method: 'totp', code: appCode(secret, world.clock.nowMs()) });
    expect((await world.call(getMe, { session: other })).body.data.session.second_factor).toBe(true);
  });

  test('takes a passkey, for a challenge that this session began, once', async () => {
    const { email, session } = await somebody();
    const device = softwareAuthenticator('confirming');
    const other = await world.signIn(email);
    const stranger = (await somebody()).session;
    await addDevice(world, session, device);
    world.clock.advance(TEN_MINUTES_MS);
    const { methods, passkey } = await begin(session);
    if (!passkey) throw new Error('no passkey was asked for');
    expect(methods).toEqual(['passkey']);
    expect(passkey.options.allowCredentials).toMatchObject([{ id: device.credentialId }]);
    const body = { method: 'passkey', token: passkey.token, assertion: device.assert(passkey.options) };
    expect((await confirm(stranger, body)).body.code).toBe('confirmation_method_refused');
    expect((await confirm(session, body)).status).toBe(200);
    expect((await confirm(session, body)).body.code).toBe('ceremony_over');
    const { token, options } = (await begin(session)).passkey ?? { token: '', options: {} };
    const elsewhere = await confirm(other, { method: 'passkey', token, assertion: device.assert(options) });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([410, 'ceremony_over']);
    expect((await world.call(getMe, { session })).body.data.account.email).toBe(email);
  });

  test('a challenge for it signs nobody in, nor is one of another session taken', async () => {
    const { session } = await somebody();
    const device = softwareAuthenticator('misused');
    await addDevice(world, session, device);
    const signingIn = (await begin(session)).passkey ?? { token: '', options: {} };
    const misused = { token: signingIn.token, assertion: device.assert(signingIn.options) };
    const refused = await world.call(signInWithPasskey, { body: misused });
    expect([refused.status, refused.body.code]).toEqual([410, 'ceremony_over']);
    const lying = (await begin(session)).passkey ?? { token: '', options: {} };
    const assertion = device.assert(lying.options, { origin: 'https://elsewhere.example' });
    expect((await confirm(session, { method: 'passkey', token: lying.token, assertion })).body.code).toBe(
      'confirmation_failed',
    );
    const missing = await confirm(session, { method: 'passkey' });
    expect([missing.status, missing.body.code]).toEqual([410, 'ceremony_over']);
  });

  test('is nothing for an account with neither', async () => {
    const { id, session } = await somebody();
    await world.test.asOwner('update accounts set password_hash = null where id = $1', [id]);
    expect(await begin(session)).toEqual({ methods: [], passkey: null });
    expect((await byPassword(session, PASSWORD)).body.code).toBe('confirmation_method_refused');
  });
});

describe('a wrong answer', () => {
  test('is refused and audited; five in a row end the session', async () => {
    const { email, session } = await somebody();
    const other = await world.signIn(email);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { status, body } = await byPassword(session, 'not the password');
      expect([status, body.code]).toEqual([403, 'confirmation_failed']);
    }
    expect(await actionsIn(session)).toEqual(['session.sign_in', ...Array(4).fill('session.confirmation_failed')]);
    expect((await world.call(getMe, { session })).status).toBe(200);
    const last = await byPassword(session, 'not the password');
    expect([last.status, last.body.code]).toEqual([403, 'confirmation_failed']);
    expect((await world.call(getMe, { session })).status).toBe(401);
    expect((await world.call(getMe, { session: other })).status).toBe(200);
  });

  test('is forgotten after a right one', async () => {
    const { session } = await somebody();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await byPassword(session, 'not the password');
      expect((await byPassword(session, PASSWORD)).status).toBe(200);
    }
    expect((await world.call(getMe, { session })).status).toBe(200);
  });

  test('is counted before it is looked at, so that a sixth at the same time is not even compared', async () => {
    const { session } = await somebody();
    const { id: sessionId } = (await world.call(getMe, { session })).body.data.session;
    await world.test.asOwner('insert into confirmation_failures (session_id, failures) values ($1, 5)', [sessionId]);
    expect((await byPassword(session, PASSWORD)).body.code).toBe('confirmation_failed');
    expect((await world.call(getMe, { session })).status).toBe(401);
    const { session: another } = await somebody();
    const attempts = Array.from({ length: 12 }, () => byPassword(another, 'not the password'));
    const codes = new Set((await Promise.all(attempts)).map(({ body }) => body.code));
    expect([...codes].filter((code) => code !== 'not_signed_in')).toEqual(['confirmation_failed']);
    expect((await byPassword(another, PASSWORD)).status).toBe(401);
  });
});

test('only somebody signed in confirms anything', async () => {
  expect((await world.call(beginConfirmation)).status).toBe(401);
  expect((await world.call(confirmIdentity, { body: { method: 'password', password: PASSWORD } })).status).toBe(401);
});
