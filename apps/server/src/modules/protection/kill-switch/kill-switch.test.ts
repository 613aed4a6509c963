import {
  checkGate,
  checkGates,
  completeStep,
  getKillSwitches,
  getOnboarding,
  getParticipant,
  listKillSwitchHistory,
  releaseKillSwitch,
  signIn,
  skipOnboarding,
  snoozeOnboarding,
  switchOnboardingOff,
  updateStep,
} from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { upkeep } from '../../../main/upkeep.ts';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { sessionIn } from '../../../testing/second-factors.ts';
import { createWorld, type Reply, type World, WORLD_PASSWORD, type WorldOrganization } from '../../../testing/world.ts';

const MINUTE_MS = 60_000;
const DAYS = 24 * 60;
const REASON = 'Payouts ask for a document nobody has';

let world: World;
let org: WorldOrganization;
let other: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  other = await world.organization('northwind');
  for (const one of [org, other]) await one.publish('start', SAMPLE_FLOW);
});
/** The clock goes on from test to test, and switching asks for a fresh proof. */
beforeEach(async () => {
  org = { ...org, session: await signedIn('atelier') };
});
afterAll(() => world.drop());

async function signedIn(slug: string, role = 'owner'): Promise<string> {
  return sessionIn(await world.send(signIn, { body: { email: `${role}@${slug}.example`, password: WORLD_PASSWORD } }));
}

type Wish = { capability?: string | null; reason?: string; until?: string | null };
const switchOff = (wish: Wish = {}, session = org.session, environment: 'live' | 'test' = 'live') =>
  world.send(switchOnboardingOff, { session, environment, body: { reason: REASON, ...wish } });
const release = (id: string, session = org.session, environment: 'live' | 'test' = 'live') =>
  world.send(releaseKillSwitch, { session, environment, params: { id }, body: { reason: 'Mended' } });
const on = async (session = org.session, environment: 'live' | 'test' = 'live') =>
  (await world.send(getKillSwitches, { session, environment })).body.data;
const gate = async (capability = 'payouts.request', whose = org, environment: 'live' | 'test' = 'live') =>
  world.send(checkGate, { bearer: await whose.token('ada', {}, environment), params: { capability } });
const answer = ({ status, body }: Reply) => [status, body.code ?? body.data?.bypassed_by ?? body.data?.allowed];
const inMinutes = (minutes: number) => new Date(world.clock.nowMs() + minutes * MINUTE_MS).toISOString();

/** Off while `work` is done, and on again whatever came of it. */
async function whileOff(wish: Wish, work: () => Promise<void>): Promise<void> {
  const made = await switchOff(wish);
  expect(made.status).toBe(201);
  try {
    await work();
  } finally {
    expect((await release(made.body.data.id)).status).toBe(200);
  }
}

describe('onboarding of an environment that is switched off', () => {
  it('opens every gate of the environment, and says so; afterwards they ask as before', async () => {
    expect(answer(await gate())).toEqual([409, 'gate_closed']);
    await whileOff({}, async () => {
      const open = await gate();
      expect(open).toMatchObject({
        status: 200,
        body: {
          data: { allowed: true, bypassed_by: 'kill_switch', currently_due: [], deadline: null, resume_url: null },
        },
      });
      expect(answer(await gate('content.publish'))).toEqual([200, 'kill_switch']);
      const bearer = await org.token('ada');
      const both = await world.send(checkGates, { bearer, body: { capabilities: ['payouts.request', 'any.thing'] } });
      expect(both.body.data.map((one: { bypassed_by?: string }) => one.bypassed_by)).toEqual(
        Array.from({ length: 2 }, () => 'kill_switch'),
      );
      // Neither the other environment nor another organization.
      expect(answer(await gate('payouts.request', org, 'test'))).toEqual([409, 'gate_closed']);
      expect(answer(await gate('payouts.request', other))).toEqual([409, 'gate_closed']);
    });
    const closed = await gate();
    expect(answer(closed)).toEqual([409, 'gate_closed']);
    expect(closed.body.details.requirements).not.toHaveProperty('bypassed_by');
  });

  it('has nothing to show to participants, takes nothing from them, and loses nothing', async () => {
    const bearer = await org.token('grace');
    const before = (await world.send(getOnboarding, { bearer })).body.data;
    const move = (key: string) =>
      world.send(updateStep, { bearer, params: { key }, body: { move: 'complete', row_version: 1 } });
    await whileOff({}, async () => {
      expect(await world.send(getOnboarding, { bearer })).toMatchObject({ status: 200, body: { data: null } });
      const keyed = { bearer: org.keys.live, query: { participant: 'grace' } };
      expect((await world.send(getOnboarding, keyed)).body).toEqual({ data: null });
      const refused = [
        await move('welcome'),
        await world.send(completeStep, { bearer, params: { key: 'welcome' }, body: {} }),
        await world.send(snoozeOnboarding, { bearer, body: { minutes: 10 } }),
        await world.send(skipOnboarding, { bearer }),
      ];
      expect(refused.map(answer)).toEqual(refused.map(() => [503, 'onboarding_paused']));
      expect(refused.map(({ headers }) => headers['retry-after'])).toEqual(refused.map(() => '60'));
      // What the organization's own server reports may be said only once: it is taken.
      const reported = await world.send(completeStep, { ...keyed, params: { key: 'identity' }, body: {} });
      expect(reported.status).toBe(200);
      const seen = await world.send(getParticipant, { session: org.session, params: { external_id: 'grace' } });
      expect(seen.body.data.journeys).toHaveLength(1);
    });
    const after = (await world.send(getOnboarding, { bearer })).body.data;
    expect(after.id).toBe(before.id);
    expect(after.steps.find((step: { key: string }) => step.key === 'identity').state).toBe('done');
    expect((await move('welcome')).status).toBe(200);
  });
});

describe('one capability that is switched off', () => {
  it('opens its own gate and leaves everything else as it is', async () => {
    await whileOff({ capability: 'payouts.request' }, async () => {
      expect(answer(await gate())).toEqual([200, 'kill_switch']);
      expect(answer(await gate('content.publish'))).toEqual([409, 'gate_closed']);
      expect((await world.send(getOnboarding, { bearer: await org.token('ada') })).body.data).not.toBeNull();
      expect((await on()).switches.map(({ capability }: { capability: string }) => capability)).toEqual([
        'payouts.request',
      ]);
    });
    expect(answer(await gate())).toEqual([409, 'gate_closed']);
  });

  it('must be one of a published flow', async () => {
    expect((await on()).capabilities).toEqual(['content.publish', 'payouts.request']);
    expect(answer(await switchOff({ capability: 'payout.request' }))).toEqual([422, 'kill_switch_capability_unknown']);
  });
});

describe('what was switched', () => {
  it('is kept with who and why, and audited', async () => {
    const made = (await switchOff()).body.data;
    await gate();
    await gate();
    await world.application.killSwitch.flush();
    expect((await on()).switches).toEqual([{ ...made, gates_opened: 2 }]);
    const released = (await release(made.id)).body.data;
    expect(released).toMatchObject({
      reason: REASON,
      switched_on_by: { kind: 'member', name: 'owner of atelier' },
      released_by: { kind: 'member', name: 'owner of atelier' },
      release_reason: 'Mended',
      gates_opened: 2,
    });
    const history = await world.send(listKillSwitchHistory, { session: org.session, query: { limit: 1 } });
    expect(history.body.data).toEqual([released]);
    const [next] = (
      await world.send(listKillSwitchHistory, {
        session: org.session,
        query: { limit: 1, cursor: history.body.meta.next_cursor },
      })
    ).body.data;
    expect(next.switched_on_at <= released.switched_on_at && next.id !== released.id).toBe(true);
    const deeds = await world.test.asOwner(
      `select action, actor_kind, org_id, environment, after ->> 'reason' as reason from audit_entries
       where resource_id = $1 order by id`,
      [made.id],
    );
    const who = { actor_kind: 'member', org_id: org.id, environment: 'live' };
    expect(deeds).toEqual([
      { ...who, action: 'kill_switch.on', reason: REASON },
      { ...who, action: 'kill_switch.off', reason: 'Mended' },
    ]);
  });

  it('stays as it was written', async () => {
    const made = (await switchOff()).body.data;
    await release(made.id);
    const change = (text: string) =>
      world.application.database
        .asTenant(org.id, (tx) => tx.run({ name: text.slice(0, 40), text }, [made.id]))
        .catch((error: unknown) => String(error));
    expect(await change(`update kill_switches set reason = 'another' where id = $1`)).toMatch(/never change/);
    expect(await change(`update kill_switches set release_reason = 'another' where id = $1`)).toMatch(/never change/);
    expect(await change('delete from kill_switches where id = $1')).toMatch(/never removed/);
  });
});

describe('an end', () => {
  it('releases by itself, and is written down and audited', async () => {
    const made = (await switchOff({ until: inMinutes(5) })).body.data;
    world.clock.advance(5 * MINUTE_MS - 1);
    expect(answer(await gate())).toEqual([200, 'kill_switch']);
    world.clock.advance(1);
    expect(answer(await gate())).toEqual([409, 'gate_closed']);
    const seen = async () => (await world.send(listKillSwitchHistory, { session: org.session })).body.data[0];
    const ended = { released_at: made.until, released_by: { kind: 'system' }, release_reason: null };
    expect(await seen()).toMatchObject(ended);
    expect((await on()).switches).toEqual([]);
    expect(answer(await release(made.id))).toEqual([409, 'kill_switch_not_on']);
    await upkeep(world.application);
    expect(await seen()).toMatchObject(ended);
    const deeds = await world.test.asOwner(
      `select action, actor_kind from audit_entries where resource_id = $1 order by id desc limit 1`,
      [made.id],
    );
    expect(deeds).toEqual([{ action: 'kill_switch.end', actor_kind: 'system' }]);
  });

  it('does not stand in the way of switching off again', async () => {
    await switchOff({ until: inMinutes(5) });
    world.clock.advance(5 * MINUTE_MS);
    await whileOff({}, async () => expect(answer(await gate())).toEqual([200, 'kill_switch']));
  });

  it.each([
    ['in the past', -1],
    ['now', 0],
    ['later than in 30 days', 30 * DAYS + 1],
  ])('is refused %s', async (_, minutes) => {
    expect(answer(await switchOff({ until: inMinutes(minutes) }))).toEqual([422, 'kill_switch_end_refused']);
  });
});

describe('switching', () => {
  it('asks for a reason that says something', async () => {
    expect(answer(await switchOff({ reason: ' a ' }))).toEqual([422, 'validation_failed']);
    expect(answer(await switchOff({ reason: 'a'.repeat(501) }))).toEqual([422, 'validation_failed']);
  });

  it('is for owners and admins; everybody of the organization sees it', async () => {
    for (const role of ['viewer', 'member'] as const) {
      const session = await org.sessionOf(role);
      expect(answer(await switchOff({}, session))).toEqual([403, 'permission_denied']);
      expect((await on(session)).environment).toBe('live');
    }
    await org.sessionOf('admin');
    const admin = await signedIn('atelier', 'admin');
    const made = await switchOff({}, admin);
    expect(made.body.data.switched_on_by.name).toBe('admin of atelier');
    expect(answer(await release(made.body.data.id, await org.sessionOf('member')))).toEqual([403, 'permission_denied']);
    expect((await release(made.body.data.id, admin)).status).toBe(200);
  });

  it('asks for a fresh proof', async () => {
    world.clock.advance(11 * 60_000);
    expect(answer(await switchOff())).toEqual([403, 'confirmation_required']);
    const session = await signedIn('atelier');
    expect((await release((await switchOff({}, session)).body.data.id, session)).status).toBe(200);
  });

  it('happens once, and ends once', async () => {
    const made = (await switchOff()).body.data;
    expect(answer(await switchOff())).toEqual([409, 'kill_switch_already_on']);
    expect((await release(made.id)).status).toBe(200);
    expect(answer(await release(made.id))).toEqual([409, 'kill_switch_not_on']);
  });

  it('reaches nothing of another environment or organization', async () => {
    const made = (await switchOff()).body.data;
    expect(answer(await release(made.id, org.session, 'test'))).toEqual([404, 'not_found']);
    expect(answer(await release(made.id, await signedIn('northwind')))).toEqual([404, 'not_found']);
    expect((await on(other.session)).switches).toEqual([]);
    expect((await world.send(listKillSwitchHistory, { session: other.session })).body.data).toEqual([]);
    expect((await release(made.id)).status).toBe(200);
  });
});
