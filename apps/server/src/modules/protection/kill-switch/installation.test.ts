import {
  beginTotp,
  checkGate,
  confirmTotp,
  getInstallationKillSwitch,
  getKillSwitches,
  getOnboarding,
  listInstallationKillSwitchHistory,
  listKillSwitchHistory,
  releaseInstallationKillSwitch,
  switchInstallationOff,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { appCode, sessionIn } from '../../../testing/second-factors.ts';
import { createWorld, type Reply, type World, type WorldOrganization } from '../../../testing/world.ts';

const REASON = 'The identity service refuses everybody';

let world: World;
let org: WorldOrganization;
let operator: string;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  await org.publish('start', SAMPLE_FLOW);
  operator = await operatorSession();
});
afterAll(() => world.drop());

/** The viewer of another organization, with an authenticator app and the rank of an operator. */
async function operatorSession(): Promise<string> {
  const session = await (await world.organization('stewards')).sessionOf('viewer');
  const { secret } = (await world.send(beginTotp, { session })).body.data;
  const code = appCode(secret, world.clock.nowMs());
  const renewed = sessionIn(await world.send(confirmTotp, { session, body: { code } }));
  await world.test.asOwner(`update accounts set operator_role = 'admin' where email = 'viewer@stewards.example'`);
  return renewed;
}

const switchOff = (session = operator) => world.send(switchInstallationOff, { session, body: { reason: REASON } });
const release = (session = operator) =>
  world.send(releaseInstallationKillSwitch, { session, body: { reason: 'It answers again' } });
const answer = ({ status, body }: Reply) => [status, body.code ?? body.data?.bypassed_by ?? body.data?.allowed];
const gate = async (environment: 'live' | 'test') =>
  answer(
    await world.send(checkGate, {
      bearer: await org.token('ada', {}, environment),
      params: { capability: 'payouts.request' },
    }),
  );

describe('onboarding of the whole installation', () => {
  it('is switched off by an operator for every organization, and switched on again', async () => {
    expect([await gate('live'), await gate('test')]).toEqual(Array.from({ length: 2 }, () => [409, 'gate_closed']));
    const made = await switchOff();
    expect(made).toMatchObject({
      status: 201,
      body: { data: { capability: null, reason: REASON, switched_on_by: { kind: 'operator' } } },
    });
    expect([await gate('live'), await gate('test')]).toEqual(Array.from({ length: 2 }, () => [200, 'kill_switch']));
    expect((await world.send(getOnboarding, { bearer: await org.token('ada') })).body).toEqual({ data: null });
    // The set-up of organizations stands still as well: their members have nothing to do either.
    expect((await world.send(getOnboarding, { session: org.session })).body).toEqual({ data: null });
    const seen = (await world.send(getKillSwitches, { session: await org.sessionOf('viewer') })).body.data;
    expect(seen).toMatchObject({ installation: { reason: REASON, until: null }, switches: [] });
    expect((await release()).status).toBe(200);
    expect([await gate('live'), await gate('test')]).toEqual(Array.from({ length: 2 }, () => [409, 'gate_closed']));
    expect((await world.send(getKillSwitches, { session: org.session })).body.data.installation).toBeNull();
  });

  it('is kept with who and why, counted over all organizations, and audited where operators’ deeds are', async () => {
    const made = (await switchOff()).body.data;
    await gate('live');
    await world.application.killSwitch.flush();
    const now = await world.send(getInstallationKillSwitch, { session: operator });
    expect(now.body.data.switch).toEqual({ ...made, gates_opened: 1 });
    await release();
    const history = await world.send(listInstallationKillSwitchHistory, { session: operator });
    expect(history.body.data[0]).toMatchObject({
      id: made.id,
      switched_on_by: { kind: 'operator', name: 'viewer of stewards' },
      released_by: { kind: 'operator', name: 'viewer of stewards' },
      release_reason: 'It answers again',
      gates_opened: 1,
    });
    expect((await world.send(getInstallationKillSwitch, { session: operator })).body.data.switch).toBeNull();
    // It is no part of any organization's own history.
    expect((await world.send(listKillSwitchHistory, { session: org.session })).body.data).toEqual([]);
    const deeds = await world.test.asOwner(
      `select e.action, e.actor_kind, o.is_system, e.after ->> 'reason' as reason
       from audit_entries e join organizations o on o.id = e.org_id where e.resource_id = $1 order by e.id`,
      [made.id],
    );
    const who = { actor_kind: 'operator', is_system: true };
    expect(deeds).toEqual([
      { ...who, action: 'kill_switch.on', reason: REASON },
      { ...who, action: 'kill_switch.off', reason: 'It answers again' },
    ]);
  });

  it('is switched once, and by operators alone', async () => {
    expect(answer(await release())).toEqual([409, 'kill_switch_not_on']);
    expect(answer(await switchOff(org.session))).toEqual([403, 'permission_denied']);
    expect((await switchOff()).status).toBe(201);
    expect(answer(await switchOff())).toEqual([409, 'kill_switch_already_on']);
    expect(answer(await release(org.session))).toEqual([403, 'permission_denied']);
    expect((await release()).status).toBe(200);
  });

  it('asks for a fresh proof', async () => {
    world.clock.advance(11 * 60_000);
    expect(answer(await switchOff())).toEqual([403, 'confirmation_required']);
  });
});
