import {
  archiveFlag,
  createApiKey,
  createFlag,
  getFlag,
  getOnboarding,
  listApiKeys,
  listFlags,
  updateStep,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { WrittenAnswer } from '../../../platform/http/index.ts';
import { booleanFlag } from '../../../testing/flag-world.ts';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { everythingStored, spellingsOf } from '../../../testing/planted-secrets.ts';
import { createWorld, type Reply, type World, type WorldOrganization } from '../../../testing/world.ts';

let world: World;
let acme: WorldOrganization;
let globex: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
  globex = await world.organization('globex');
});
afterAll(() => world.drop());

const HOUR_MS = 3_600_000;
const headers = (key: string) => ({ 'idempotency-key': key });
const flag = (key: string, name = 'A flag') => ({ key, name, description: null, definition: booleanFlag() });
const addFlag = (key: string, body: object, session = acme.session) =>
  world.send(createFlag, { session, body, headers: headers(key) });
const refusal = ({ status, body }: Reply) => [status, body.code];
const isReplay = (reply: Reply) => reply.headers['idempotent-replayed'] === 'true';

describe('a request with an Idempotency-Key', () => {
  it('happens once, and is answered alike each time', async () => {
    const first = await addFlag('once', flag('once'));
    const second = await addFlag('once', flag('once'));
    expect(first.status).toBe(201);
    expect(isReplay(first)).toBe(false);
    expect([second.status, second.body, isReplay(second)]).toEqual([201, first.body, true]);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    const without = await world.send(createFlag, { session: acme.session, body: flag('once') });
    expect(refusal(without)).toEqual([409, 'flag_key_taken']);
  });

  it('has no body again where it had none', async () => {
    await addFlag('to-archive', flag('to-archive'));
    const request = { session: acme.session, params: { key: 'to-archive' }, headers: headers('archiving') };
    const [first, second] = [await world.send(archiveFlag, request), await world.send(archiveFlag, request)];
    expect([first.status, first.body]).toEqual([second.status, second.body]);
    expect([isReplay(first), isReplay(second)]).toEqual([false, true]);
  });

  it('is refused when it is another one under a key that was used', async () => {
    await addFlag('mine', flag('mine'));
    expect(refusal(await addFlag('mine', flag('mine', 'Another name')))).toEqual([422, 'idempotency_key_reused']);
    const elsewhere = { session: acme.session, params: { key: 'mine' }, headers: headers('mine') };
    expect(refusal(await world.send(archiveFlag, elsewhere))).toEqual([422, 'idempotency_key_reused']);
    const found = await world.send(getFlag, { session: acme.session, params: { key: 'mine' } });
    expect(found.body.data).toMatchObject({ name: 'A flag', archived_at: null });
  });

  it('is worked on once when many come at the same moment', async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => addFlag('crowd', flag('crowd'))));
    const done = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(done.filter((reply) => !isReplay(reply))).toHaveLength(1);
    expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(refused.length).toBeGreaterThan(0);
    for (const reply of refused) {
      expect([...refusal(reply), reply.headers['retry-after']]).toEqual([409, 'idempotency_key_in_use', '1']);
    }
    const found = await world.send(listFlags, { session: acme.session, query: { q: 'crowd' } });
    expect(found.body.data).toHaveLength(1);
  });

  it('frees its key when it was refused', async () => {
    await addFlag('first', flag('contested'));
    expect(refusal(await addFlag('second', flag('contested')))).toEqual([409, 'flag_key_taken']);
    expect(refusal(await addFlag('second', {}))).toEqual([422, 'validation_failed']);
    expect((await addFlag('second', flag('uncontested'))).status).toBe(201);
  });

  it('never meets the key of another caller', async () => {
    const one = await addFlag('shared', flag('shared'));
    const other = await addFlag('shared', flag('shared'), globex.session);
    const admin = await addFlag('shared', flag('shared-2'), await acme.sessionOf('admin'));
    expect([one, other, admin].map((reply) => [reply.status, isReplay(reply)])).toEqual([
      [201, false],
      [201, false],
      [201, false],
    ]);
    expect(other.body.data.id).not.toBe(one.body.data.id);
  });

  it('is a new one after 24 hours', async () => {
    const add = () => world.send(createFlag, { bearer: acme.keys.live, body: flag('day'), headers: headers('day') });
    await add();
    world.clock.advance(24 * HOUR_MS - 1);
    expect(isReplay(await add())).toBe(true);
    world.clock.advance(1);
    expect(refusal(await add())).toEqual([409, 'flag_key_taken']);
  });

  it.each([['with space'], ['x'.repeat(256)], ['clé'], ['tab\there']])('is refused with the key %j', async (key) => {
    const { session } = await world.organization(`m${key.length}-${key.charCodeAt(1)}`);
    expect(refusal(await addFlag(key, flag('malformed'), session))).toEqual([400, 'idempotency_key_malformed']);
    expect((await addFlag('x'.repeat(255), flag('wellformed'), session)).status).toBe(201);
  });
});

describe('what else answers alike', () => {
  let org: WorldOrganization;
  beforeAll(async () => {
    org = await world.organization('initech');
    await org.publish('start', SAMPLE_FLOW);
  });

  it('moves a step once, beside moves that have no key', async () => {
    const bearer = await org.token('ada');
    await world.send(getOnboarding, { bearer });
    const move = {
      bearer,
      params: { key: 'welcome' },
      body: { move: 'complete', row_version: 1 },
      headers: headers('step'),
    };
    const [first, second] = [await world.send(updateStep, move), await world.send(updateStep, move)];
    expect([first.status, isReplay(first), isReplay(second)]).toEqual([200, false, true]);
    expect(second.body).toEqual(first.body);
    const without = await world.send(updateStep, { ...move, headers: {} });
    expect(without.status).toBe(409);
  });

  it('shows a secret again to who has the key, and keeps it sealed alone', async () => {
    const body = { name: 'Deploys', environment: 'test', scopes: ['flags:read'] };
    const make = { session: org.session, body, headers: headers('secret') };
    const [first, second] = [await world.send(createApiKey, make), await world.send(createApiKey, make)];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const stored = await everythingStored(world.test);
    for (const spelling of spellingsOf(first.body.data.secret)) expect(stored).not.toContain(spelling);
    expect(stored).toContain('Deploys');
  });

  it('does not concern what only reads', async () => {
    const ask = { session: org.session, headers: headers('reading') };
    const [first, second] = [await world.send(listApiKeys, ask), await world.send(listApiKeys, ask)];
    expect([first.status, second.status, isReplay(second)]).toEqual([200, 200, false]);
  });
});

describe('the answer and its effects', () => {
  const answer: WrittenAnswer = { status: 200, headers: {}, body: '{}' };
  const request = { caller: 'somebody', fingerprint: 'POST /things' };
  const rows = async (text: string) =>
    (await world.test.asOwner<{ count: number }>(`select count(*)::int as count from notes where text = '${text}'`))[0]
      ?.count;
  const write = (text: string) =>
    world.application.database.asSystem('a test', (tx) =>
      tx.run({ name: 'idempotency_note', text: 'insert into notes values ($1)' }, [text]),
    );
  const once = (key: string, work: () => Promise<WrittenAnswer>) =>
    world.application.idempotency.once({ ...request, key }, work);

  beforeAll(() => world.test.asOwner('create table notes (text text)'));

  it('are there together, or neither is', async () => {
    const failing = once('fails', async () => {
      await write('fails');
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await rows('fails')).toBe(0);
    const work = async () => {
      await write('works');
      expect(await rows('works')).toBe(0);
      return answer;
    };
    expect(await once('fails', work)).toEqual({ answer, isReplay: false });
    expect(await once('fails', work)).toEqual({ answer, isReplay: true });
    expect(await rows('works')).toBe(1);
  });

  it('leave what a refusal has written, such as a counted attempt', async () => {
    const refusing = once('refused', async () => {
      await write('refused');
      throw commonErrors.permission_denied();
    });
    await expect(refusing).rejects.toMatchObject({ code: 'permission_denied' });
    expect(await rows('refused')).toBe(1);
  });

  it('are forgotten after a day, newer ones are not', async () => {
    const kept = async () =>
      (await world.test.asOwner<{ count: number }>('select count(*)::int as count from idempotency_keys'))[0]?.count;
    await world.test.asOwner('delete from idempotency_keys');
    await once('old', () => Promise.resolve(answer));
    world.clock.advance(24 * HOUR_MS);
    await once('new', () => Promise.resolve(answer));
    expect(await kept()).toBe(2);
    await world.application.idempotency.purge();
    expect(await kept()).toBe(1);
    expect(await once('new', () => Promise.reject(new Error('again')))).toEqual({ answer, isReplay: true });
  });
});
