import { getMe, listSessions, proveSecondFactor, requestMagicLink, signInWithMagicLink } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailedTokens } from '../../../platform/crypto/index.ts';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { appCode, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';

const MINUTE_MS = 60_000;
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
  await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [id]);
  return { id, email };
}

const ask = (email: string) => world.call(requestMagicLink, { body: { email } });
const linksTo = (email: string) =>
  world.mailed.flatMap(({ recipient, template, link }) =>
    recipient === email && template === 'magic_link' && link ? [link] : [],
  );
/** What somebody has who asked: a browser, the code that it shows, and the token as it stands in the newest mail. */
async function asked(email: string) {
  const { headers, body } = await ask(email);
  // The next may be asked for at once.
  world.clock.advance(MINUTE_MS);
  const link = linksTo(email).at(-1);
  const token = createMailedTokens(world.keyring).tokenOf(link?.purpose ?? '', link?.id ?? '');
  const [cookie = ''] = /stepwell_visit=[\w-]{43}/.exec(String(headers['set-cookie'])) ?? [];
  askers.set(token, cookie);
  return { token, cookie, code: body.data.code };
}
const mailedToken = async (email: string) => (await asked(email)).token;
/** The browser that asked for each. */
const askers = new Map<string, string>();
/** In the browser that asked for it. */
const follow = (token: string) =>
  world.call(signInWithMagicLink, { body: { token }, headers: { cookie: askers.get(token) ?? '' } });
/** In another. */
const elsewhere = (token: string, code?: string) => world.call(signInWithMagicLink, { body: { token, code } });

describe('asking for a link', () => {
  test('mails one, in any case of the address', async () => {
    const { email } = await somebody();
    const { status, body } = await ask(email.toUpperCase());
    expect([status, body.data]).toEqual([202, { sent: true, code: expect.stringMatching(/^\d{6}$/), minutes: 15 }]);
    expect(world.mailed.at(-1)).toMatchObject({ recipient: email, template: 'magic_link', locale: 'en' });
  });

  test('reads the same and takes as long for an address that nobody has', async () => {
    const { email } = await somebody();
    const timed = async (address: string) => {
      const startedAt = performance.now();
      const { status, body } = await ask(address);
      return { answer: { status, body }, ms: performance.now() - startedAt };
    };
    const mailed = world.mailed.length;
    const nobody = await timed('nobody@atelier.example');
    expect(world.mailed).toHaveLength(mailed);
    const known = await timed(email);
    expect(world.mailed).toHaveLength(mailed + 1);
    const code = expect.stringMatching(/^\d{6}$/);
    for (const { answer } of [nobody, known]) {
      expect(answer).toEqual({ status: 202, body: { data: { sent: true, code, minutes: 15 } } });
    }
    expect(nobody.answer.body.data.code).not.toBe(known.answer.body.data.code);
    expect(nobody.ms).toBeGreaterThan(95);
    expect(known.ms).toBeGreaterThan(95);
  });

  test('silently mails at most three an hour to one address', async () => {
    const [{ email }, other] = [await somebody(), await somebody()];
    for (let round = 0; round < 4; round += 1) {
      expect((await ask(email)).status).toBe(202);
      world.clock.advance(MINUTE_MS);
    }
    expect(linksTo(email)).toHaveLength(3);
    await ask(other.email);
    expect(linksTo(other.email)).toHaveLength(1);
    world.clock.advance(3_600_000);
    await ask(email);
    expect(linksTo(email)).toHaveLength(4);
  });

  test('silently mails none to a suspended account', async () => {
    const { id, email } = await somebody();
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    expect((await ask(email)).status).toBe(202);
    expect(linksTo(email)).toEqual([]);
  });

  test('is audited without the address that was typed', async () => {
    const { id, email } = await somebody();
    await ask(email);
    await ask('typed-by-mistake@example.com');
    const rows = await world.test.asOwner<{ resource_id: string; text: string }>(
      "select resource_id, e::text as text from audit_entries e where action = 'session.magic_link_requested'",
    );
    expect(rows.map((row) => row.resource_id)).toEqual(expect.arrayContaining([id, 'unknown']));
    expect(rows.some(({ text }) => text.includes('typed-by-mistake'))).toBe(false);
  });
});

describe('following it in another browser than the one that asked', () => {
  const WRONG = { status: 401, body: { code: 'link_code_wrong' } };

  test('asks for the code that is shown there, and signs in with it', async () => {
    const { email } = await somebody();
    const { token, code } = await asked(email);
    const answer = await elsewhere(token);
    expect([answer.status, answer.body.code, answer.headers['set-cookie']]).toEqual([
      409,
      'link_code_needed',
      undefined,
    ]);
    const entered = await elsewhere(token, code);
    expect([entered.status, entered.body.data]).toMatchObject([200, { account: { email } }]);
    expect((await elsewhere(token, code)).body.code).toBe('link_used');
  });

  test('takes no other digits, nor those of another request, nor another browser that asked for a link too', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const former = await asked(one.email);
    const [{ token, code }, theirs] = [await asked(one.email), await asked(other.email)];
    const wrong = code === '000000' ? '000001' : '000000';
    for (const digits of [wrong, former.code, theirs.code]) expect(await elsewhere(token, digits)).toMatchObject(WRONG);
    const headers = { cookie: theirs.cookie };
    const fromTheirs = await world.call(signInWithMagicLink, { body: { token }, headers });
    expect([fromTheirs.status, fromTheirs.body.code]).toEqual([409, 'link_code_needed']);
    expect((await elsewhere(token, code)).status).toBe(200);
  });

  test('is over after five codes, also when they come at the same time; where it was asked for it is still good', async () => {
    const { email } = await somebody();
    const { token, code } = await asked(email);
    const wrong = code === '000000' ? '000001' : '000000';
    const answers = await Promise.all(Array.from({ length: 8 }, () => elsewhere(token, wrong)));
    expect(answers.map(({ body }) => body.code).toSorted()).toEqual(
      [
        ...Array.from({ length: 5 }, () => 'link_code_wrong').toSorted(),
        ...Array.from({ length: 3 }, () => 'link_expired'),
      ].toSorted(),
    );
    expect((await elsewhere(token, code)).body.code).toBe('link_expired');
    expect((await follow(token)).status).toBe(200);
  });

  test('is refused without a code for whoever asks in a browser that was given a link before, when its cookie is gone', async () => {
    const { email } = await somebody();
    const { token } = await asked(email);
    const headers = { cookie: `stepwell_visit=${'A'.repeat(43)}` };
    expect((await world.call(signInWithMagicLink, { body: { token }, headers })).body.code).toBe('link_code_needed');
    expect((await follow(token)).status).toBe(200);
  });
});

describe('following it', () => {
  test('signs in and verifies the address', async () => {
    const { email } = await somebody();
    const answer = await follow(await mailedToken(email));
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      account: { email, email_verified: true },
      session: { second_factor: false },
    });
    const session = sessionIn(answer);
    expect((await world.call(getMe, { session })).status).toBe(200);
    expect((await world.call(listSessions, { session })).body.data[0]).toMatchObject({ method: 'magic_link' });
  });

  test('works once, also when it comes twice at the same time', async () => {
    const { email } = await somebody();
    const token = await mailedToken(email);
    const answers = await Promise.all([follow(token), follow(token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    const { status, body } = await follow(token);
    expect([status, body.code]).toEqual([410, 'link_used']);
  });

  test('works for 15 minutes', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const [early, late] = [await mailedToken(one.email), await mailedToken(other.email)];
    world.clock.advance(14 * MINUTE_MS - 1);
    expect((await follow(late)).status).toBe(200);
    const { status, body } = await follow(early);
    expect([status, body.code]).toEqual([410, 'link_expired']);
  });

  test('works for the newest alone: asking again ends the links that were mailed before, and nobody else’s', async () => {
    const [{ email }, other] = [await somebody(), await somebody()];
    const otherToken = await mailedToken(other.email);
    const [first, second, third] = [await mailedToken(email), await mailedToken(email), await mailedToken(email)];
    await ask(email);
    for (const earlier of [first, second]) expect((await follow(earlier)).body.code).toBe('link_expired');
    expect((await follow(third)).status).toBe(200);
    expect((await follow(otherToken)).status).toBe(200);
  });

  test('refuses what was not mailed, or for something else, or to an address that is no longer theirs', async () => {
    const { id, email } = await somebody();
    const token = await mailedToken(email);
    const tokens = createMailedTokens(world.keyring);
    const { id: linkId = '' } = linksTo(email).at(-1) ?? {};
    const damaged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    const unknown = tokens.tokenOf('magic_link', '01900000-0000-7000-8000-0000ffffffff');
    for (const wrong of [damaged, tokens.tokenOf('reset_password', linkId), unknown]) {
      const { status, body } = await follow(wrong);
      expect([status, body.code]).toEqual([404, 'link_invalid']);
    }
    await world.test.asOwner("update accounts set email = 'moved@atelier.example' where id = $1", [id]);
    expect((await follow(token)).body.code).toBe('link_invalid');
    await world.test.asOwner('update accounts set email = $2 where id = $1', [id, email]);
    expect((await follow(token)).status).toBe(200);
  });

  test('asks for the second factor where there is one', async () => {
    const { id, email } = await somebody();
    await world.test.asOwner('update accounts set email_verified_at = now() where id = $1', [id]);
    const { secret } = await turnTotpOn(world, await world.signIn(email));
    world.clock.advance(30_000);
    const answer = await follow(await mailedToken(email));
    expect([answer.status, answer.headers['set-cookie']]).toEqual([202, undefined]);
    if (!('second_factor' in answer.body.data)) throw new Error('no second factor was asked for');
    const { token, methods } = answer.body.data.second_factor;
    expect(methods).toEqual(['totp', 'backup_code']);
    const body = { token, method: 'totp', code: appCode(secret, world.clock.nowMs()) };
    const entered = await world.call(proveSecondFactor, { body });
    expect(entered.body.data.session.second_factor).toBe(true);
    const [current] = (await world.call(listSessions, { session: sessionIn(entered) })).body.data;
    expect(current?.method).toBe('magic_link');
  });

  test('is worth nothing to a suspended account', async () => {
    const { id, email } = await somebody();
    const token = await mailedToken(email);
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    const { status, body } = await follow(token);
    expect([status, body.code]).toEqual([404, 'link_invalid']);
  });

  test('leaves nothing of the token in the tables, and an entry for every refusal', async () => {
    const { email } = await somebody();
    const token = await mailedToken(email);
    const refusals = async () =>
      (await world.test.asOwner("select id from audit_entries where action = 'session.magic_link_refused'")).length;
    const before = await refusals();
    await follow(token);
    expect(await refusals()).toBe(before);
    await follow(token);
    expect(await refusals()).toBe(before + 1);
    const [{ kept } = { kept: '' }] = await world.test.asOwner<{ kept: string }>(
      `select (select string_agg(t::text, chr(10)) from account_tokens t)
         || (select string_agg(a::text, chr(10)) from audit_entries a) as kept`,
    );
    expect(kept.length).toBeGreaterThan(500);
    expect(kept).not.toContain(token.slice(32));
  });
});

describe('an installation', () => {
  async function linkIn(own: AccessWorld, email: string) {
    const { body } = await own.call(requestMagicLink, { body: { email } });
    const sent = own.mailed.findLast(({ template }) => template === 'magic_link');
    const token = createMailedTokens(own.keyring).tokenOf('magic_link', sent?.link?.id ?? '');
    return { sent, follow: () => own.call(signInWithMagicLink, { body: { token, code: body.data.code } }) };
  }

  test('may give them less time, which the answer and the mail say', async () => {
    const short = await createAccessWorld(undefined, { magicLinkMinutes: 10 });
    await short.addOrganization('stepwell', { isSystem: true });
    for (const email of ['early@atelier.example', 'late@atelier.example']) await short.addMember(email, []);
    const early = await linkIn(short, 'early@atelier.example');
    const late = await linkIn(short, 'late@atelier.example');
    expect(late.sent?.data).toMatchObject({ minutes: '10' });
    short.clock.advance(10 * MINUTE_MS - 1);
    expect((await early.follow()).status).toBe(200);
    short.clock.advance(1);
    expect((await late.follow()).body.code).toBe('link_expired');
    await short.drop();
  });

  test('may do without, and tells everybody the same', async () => {
    const without = await createAccessWorld(undefined, { magicLinkMinutes: null });
    await without.addOrganization('stepwell', { isSystem: true });
    await without.addMember('known@atelier.example', []);
    for (const email of ['known@atelier.example', 'nobody@atelier.example']) {
      const { status, body } = await without.call(requestMagicLink, { body: { email } });
      expect([status, body.code]).toEqual([403, 'magic_links_off']);
    }
    expect(without.mailed).toEqual([]);
    const token = createMailedTokens(without.keyring).tokenOf('magic_link', '01900000-0000-7000-8000-0000ffffffff');
    expect((await without.call(signInWithMagicLink, { body: { token } })).body.code).toBe('magic_links_off');
    await without.drop();
  });
});
