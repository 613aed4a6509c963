import { beginProviderSignIn, completeProviderSignIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProviderWorld, type ProviderWorld } from './testing/provider-world.ts';

const PEOPLE = ['mira', 'otto', 'twin', 'late'].map((name) => [
  `subject-${name}`,
  { email: `${name}@new.example`, email_verified: true },
]);
const REMEMBERED_MS = 600_000;

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld({ openid: Object.fromEntries(PEOPLE) });
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

/** Somebody who went to a provider and whose browser stands at our door again. */
async function atTheDoor(person = 'subject-mira', provider: 'google' | 'openid' = 'google', declines = false) {
  const left = await world.leave(provider);
  return { ...left, callback: await world.idp.signIn(left.url, person, { declines }) };
}

const codeOf = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const refusals = () =>
  world.test.asOwner<{ after: { provider: string; code: string } }>(
    "select after from audit_entries where action = 'session.provider_refused' order by id",
  );
const sessions = async () =>
  (await world.test.asOwner<{ n: number }>('select count(*)::int as n from sessions'))[0]?.n ?? 0;

function changed(callback: string, change: (query: URLSearchParams) => void): string {
  const url = new URL(callback);
  change(url.searchParams);
  return url.href;
}

describe('an answer that is brought', () => {
  test('by the browser that began is taken, once', async () => {
    const back = await atTheDoor();
    expect((await world.comeBack(back)).me?.outcome).toBe('signed_up');
    expect(codeOf(await world.comeBack(back))).toEqual([410, 'ceremony_over']);
  });

  test('by another browser is refused, and lost for the first one', async () => {
    const [back, other] = [await atTheDoor(), await atTheDoor()];
    for (const visit of ['', other.visit, 'made-up']) {
      const stolen = await atTheDoor();
      const answer = await world.comeBack({ ...stolen, visit });
      expect([...codeOf(answer), answer.session], visit).toEqual([409, 'other_browser', '']);
      expect(codeOf(await world.comeBack(stolen))).toEqual([410, 'ceremony_over']);
    }
    expect((await world.comeBack(back)).status).toBe(200);
  });

  test('with an invented state, another one’s or none is refused', async () => {
    const [back, other] = [await atTheDoor(), await atTheDoor('subject-otto')];
    const invented = changed(back.callback, (query) => query.set('state', 'a'.repeat(43)));
    expect(codeOf(await world.comeBack({ ...back, callback: invented }))).toEqual([410, 'ceremony_over']);
    const none = changed(back.callback, (query) => query.delete('state'));
    expect(codeOf(await world.comeBack({ ...back, callback: none }))).toEqual([403, 'provider_answer_refused']);
    const state = new URL(other.callback).searchParams.get('state') ?? '';
    const mixed = changed(back.callback, (query) => query.set('state', state));
    expect(codeOf(await world.comeBack({ ...back, callback: mixed }))).toEqual([409, 'other_browser']);
    expect((await world.comeBack(back)).status).toBe(200);
  });

  test('with the code of another departure is refused', async () => {
    const [back, other] = [await atTheDoor(), await atTheDoor('subject-otto')];
    const code = new URL(other.callback).searchParams.get('code') ?? '';
    const injected = changed(back.callback, (query) => query.set('code', code));
    expect(codeOf(await world.comeBack({ ...back, callback: injected }))).toEqual([403, 'provider_answer_refused']);
  });

  test('to the door of another provider is refused', async () => {
    const back = await atTheDoor('subject-mira', 'google');
    const answer = await world.comeBack({ ...back, provider: 'openid' });
    expect(codeOf(answer)).toEqual([403, 'provider_answer_refused']);
    expect((await world.comeBack(await atTheDoor('subject-mira', 'openid'))).status).toBe(200);
  });

  test('after more than ten minutes is too late', async () => {
    const [late, inTime] = [await atTheDoor('subject-late'), await atTheDoor('subject-late')];
    world.clock.advance(599_000);
    expect((await world.comeBack(inTime)).status).toBe(200);
    world.clock.advance(1_000);
    expect(codeOf(await world.comeBack(late))).toEqual([410, 'ceremony_over']);
  });

  test('twice at the same time opens one session', async () => {
    const back = await atTheDoor();
    const before = await sessions();
    const answers = await Promise.all([world.comeBack(back), world.comeBack(back), world.comeBack(back)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410]);
    expect(await sessions()).toBe(before + 1);
  });

  test('by two browsers of somebody new at the same time makes one account', async () => {
    const backs = [await atTheDoor('subject-twin'), await atTheDoor('subject-twin'), await atTheDoor('subject-twin')];
    const answers = await Promise.all(backs.map((back) => world.comeBack(back)));
    expect(answers.map(({ me }) => me?.outcome).toSorted()).toEqual(['signed_in', 'signed_in', 'signed_up']);
    const accounts = await world.test.asOwner("select id from accounts where email = 'twin@new.example'");
    expect(accounts).toHaveLength(1);
  });
});

test('somebody known is linked once, by whichever of two browsers came first', async () => {
  const orgId = (await world.addOrganization('atelier')).id;
  const id = await world.addMember('late-comer@new.example', [{ orgId, role: 'owner' }]);
  world.idp.setClaims('subject-known', { email: 'late-comer@new.example', email_verified: true });
  const backs = [await atTheDoor('subject-known'), await atTheDoor('subject-known')];
  const answers = await Promise.all(backs.map((back) => world.comeBack(back)));
  expect(answers.map(({ me }) => me?.outcome).toSorted()).toEqual(['linked', 'signed_in']);
  expect(answers.map(({ me }) => me?.me.account.id)).toEqual([id, id]);
});

describe('a provider', () => {
  test('that nobody set up is unknown', async () => {
    const unknown = await world.call(beginProviderSignIn, { params: { provider: 'facebook' }, body: {} });
    expect(unknown.status).toBe(422);
    const call = { params: { provider: 'facebook' }, body: { query: '?code=1&state=2' } };
    expect((await world.call(completeProviderSignIn, call)).status).toBe(422);
  });

  test('at which the person said no lets nobody in, and it can be tried again', async () => {
    const answer = await world.comeBack(await atTheDoor('subject-mira', 'google', true));
    expect([...codeOf(answer), answer.session]).toEqual([403, 'provider_declined', '']);
    expect((await world.comeBack(await atTheDoor())).status).toBe(200);
  });

  test('whose answer was refused is in the audit log, without what it said', async () => {
    const before = (await refusals()).length;
    const back = await atTheDoor();
    await world.comeBack({ ...back, visit: 'made-up' });
    const found = await refusals();
    expect(found).toHaveLength(before + 1);
    expect(found.at(-1)).toEqual({ after: { provider: 'google', code: 'other_browser' } });
  });

  test('that does not answer can’t be used, and the others can', async () => {
    const github = await world.leave('github');
    world.github.answerWith((response) => void response.writeHead(503).end());
    const callback = changed(github.url, (query) => query.set('code', 'any'));
    expect(codeOf(await world.comeBack({ ...github, callback }))).toEqual([503, 'provider_unavailable']);
    world.github.answerWith(undefined);
    expect((await world.comeBack(await atTheDoor())).status).toBe(200);
    const back = await atTheDoor();
    await world.idp.close();
    expect(codeOf(await world.comeBack(back))).toEqual([503, 'provider_unavailable']);
    // What its document said is remembered for ten minutes.
    world.clock.advance(REMEMBERED_MS);
    const away = await world.call(beginProviderSignIn, { params: { provider: 'google' }, body: {} });
    expect([away.status, away.body.code]).toEqual([503, 'provider_unavailable']);
    expect(away.headers['set-cookie']).toBeUndefined();
  });
});
