import { spawnSync } from 'node:child_process';
import {
  beginTotp,
  confirmTotp,
  getMe,
  getSignInMethods,
  removeTotp,
  renewBackupCodes,
  signOut,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { addDevice, appCode, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { totpStep } from './totp.ts';

/** An independent program for the same codes; it is in Debian. */
const OATHTOOL = 'oathtool';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

/** Somebody new, signed in. */
async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  return { id, email, session: await world.signIn(email) };
}

const actions = async (accountId: string) =>
  (
    await world.test.asOwner<{ action: string }>(
      'select action from audit_entries where resource_id = $1 and actor_id = $1 order by id',
      [accountId],
    )
  ).map(({ action }) => action);
const changesMailedTo = (email: string) =>
  world.mailed.filter(({ recipient }) => recipient === email).map(({ template, data }) => [template, data.change]);

describe('setting up an authenticator app', () => {
  test('shows a secret of 20 bytes, its URI and a picture, and takes effect with the first code', async () => {
    const { id, email, session } = await somebody();
    const begun = await world.call(beginTotp, { session });
    expect(begun.status).toBe(201);
    const { secret, uri, qr_svg: picture } = begun.body.data;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`otpauth://totp/Stepwell:${encodeURIComponent(email)}?secret=${secret}`);
    expect(picture).toMatch(/^<svg .*<\/svg>$/s);
    expect((await world.call(getSignInMethods, { session })).body.data.totp).toBeNull();

    const code = appCode(secret, world.clock.nowMs());
    const confirmed = await world.call(confirmTotp, { session, body: { code } });
    expect(confirmed.status).toBe(200);
    const codes = confirmed.body.data.backup_codes;
    expect(new Set(codes).size).toBe(10);
    for (const each of codes) expect(each).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    const { data } = (await world.call(getSignInMethods, { session })).body;
    expect(data).toMatchObject({ password: true, backup_codes_left: 10, passkeys: [] });
    expect(data.totp?.confirmed_at).toBe(world.clock.now().toISOString());
    expect(await actions(id)).toEqual(['second_factor.totp_added']);
    expect(changesMailedTo(email)).toEqual([['second_factor_changed', 'totp_added']]);
  });

  test('counts as a proof in the session that it is done in, and ends no other', async () => {
    const { email, session } = await somebody();
    const other = await world.signIn(email);
    await turnTotpOn(world, session);
    const me = (await world.call(getMe, { session })).body.data;
    expect([me.account.has_second_factor, me.session.second_factor]).toEqual([true, true]);
    expect((await world.call(getMe, { session: other })).body.data.session.second_factor).toBe(false);
  });

  test('keeps neither the secret nor a code in clear', async () => {
    const { session } = await somebody();
    const { secret, backupCodes } = await turnTotpOn(world, session);
    const [{ kept } = { kept: '' }] = await world.test.asOwner<{ kept: string }>(
      `select (select string_agg(t::text, chr(10)) from totp_secrets t) || (select string_agg(c::text, chr(10)) from backup_codes c)
         || (select string_agg(a::text, chr(10)) from audit_entries a) as kept`,
    );
    const forms = (text: string) => [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64')];
    expect(kept.length).toBeGreaterThan(1_000);
    const secrets = [secret, ...backupCodes, ...backupCodes.map((code) => code.replace('-', ''))];
    for (const form of secrets.flatMap(forms)) expect(kept).not.toContain(form);
  });

  test('is not done by a wrong code, before it began, after 15 minutes, or twice', async () => {
    const { session } = await somebody();
    const confirm = (code: string) => world.call(confirmTotp, { session, body: { code } });
    expect((await confirm('000000')).body.code).toBe('totp_not_begun');
    const { secret } = (await world.call(beginTotp, { session })).body.data;
    const right = appCode(secret, world.clock.nowMs());
    const wrong = await confirm(right === '000000' ? '000001' : '000000');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'code_wrong']);
    world.clock.advance(900_000);
    expect((await confirm(appCode(secret, world.clock.nowMs()))).body.code).toBe('totp_not_begun');
    const again = await world.call(beginTotp, { session });
    expect([again.status, again.body.code]).toEqual([403, 'confirmation_required']);
  });

  test('is refused where one is active', async () => {
    const { session } = await somebody();
    const { secret } = await turnTotpOn(world, session);
    const begun = await world.call(beginTotp, { session });
    expect([begun.status, begun.body.code]).toEqual([409, 'totp_active']);
    const code = appCode(secret, world.clock.nowMs());
    expect((await world.call(confirmTotp, { session, body: { code } })).body.code).toBe('totp_active');
  });
});

describe('turning it off', () => {
  test('takes the backup codes with it, is audited and mailed, and may be repeated', async () => {
    const { id, email, session } = await somebody();
    await turnTotpOn(world, session);
    expect((await world.call(removeTotp, { session })).status).toBe(204);
    expect((await world.call(removeTotp, { session })).status).toBe(204);
    const { data } = (await world.call(getSignInMethods, { session })).body;
    expect(data).toMatchObject({ totp: null, backup_codes_left: 0 });
    expect(await actions(id)).toEqual(['second_factor.totp_added', 'second_factor.totp_removed']);
    expect(changesMailedTo(email)).toContainEqual(['second_factor_changed', 'totp_removed']);
  });

  test('is refused to operators unless a passkey stays', async () => {
    const { id, session } = await somebody();
    await turnTotpOn(world, session);
    await world.test.asOwner("update accounts set operator_role = 'admin' where id = $1", [id]);
    const refused = await world.call(removeTotp, { session });
    expect([refused.status, refused.body.code]).toEqual([409, 'second_factor_required_for_operators']);
    expect((await world.call(getSignInMethods, { session })).body.data.backup_codes_left).toBe(10);
    await addDevice(world, session, softwareAuthenticator('operator'));
    expect((await world.call(removeTotp, { session })).status).toBe(204);
  });

  test('needs a fresh proof and somebody signed in', async () => {
    const { session } = await somebody();
    await turnTotpOn(world, session);
    world.clock.advance(600_000);
    expect((await world.call(removeTotp, { session })).body.code).toBe('confirmation_required');
    await world.call(signOut, { session });
    expect((await world.call(removeTotp, { session })).status).toBe(401);
    expect((await world.call(removeTotp)).status).toBe(401);
  });
});

describe('backup codes', () => {
  test('are replaced as a set', async () => {
    const { email, session } = await somebody();
    const { backupCodes } = await turnTotpOn(world, session);
    const renewed = await world.call(renewBackupCodes, { session });
    expect(renewed.status).toBe(201);
    expect(renewed.body.data.backup_codes.filter((code) => backupCodes.includes(code))).toEqual([]);
    expect((await world.call(getSignInMethods, { session })).body.data.backup_codes_left).toBe(10);
    expect(changesMailedTo(email)).toContainEqual(['second_factor_changed', 'backup_codes_renewed']);
  });

  test('belong to an authenticator app', async () => {
    const { session } = await somebody();
    const refused = await world.call(renewBackupCodes, { session });
    expect([refused.status, refused.body.code]).toEqual([409, 'totp_not_active']);
  });
});

describe('codes', () => {
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  test('are those of RFC 6238, appendix B, cut to six digits', () => {
    expect(totpStep(SECRET, '287082', 59_000)).toBe(1);
    expect(totpStep(SECRET, '081804', 1_111_111_109_000)).toBe(37_037_036);
    expect(totpStep(SECRET, '081 804', 1_111_111_109_000)).toBe(37_037_036);
  });

  test('count in their own window and the one after it, and never before', () => {
    const begins = 37_037_036 * 30_000;
    for (const at of [begins, begins + 29_999, begins + 30_000, begins + 59_999]) {
      expect([at, totpStep(SECRET, '081804', at)]).toEqual([at, 37_037_036]);
    }
    for (const at of [begins - 30_000, begins - 1, begins + 60_000]) {
      expect([at, totpStep(SECRET, '081804', at)]).toEqual([at, undefined]);
    }
    const at = begins + 29_000;
    for (const code of ['', '81804', '0818040', 'abcdef']) expect(totpStep(SECRET, code, at)).toBeUndefined();
  });

  const isInstalled = spawnSync(OATHTOOL, ['--version']).status === 0;
  if (!isInstalled) process.stdout.write('SKIPPED (oathtool is not installed): codes against an independent program\n');
  test.skipIf(!isInstalled)('are those of oathtool', () => {
    for (const at of [59, 1_111_111_109, 1_772_442_000, 20_000_000_000]) {
      const { stdout } = spawnSync(OATHTOOL, ['--totp', '-b', SECRET, `--now=@${at}`], { encoding: 'utf8' });
      expect(totpStep(SECRET, stdout.trim(), at * 1_000)).toBe(Math.floor(at / 30));
    }
  });
});
