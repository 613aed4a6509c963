import {
  createFlag,
  type Environment,
  getOnboarding,
  putParticipant,
  reportOutcomes,
  type Route,
  routes,
  switchOnboardingOff,
  startRollout,
  updateStep,
} from '@stepwell/contract';
import { booleanFlag } from './flag-world.ts';
import type { Request, World, WorldOrganization } from './world.ts';
import { SAMPLE_FLOW } from './flow-definitions.ts';

/**
 * Stands in everything that belongs to the victim and is never sent by the attacker: seen in an answer, it is a leak.
 * (The title of a flow is not among it: the hosted page shows it to anybody.)
 */
const CANARY = 'CANARY';

export type Victim = { readonly org: WorldOrganization; readonly ids: Readonly<Record<string, readonly string[]>> };
export type Leak = { readonly attempt: string; readonly what: string };

const SECRET_FLOW = 'secretflow';
const PERSON = 'canary-person';

const SAMPLE_FLAG = booleanFlag();
const TARGETED_FLAG = booleanFlag({ targets: [{ variant: 'on', ids: [CANARY] }] });

/** Fills an organization with everything there is to steal. */
export async function prepareVictim(world: World): Promise<Victim> {
  const org = await world.organization('victim');
  await org.publish('start', SAMPLE_FLOW);
  await org.publish(SECRET_FLOW, {
    ...SAMPLE_FLOW,
    steps: SAMPLE_FLOW.steps.map((step) => ({ ...step, help: { en: `${CANARY} help` } })),
  });
  for (const environment of ['live', 'test'] as const) {
    await preparePerson(world, org, environment);
    const off = { reason: CANARY, capability: 'payouts.request' };
    await world.send(switchOnboardingOff, { session: org.session, environment, body: off });
    const body = { key: SECRET_FLOW, name: CANARY, description: CANARY, definition: TARGETED_FLAG };
    await world.send(createFlag, { bearer: org.keys[environment], body });
    const flag = { bearer: org.keys[environment], params: { key: SECRET_FLOW } };
    await world.send(startRollout, { ...flag, body: { stages: [{ percentage: 100, hold_minutes: 1_000 }] } });
    await world.send(reportOutcomes, { ...flag, body: { outcomes: [{ targeting_key: PERSON, succeeded: true }] } });
  }
  const find = (text: string) =>
    world.test.asOwner<{ id: string }>(text, [org.id]).then((rows) => rows.map((row) => row.id));
  return {
    org,
    ids: {
      key: [SECRET_FLOW],
      flow: [SECRET_FLOW],
      external_id: [PERSON, `${PERSON}' or '1'='1`],
      organization: [org.slug],
      organization_id: [org.id],
      capability: ['payouts.request'],
      step: ['profile'],
      environment: ['live', 'test'],
      number: ['1', '2'],
      id: [
        ...(await find('select id from kill_switches where org_id = $1 order by id')),
        ...(await find('select id from api_keys where org_id = $1 order by id')),
        ...(await find('select id from signing_secrets where org_id = $1 order by id')),
        ...(await find('select id from publications where org_id = $1 order by id')),
        ...(await find('select id from journeys where org_id = $1 order by id')),
      ],
    },
  };
}

async function preparePerson(world: World, org: WorldOrganization, environment: Environment): Promise<void> {
  const bearer = org.keys[environment];
  const query = { participant: PERSON, flow: SECRET_FLOW };
  await world.send(putParticipant, {
    bearer,
    params: { external_id: PERSON },
    body: { display_name: `${CANARY} Person`, market: 'FR' },
  });
  await world.send(getOnboarding, { bearer, query });
  await world.send(updateStep, {
    bearer,
    query,
    params: { key: 'sample' },
    body: { move: 'save', row_version: 1, answers: { link: CANARY } },
  });
  await org.token(PERSON, {}, environment);
}

/** Tries every route with every credential of the attacker on every id of the victim. */
export async function attack(
  world: World,
  victim: Victim,
  attacker: WorldOrganization,
): Promise<{ attempts: number; leaks: Leak[] }> {
  const credentials = await credentialsOf(victim, attacker);
  const leaks: Leak[] = [];
  let attempts = 0;
  for (const route of routes) {
    for (const params of combinations(victim, route)) {
      for (const variant of requestVariants(route)) {
        for (const [name, credential] of credentials) {
          attempts += 1;
          const attempt = `${route.method} ${route.path} ${JSON.stringify(params)} as ${name}`;
          const reply = await world.send(route, { ...variant, ...credential, params });
          const what = JSON.stringify({ ...reply.body, instance: undefined });
          if (what.includes(CANARY) || what.includes(victim.org.id)) leaks.push({ attempt, what: what.slice(0, 300) });
          if (reply.status >= 500 && reply.status !== 503) leaks.push({ attempt, what: `status ${reply.status}` });
        }
      }
    }
  }
  return { attempts, leaks };
}

/**
 * Reads, changes and deletes in every table as the attacker, without any condition of the query's own: only the
 * policies stand in between. Returns the tables that gave something away.
 */
export async function probeTables(world: World, victim: Victim, attacker: WorldOrganization): Promise<string[]> {
  const open: string[] = [];
  for (const { name } of await tenantTables(world)) {
    const seen = await world.application.database.asTenant(attacker.id, (tx) =>
      tx.run<{ count: number }>(
        { name: `probe_${name}`, text: `select count(*)::int as count from ${name} where org_id = $1` },
        [victim.org.id],
      ),
    );
    const changed = await world.application.database
      .asTenant(attacker.id, async (tx) => {
        const text = `update ${name} set org_id = org_id where org_id = $1 returning 1 as one`;
        const rows = await tx.run({ name: `probe_change_${name}`, text }, [victim.org.id]);
        throw new ProbeOver(rows.length);
      })
      .catch((error: unknown) => (error instanceof ProbeOver ? error.rows : 0));
    if ((seen[0]?.count ?? 0) > 0 || changed > 0) open.push(name);
  }
  return open;
}

/** Ends a probing transaction so that nothing it did is kept. */
class ProbeOver extends Error {
  readonly rows: number;

  constructor(rows: number) {
    super('the probe is over');
    this.rows = rows;
  }
}

export function tenantTables(world: World): Promise<{ name: string }[]> {
  return world.test.asOwner<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
  );
}

/** A fingerprint of every row of the victim, to see that nothing was changed. */
export async function fingerprint(world: World, orgId: string): Promise<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const { name } of await tenantTables(world)) {
    const [row] = await world.test.asOwner<{ mark: string | null }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as mark from ${name} t where org_id = $1`,
      [orgId],
    );
    marks[name] = row?.mark ?? '';
  }
  return marks;
}

async function credentialsOf(victim: Victim, attacker: WorldOrganization): Promise<[string, Request][]> {
  const aims = { 'stepwell-organization': victim.org.slug };
  const asTest = { 'stepwell-environment': 'test' };
  return [
    ['owner', { session: attacker.session }],
    ['owner in test', { session: attacker.session, environment: 'test' }],
    ['owner naming the victim', { session: attacker.session, headers: aims }],
    ['viewer', { session: await attacker.sessionOf('viewer') }],
    ['member', { session: await attacker.sessionOf('member') }],
    [
      'admin in test naming the victim',
      { session: await attacker.sessionOf('admin'), headers: { ...aims, ...asTest } },
    ],
    ['live key', { bearer: attacker.keys.live }],
    ['test key', { bearer: attacker.keys.test }],
    ['live key naming the victim', { bearer: attacker.keys.live, headers: aims }],
    ['participant of the same name', { bearer: await attacker.token(PERSON) }],
    ['participant naming the victim', { bearer: await attacker.token(PERSON), headers: aims }],
    ['participant of the same name in test', { bearer: await attacker.token(PERSON, {}, 'test'), environment: 'test' }],
    ['viewer in test', { session: await attacker.sessionOf('viewer'), environment: 'test' }],
    ['cookie that was made up', { session: 'A'.repeat(43) }],
    ['forged token', { bearer: `${(await victim.org.token(PERSON)).slice(0, -4)}AAAA`, headers: aims }],
    ['unsigned in live', { headers: { ...aims, 'stepwell-participant': PERSON } }],
    ['nobody', {}],
    ['nobody in test', { headers: asTest }],
  ];
}

function combinations(victim: Victim, route: Route): Record<string, string>[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return names.reduce<Record<string, string>[]>(
    (all, name) => {
      const isStep = name === 'key' && route.path.includes('/steps/');
      const values = (isStep ? victim.ids.step : victim.ids[name]) ?? ['unknown'];
      return all.flatMap((params) => values.map((value) => ({ ...params, [name]: value })));
    },
    [{}],
  );
}

/** Queries and bodies that aim at the victim's things. */
function requestVariants(route: Route): Request[] {
  const names = Object.keys(route.query?.shape ?? {});
  const all = { participant: PERSON, flow: SECRET_FLOW, q: 'canary', from: 'draft', to: '1', limit: 100 };
  const aimed = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  const body = BODIES[route.id];
  const bodies = route.body ? (body ?? [{}]) : [undefined];
  const queries = Object.keys(aimed).length > 0 ? [{}, aimed] : [{}];
  return bodies.flatMap((one) => queries.map((query) => ({ query, ...(one === undefined ? {} : { body: one }) })));
}

const BODIES: Readonly<Record<string, readonly object[]>> = {
  updateStep: [
    { move: 'start', row_version: 1 },
    { move: 'save', row_version: 2, answers: { link: 'x' } },
  ],
  completeStep: [{}],
  reviewStep: [{ decision: 'approve' }, { decision: 'reset', flow: SECRET_FLOW }],
  createParticipantLink: [{ flow: SECRET_FLOW }, { flow: 'start' }],
  snoozeOnboarding: [{ minutes: 10 }],
  switchOnboardingOff: [{ reason: 'taken over' }, { reason: 'taken over', capability: 'payouts.request' }],
  releaseKillSwitch: [{ reason: 'taken over' }],
  switchInstallationOff: [{ reason: 'taken over' }],
  releaseInstallationKillSwitch: [{ reason: 'taken over' }],
  updateFlag: [{ name: 'taken over', description: null, definition: SAMPLE_FLAG, row_version: 1 }],
  startRollout: [{ stages: [{ percentage: 100, hold_minutes: 1 }] }],
  resumeRollout: [{ from: 'paused' }, { from: 'stepped_back' }],
  reportOutcomes: [{ outcomes: [{ targeting_key: PERSON, succeeded: false }] }],
  evaluateFlag: [{}, { context: { targetingKey: PERSON } }],
  evaluateFlags: [{}, { context: { targetingKey: PERSON } }],
  checkGates: [{ capabilities: ['payouts.request'] }],
  putParticipant: [{ market: 'US' }],
  saveDraft: [{ definition: SAMPLE_FLOW, row_version: 1 }],
  dryRunFlow: [{ environment: 'live' }, { environment: 'test' }],
  publishFlow: [{ environment: 'live', row_version: 1 }],
  updateFlow: [{ name: 'taken over' }],
  computeFunnel: [{ stages: [{ key: 'a', events: ['journey.started'] }], flow: SECRET_FLOW }],
  receiveStepWebhook: [
    { id: 'x', source: 'id-check', participant: PERSON, step: 'identity', outcome: 'done', flow: SECRET_FLOW },
  ],
};
