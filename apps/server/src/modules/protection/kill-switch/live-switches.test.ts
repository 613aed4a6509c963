import { checkGate, releaseKillSwitch, switchOnboardingOff } from '@stepwell/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../platform/database/index.ts';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';
import { createKillSwitch, type KillSwitch } from './index.ts';

const POLL_MS = 5_000;
const CAPABILITY = 'payouts.request';

let world: World;
let org: WorldOrganization;
const begun: { stop(): unknown }[] = [];

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  await org.publish('start', SAMPLE_FLOW);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const one of begun.splice(0)) await one.stop();
});
afterAll(() => world.drop());

type State = 'answers' | 'refuses' | 'hangs';

/** The kill switch of a second process: what it hears, and how the database answers it, are the test's to say. */
function neighbour({ hears = true }: { hears?: boolean } = {}) {
  const { database, clock, ids } = world.application;
  const wire: { state: State; statements: number } = { state: 'answers', statements: 0 };
  const watched = new Proxy(database, {
    get(target, name: keyof typeof database) {
      if (name === 'listen' && !hears) return async () => ({ stop: () => undefined });
      const method = target[name].bind(target) as (...values: unknown[]) => unknown;
      if (name !== 'hotSystemStatement') return method;
      return (...values: unknown[]) => {
        wire.statements += 1;
        if (wire.state === 'hangs') return new Promise(() => undefined);
        if (wire.state === 'refuses') return Promise.reject(new Error('nobody is there'));
        return method(...values);
      };
    },
  });
  const killSwitch = createKillSwitch({
    database: watched,
    sharedStore: undefined,
    clock,
    ids,
    log: silentLog,
    audit: { append: async () => undefined },
    auditHome: async () => '',
  });
  begun.push(killSwitch);
  return { killSwitch, wire };
}

async function followed(options?: Parameters<typeof neighbour>[0]) {
  const made = neighbour(options);
  begun.unshift(await made.killSwitch.follow());
  return made;
}

const opens = (killSwitch: KillSwitch) =>
  killSwitch.opensGate({ orgId: org.id, environment: 'live' }, CAPABILITY, 'GET /here');
const switchOff = async (): Promise<string> =>
  (await world.send(switchOnboardingOff, { session: org.session, body: { reason: 'A test' } })).body.data.id;
const release = (id: string) =>
  world.send(releaseKillSwitch, { session: org.session, params: { id }, body: { reason: 'It is over' } });

describe('a switch in one process', () => {
  it('is known to another within a second, and to the one that made it at once', async () => {
    const { killSwitch } = await followed();
    const id = await switchOff();
    const here = await world.send(checkGate, { bearer: await org.token('ada'), params: { capability: CAPABILITY } });
    expect(here.body.data.bypassed_by).toBe('kill_switch');
    await vi.waitFor(() => expect(opens(killSwitch)).toBe(true), { timeout: 1_000, interval: 5 });
    await release(id);
    await vi.waitFor(() => expect(opens(killSwitch)).toBe(false), { timeout: 1_000, interval: 5 });
  });

  it('is known to one that starts, before it serves', async () => {
    const id = await switchOff();
    expect(opens((await followed({ hears: false })).killSwitch)).toBe(true);
    expect(opens(neighbour().killSwitch)).toBe(false);
    await release(id);
  });

  it('is known after five seconds where notifications are cut off, and no sooner', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { killSwitch } = await followed({ hears: false });
    const id = await switchOff();
    await vi.advanceTimersByTimeAsync(POLL_MS - 1);
    expect(opens(killSwitch)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await vi.waitFor(() => expect(opens(killSwitch)).toBe(true), { timeout: 1_000, interval: 5 });
    await release(id);
  });
});

describe('looking', () => {
  it('asks nothing of the database, whether something is switched off or not', async () => {
    const { killSwitch, wire } = await followed({ hears: false });
    const before = wire.statements;
    for (let at = 0; at < 1_000; at += 1) opens(killSwitch);
    const id = await switchOff();
    expect(wire.statements).toBe(before);
    await release(id);
  });

  it('goes by what was known last while the database refuses or hangs, and catches up afterwards', async () => {
    const { killSwitch, wire } = await followed();
    const id = await switchOff();
    await vi.waitFor(() => expect(opens(killSwitch)).toBe(true), { timeout: 1_000, interval: 5 });
    for (const state of ['refuses', 'hangs'] as const) {
      wire.state = state;
      const before = wire.statements;
      world.application.database.wake('stepwell_kill_switch');
      await vi.waitFor(() => expect(wire.statements).toBeGreaterThan(before), { timeout: 3_000, interval: 5 });
      expect(opens(killSwitch)).toBe(true);
    }
    await release(id);
    expect(opens(killSwitch)).toBe(true);
    wire.state = 'answers';
    world.application.database.wake('stepwell_kill_switch');
    await vi.waitFor(() => expect(opens(killSwitch)).toBe(false), { timeout: 3_000, interval: 5 });
  });

  it('refuses to begin where the database does not answer', async () => {
    for (const state of ['refuses', 'hangs'] as const) {
      const { killSwitch, wire } = neighbour();
      wire.state = state;
      await expect(killSwitch.follow()).rejects.toThrow(state === 'hangs' ? 'no answer' : 'nobody is there');
    }
  });
});
