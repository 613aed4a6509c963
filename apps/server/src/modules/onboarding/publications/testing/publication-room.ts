import type { JourneyState, StepRecord, StoredStepState } from '@stepwell/engine';
import { compileFlow, progressOf } from '@stepwell/engine';
import { type FixedClock, fixedClock } from '../../../../platform/clock/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { type IdSource, sequentialIds } from '../../../../platform/ids/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../../testing/template-database.ts';
import { createEventLog, keepPartitionsAhead } from '../../../insight/events/index.ts';
import { createAuditWriter } from '../../../protection/audit/index.ts';
import { type Caller, createFlowsModule, type FlowDoor, type NewFlow } from '../../flows/index.ts';
import { createJourneyStore, type JourneyStore } from '../../journeys/index.ts';
import { createPublicationsModule } from '../module.ts';
import type { PublicationDependencies, PublicationService, PublicationView } from '../service.ts';
import { DAY_MS, FIRST, MARKETS_OF_PEOPLE, START, STATES_BY_STEP } from './marketplace-versions.ts';

export const ORG = '01900000-0000-7000-8000-0000000000aa';
export const OTHER_ORG = '01900000-0000-7000-8000-0000000000bb';
export const FLOW = 'marketplace';

export type PublicationRoom = {
  readonly db: TestDatabase;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly ids: IdSource;
  readonly flows: FlowDoor;
  readonly journeys: JourneyStore;
  readonly publications: PublicationService;
  readonly caller: Caller;
  /** The same rooms as another process would have them, e.g. after a crash. */
  reopened(change?: Partial<PublicationDependencies>): PublicationService;
  /** Saves the draft and answers its row version. */
  draft(definition: NonNullable<NewFlow['definition']>): Promise<number>;
  /** Saves and publishes; with `isMoved` also moves the journeys. */
  publish(
    definition: NonNullable<NewFlow['definition']>,
    more?: { mode?: PublicationView['mode']; environment?: 'live' | 'test'; isMoved?: boolean },
  ): Promise<PublicationView>;
  rollBack(publicationId: string): Promise<PublicationView>;
  /** Adds journeys in as many different states, on the version that is live. */
  addJourneys(count: number, more?: { environment?: 'live' | 'test'; prefix?: string }): Promise<void>;
  close(): Promise<void>;
};

/** The room on a database of its own, with the first version of a flow live in both environments. */
export async function openPublicationRoom(batchSize = 7): Promise<PublicationRoom> {
  const clock = fixedClock(START);
  const ids = sequentialIds();
  const db = await createTestDatabase({ clock });
  const { database } = db;
  await db.asOwner(
    `insert into organizations (id, slug, name, created_at) values ($1, 'acme', 'Acme', now()), ($2, 'globex', 'Globex', now())`,
    [ORG, OTHER_ORG],
  );
  await keepPartitionsAhead({ database, clock });
  const audit = createAuditWriter({ clock, ids });
  const { flows } = createFlowsModule({ database, clock, ids, audit });
  const journeys = createJourneyStore();
  const deps = { database, clock, ids, audit, flows, journeys, events: createEventLog({ ids }), batchSize };
  const { publications } = createPublicationsModule(deps);
  const caller: Caller = { orgId: ORG, environment: 'live', actorKind: 'member', actorId: null };
  const room: PublicationRoom = {
    db,
    database,
    clock,
    ids,
    flows,
    journeys,
    publications,
    caller,
    reopened: (change = {}) => createPublicationsModule({ ...deps, ...change }).publications,
    async draft(definition) {
      const { row_version: rowVersion } = await flows.draft(caller, FLOW);
      return (await flows.saveDraft(caller, FLOW, { definition, rowVersion })).row_version;
    },
    async publish(definition, { mode = 'carry', environment = 'live', isMoved = true } = {}) {
      const rowVersion = await room.draft(definition);
      const { id } = await publications.publish(caller, FLOW, { environment, mode, rowVersion });
      if (isMoved) await publications.continuePublication(ORG, id);
      return publications.publication(caller, FLOW, id);
    },
    async rollBack(id) {
      await publications.rollBack(caller, FLOW, id);
      await publications.continuePublication(ORG, id);
      return publications.publication(caller, FLOW, id);
    },
    addJourneys: (count, more) => addJourneys(room, count, more),
    close: () => db.drop(),
  };
  await flows.createFlow(caller, { key: FLOW, name: 'Marketplace', definition: FIRST });
  await room.publish(FIRST);
  await room.publish(FIRST, { environment: 'test' });
  return room;
}

async function addJourneys(
  { database, flows, journeys, ids, clock }: PublicationRoom,
  count: number,
  { environment = 'live', prefix = 'person' }: { environment?: 'live' | 'test'; prefix?: string } = {},
): Promise<void> {
  await database.asTenant(ORG, async (tx) => {
    const version = await flows.liveVersion(tx, environment, FLOW);
    if (!version) throw new Error('nothing is live');
    const people = Array.from({ length: count }, (_, index) => ({ id: ids.next(), index }));
    const market = (index: number) => MARKETS_OF_PEOPLE[index % MARKETS_OF_PEOPLE.length] ?? null;
    await tx.run(
      {
        name: 'add_people',
        text: `insert into participants (id, org_id, environment, external_id, market, traits, created_at)
          select p.id, $1, $2, p.external_id, p.market, jsonb_build_object('index', p.at - 1), $3 from unnest($4::uuid[], $5::text[], $6::text[]) with ordinality as p (id, external_id, market, at)`,
      },
      [
        ORG,
        environment,
        clock.now(),
        people.map(({ id }) => id),
        people.map(({ index }) => `${prefix}-${index}`),
        people.map(({ index }) => market(index)),
      ],
    );
    const added = people.map(({ id, index }) => ({
      id: ids.next(),
      environment,
      participantId: id,
      version,
      state: stateNumber(index, { market: market(index), role: null, traits: { index } }, version.compiled),
      lastActivityAt: new Date(Date.parse(START) - (index % 5) * DAY_MS),
    }));
    await journeys.add(tx, added);
  });
}

/** The states that the steps can be in, combined: the digits of the number in a mixed radix. */
export function stateNumber(
  number: number,
  subject: JourneyState['subject'],
  compiled = compileFlow(FIRST),
): JourneyState {
  let rest = number;
  const steps = compiled.steps.map(({ key }) => {
    const states = STATES_BY_STEP[key] ?? ['todo'];
    const state = states[rest % states.length] ?? 'todo';
    rest = Math.floor(rest / states.length);
    return recordIn(key, state, number);
  });
  const startedAtMs = Date.parse(START) - 30 * DAY_MS;
  const journey = {
    subject,
    startedAtMs,
    completedAtMs: null,
    steps: Object.fromEntries(steps.map((step) => [step.key, step])),
  };
  const { isComplete } = progressOf(compiled, journey);
  return { ...journey, completedAtMs: isComplete ? startedAtMs + 5 * DAY_MS : null };
}

function recordIn(key: string, state: StoredStepState, number: number): StepRecord {
  const isTouched = state !== 'todo';
  const at = Date.parse(START) - 20 * DAY_MS + number * 1_000;
  return {
    key,
    state,
    rowVersion: isTouched ? 2 + (number % 3) : 1,
    answers: isTouched && (key === 'profile' || key === 'piece') ? { name: `Name ${number}` } : null,
    reason: state === 'rejected' ? 'Too dark' : null,
    startedAtMs: isTouched ? at : null,
    submittedAtMs: state === 'submitted' || state === 'rejected' ? at + 60_000 : null,
    doneAtMs: state === 'done' ? at + 120_000 : null,
  };
}

/** Every journey with every step, for comparing whole states of the database. */
export async function journeysIn(db: TestDatabase, without: readonly string[] = []): Promise<unknown[]> {
  const dropped = (alias: string) => `to_jsonb(${alias}) - '{${without.join(',')}}'::text[]`;
  return db.asOwner(
    `select ${dropped('j')} as journey,
       (select jsonb_agg(${dropped('s')} order by s.step_key) from journey_steps s where s.journey_id = j.id) as steps
     from journeys j order by j.id`,
  );
}
