import type { Subject } from '@stepwell/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LiveVersions } from './live-versions.ts';
import type { StoredDefinition } from './repository.ts';
import { createFlowServing, type ServeQuery } from './serving.ts';
import { type FlowRoom, openFlowRoom, ORG, OTHER_ORG, smallFlow } from './testing/flow-room.ts';
import { VersionShelf } from './version-shelf.ts';

let room: FlowRoom;

beforeAll(async () => {
  room = await openFlowRoom();
});
afterAll(() => room.close());

const somebody: Subject = { market: 'FR', role: null, traits: {} };

async function make(key: string, definition: StoredDefinition, publish: Parameters<FlowRoom['publish']>[1] = {}) {
  await room.flows.createFlow(room.caller(), { key, name: key, definition });
  return room.publish(key, publish);
}

async function save(key: string, definition: StoredDefinition, rowVersion: number): Promise<void> {
  await room.flows.saveDraft(room.caller(), key, { definition, rowVersion });
}

function serve(query: Partial<ServeQuery>, org = ORG): Promise<string> {
  return room.database.asTenant(org, async (tx) => {
    const asked = { environment: 'live', subject: somebody, at: room.clock.now(), ...query } as const;
    const served = await room.flows.serveVersion(tx, asked);
    return served.outcome === 'served' ? `${served.version.flowKey} ${served.version.number}` : served.outcome;
  });
}

describe('a flow asked for by key', () => {
  test('is served, not live, meant for others, or unknown', async () => {
    const targeting = {
      markets: ['FR'],
      roles: ['seller'],
      rule: { fact: 'traits.tier', op: 'eq', value: 'gold' } as const,
    };
    await make('sellers', smallFlow({ targeting }));
    const seller: Subject = { market: 'FR', role: 'seller', traits: { tier: 'gold' } };
    expect(await serve({ flowKey: 'sellers', subject: seller })).toBe('sellers 1');
    expect(await serve({ flowKey: 'sellers', subject: { ...seller, market: 'DE' } })).toBe('no_match');
    expect(await serve({ flowKey: 'sellers', subject: { ...seller, role: null } })).toBe('no_match');
    expect(await serve({ flowKey: 'sellers', subject: { ...seller, traits: {} } })).toBe('no_match');
    expect(await serve({ flowKey: 'sellers', subject: seller, environment: 'test' })).toBe('not_live');
    expect(await serve({ flowKey: 'nobody_made_this' })).toBe('unknown');
    expect(await serve({ flowKey: 'sellers', subject: seller }, OTHER_ORG)).toBe('unknown');
  });

  test('is served within its window only', async () => {
    const [from, to] = [new Date('2026-03-10T00:00:00Z'), new Date('2026-03-20T00:00:00Z')];
    await make('campaign', smallFlow(), { activeFrom: from, activeTo: to });
    expect(await serve({ flowKey: 'campaign', at: new Date(from.getTime() - 1) })).toBe('not_live');
    expect(await serve({ flowKey: 'campaign', at: from })).toBe('campaign 1');
    expect(await serve({ flowKey: 'campaign', at: new Date(to.getTime() - 1) })).toBe('campaign 1');
    expect(await serve({ flowKey: 'campaign', at: to })).toBe('not_live');
  });
});

describe('without a key', () => {
  test('the version that became live last among those meant for the subject is served', async () => {
    const meantFor = (market: string) => smallFlow({ targeting: { markets: [market], roles: [] } });
    const subject = { ...somebody, market: 'IT' };
    expect(await serve({ subject })).toBe('no_match');
    await make('italy_old', meantFor('IT'));
    room.clock.advance(1_000);
    await make('italy_new', meantFor('IT'));
    await make('spain', meantFor('ES'));
    expect(await serve({ subject })).toBe('italy_new 1');
    room.clock.advance(1_000);
    await save('italy_old', { ...meantFor('IT'), title: { en: 'Again' } }, 1);
    await room.publish('italy_old');
    expect(await serve({ subject })).toBe('italy_old 2');
  });

  test('nothing live at all is told apart from nothing that matches', async () => {
    expect(await serve({}, OTHER_ORG)).toBe('not_live');
  });
});

describe('what is live is remembered', () => {
  test('and forgotten at once where it changes', async () => {
    await make('quick', smallFlow());
    expect(await serve({ flowKey: 'quick' })).toBe('quick 1');
    await save('quick', smallFlow({ gates: [] }), 1);
    await room.publish('quick');
    expect(await serve({ flowKey: 'quick' })).toBe('quick 2');
  });

  test('by another process for a second at most', async () => {
    const elsewhere = createFlowServing({
      clock: room.clock,
      shelf: new VersionShelf(),
      live: new LiveVersions(room.clock),
    });
    const number = () =>
      room.database.asTenant(ORG, async (tx) => (await elsewhere.liveVersion(tx, 'live', 'slow'))?.number);
    await make('slow', smallFlow());
    expect(await number()).toBe(1);
    await save('slow', smallFlow({ gates: [] }), 1);
    await room.publish('slow');
    room.clock.advance(999);
    expect(await number()).toBe(1);
    room.clock.advance(1);
    expect(await number()).toBe(2);
  });

  test('by another process until it is woken', async () => {
    const live = new LiveVersions(room.clock);
    const elsewhere = createFlowServing({ clock: room.clock, shelf: new VersionShelf(), live });
    const subscription = await live.watch(room.database);
    const number = () =>
      room.database.asTenant(ORG, async (tx) => (await elsewhere.liveVersion(tx, 'live', 'woken'))?.number);
    await make('woken', smallFlow());
    await expect.poll(number).toBe(1);
    await save('woken', smallFlow({ gates: [] }), 1);
    await room.publish('woken');
    // The clock stands still: only the waking can have made it forget.
    await expect.poll(number).toBe(2);
    subscription.stop();
  });

  test('what was being read while something changed is not remembered', async () => {
    const live = new LiveVersions(room.clock);
    const read = () => room.database.asTenant(ORG, (tx) => live.remembered(tx, 'live'));
    await make('passing', smallFlow());
    await room.database.asTenant(ORG, async (tx) => {
      const reading = live.remembered(tx, 'live');
      live.forget();
      await reading;
    });
    await room.db.asOwner(`update flows set status = 'retired' where key = 'passing'`);
    expect((await read()).map((row) => row.flow_key)).not.toContain('passing');
  });

  test('a publication that comes to nothing leaves no trace in it', async () => {
    await make('undone', smallFlow());
    await save('undone', smallFlow({ gates: [] }), 1);
    const attempt = room.database.asTenant(ORG, async (tx) => {
      const flow = await room.flows.lockFlow(tx, 'undone');
      await room.flows.publishDraft(tx, { flow, environment: 'live', rowVersion: 2, by: null, notAgain: [] });
      throw new Error('power cut');
    });
    await expect(attempt).rejects.toThrow('power cut');
    expect(await serve({ flowKey: 'undone' })).toBe('undone 1');
  });
});

test('whoever starts a journey keeps a publication waiting, and then sees it', async () => {
  await make('contended', smallFlow());
  await save('contended', smallFlow({ gates: [] }), 1);
  const { promise: held, resolve: nowHeld } = Promise.withResolvers<void>();
  const { promise: started, resolve: letGo } = Promise.withResolvers<void>();
  const start = room.database.asTenant(ORG, async (tx) => {
    const query = { environment: 'live', flowKey: 'contended', subject: somebody, toStart: true } as const;
    const served = await room.flows.serveVersion(tx, { ...query, at: room.clock.now() });
    nowHeld();
    await started;
    return served.outcome === 'served' ? served.version.number : 0;
  });
  await held;
  let isPublished = false;
  const publication = room.publish('contended').then(() => {
    isPublished = true;
  });
  await lockAwaited();
  expect(isPublished).toBe(false);
  letGo();
  expect(await start).toBe(1);
  await publication;
  expect(await serve({ flowKey: 'contended', toStart: true })).toBe('contended 2');
});

test('whoever starts a journey while a publication commits gets the new version', async () => {
  await make('overtaken', smallFlow());
  await save('overtaken', smallFlow({ gates: [] }), 1);
  const { promise: moved, resolve: nowMoved } = Promise.withResolvers<void>();
  const { promise: awaited, resolve: commit } = Promise.withResolvers<void>();
  const publication = room.database.asTenant(ORG, async (tx) => {
    const flow = await room.flows.lockFlow(tx, 'overtaken');
    await room.flows.publishDraft(tx, { flow, environment: 'live', rowVersion: 2, by: null, notAgain: [] });
    nowMoved();
    await awaited;
  });
  await moved;
  const start = serve({ flowKey: 'overtaken', toStart: true });
  await lockAwaited();
  commit();
  await publication;
  expect(await start).toBe('overtaken 2');
});

/** Resolves when some transaction waits for a lock that another one holds. */
async function lockAwaited(): Promise<void> {
  const waiting = () =>
    room.db.asOwner(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
}

test('a report gets the version it names, else the live one, else the newest', async () => {
  await make('reported', smallFlow());
  await save('reported', smallFlow({ gates: [] }), 1);
  await room.publish('reported', { environment: 'test' });
  const report = (environment: 'live' | 'test', number?: number) =>
    room.database.asTenant(ORG, async (tx) => {
      const flow = await room.flows.flowByKey(tx, 'reported');
      return (await room.flows.versionForReport(tx, { flowId: flow?.id ?? '', environment, number }))?.number;
    });
  expect([await report('live'), await report('test'), await report('live', 2)]).toEqual([1, 2, 2]);
  expect([await report('live', 3), await report('live', 2 ** 40)]).toEqual([undefined, undefined]);
});

test('versions that were not used for long are forgotten, and found again', async () => {
  const shelf = new VersionShelf(2);
  const made: Awaited<ReturnType<typeof make>>[] = [];
  for (const key of ['shelf_a', 'shelf_b', 'shelf_c']) made.push(await make(key, smallFlow()));
  const keys = await room.database.asTenant(ORG, async (tx) => {
    const load = async (at: number) => shelf.version(tx, made[at]?.versionId ?? '');
    const first = await load(0);
    await load(1);
    expect(await load(0)).toBe(first);
    await load(2);
    expect(await load(0)).toBe(first);
    return (await load(1)).flowKey;
  });
  expect(keys).toBe('shelf_b');
});
