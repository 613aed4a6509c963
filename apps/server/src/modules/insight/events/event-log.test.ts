import { AsyncResource } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/template-database.ts';
import { fixedClock } from '../../../platform/clock/index.ts';
import { sequentialIds } from '../../../platform/ids/index.ts';
import { createEventLog, EVENT_NAMES, keepPartitionsAhead, type NewEvent } from './index.ts';

const ORG = '01900000-0000-7000-8000-00000000aaaa';
const OTHER_ORG = '01900000-0000-7000-8000-00000000bbbb';
const clock = fixedClock('2026-03-15T12:00:00.000Z');
const log = createEventLog({ ids: sequentialIds() });
/** Made outside any transaction: work run in it may open one although a caller has one open. */
const outside = new AsyncResource('outside');
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase({ clock });
  await keepPartitionsAhead({ database: test.database, clock });
});
afterAll(() => test.drop());

const participant = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const started = (participantId: string, at: string, rest: Partial<NewEvent> = {}): NewEvent => ({
  orgId: ORG,
  environment: 'live',
  occurredAt: new Date(at),
  name: EVENT_NAMES.stepStarted,
  participantId,
  ...rest,
});
const append = (events: NewEvent[]) => test.database.asTenant(ORG, (tx) => log.appendEvents(tx, events));
const timeline = (participantId: string, limit: number, cursor?: string, org = ORG) =>
  test.database.asTenant(org, (tx) => log.readTimeline(tx, { participantId, limit, cursor }));

describe('the timeline of a participant', () => {
  it('gives every event back as it was told, newest first', async () => {
    const id = participant(1);
    const full = {
      stepKey: 'profile',
      actor: 'participant',
      fromState: 'todo',
      toState: 'in_progress',
      percent: 40,
      correlationId: 'c-1',
    };
    await append([
      started(id, '2026-03-01T09:00:00.123Z', {
        ...full,
        properties: { fields: ['a', 'b'], n: 1.5 },
        traits: { plan: 'pro' },
        market: 'FR',
      }),
      started(id, '2026-03-02T09:00:00.000Z', { name: EVENT_NAMES.journeySnoozed }),
    ]);
    const { events, nextCursor } = await timeline(id, 10);
    expect(events.map((event) => event.name)).toEqual(['journey.snoozed', 'step.started']);
    expect(events[1]).toMatchObject({
      ...full,
      occurredAt: new Date('2026-03-01T09:00:00.123Z'),
      properties: { fields: ['a', 'b'], n: 1.5 },
    });
    expect(events[0]).toMatchObject({
      stepKey: null,
      percent: null,
      properties: {},
      flowKey: null,
      correlationId: null,
    });
    expect(nextCursor).toBeNull();
  });

  it('pages without a gap or a repeat, also among events of one instant, which keep their order', async () => {
    const id = participant(2);
    const at = [
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ];
    await append(at.map((moment, index) => started(id, moment, { stepKey: `s${index}` })));
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await timeline(id, 2, cursor);
      seen.push(...page.events.map((event) => event.stepKey));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['s4', 's3', 's2', 's1', 's0']);
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(timeline(participant(2), 2, 'bm9wZQ')).rejects.toMatchObject({ code: 'cursor_damaged' });
  });

  it('is empty for another organization', async () => {
    await append([started(participant(3), '2026-03-01T09:00:00.000Z')]);
    expect((await timeline(participant(3), 10, undefined, OTHER_ORG)).events).toEqual([]);
  });
});

describe('adding events', () => {
  it('adds nothing when the transaction is rolled back', async () => {
    const id = participant(4);
    const broken = test.database.asTenant(ORG, async (tx) => {
      await log.appendEvents(tx, [started(id, '2026-03-01T09:00:00.000Z')]);
      throw new Error('changed its mind');
    });
    await expect(broken).rejects.toThrow('changed its mind');
    expect((await timeline(id, 10)).events).toEqual([]);
  });

  it('refuses to write for an organization that is not the transaction’s', async () => {
    const foreign = started(participant(5), '2026-03-01T09:00:00.000Z', { orgId: OTHER_ORG });
    await expect(append([foreign])).rejects.toThrow(/row-level security/);
  });
});

describe('partitions', () => {
  const months = () =>
    test.asOwner<{ name: string }>(
      `select relname as name from pg_class where relispartition and relkind = 'r' order by 1`,
    );

  it('reach from the previous month to three months ahead, and making them again makes none', async () => {
    expect((await months()).map(({ name }) => name)).toEqual([
      'onboarding_events_2026_02',
      'onboarding_events_2026_03',
      'onboarding_events_2026_04',
      'onboarding_events_2026_05',
      'onboarding_events_2026_06',
    ]);
    expect(await keepPartitionsAhead({ database: test.database, clock })).toBe(0);
  });

  it('are made while somebody writes events, without waiting, and once when several ask at the same time', async () => {
    const later = fixedClock('2027-01-10T00:00:00.000Z');
    const made = await test.database.asTenant(ORG, async (tx) => {
      await log.appendEvents(tx, [started(participant(6), '2026-03-01T09:00:00.000Z')]);
      return outside.runInAsyncScope(() =>
        Promise.all([1, 2, 3].map(() => keepPartitionsAhead({ database: test.database, clock: later }))),
      );
    });
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  it('keep tenants apart also when one is read directly', async () => {
    await append([started(participant(7), '2026-03-01T09:00:00.000Z')]);
    const countAs = (org: string) =>
      test.database.asTenant(org, async (tx) => {
        const rows = await tx.run<{ id: string }>({ name: 'direct', text: 'select id from onboarding_events_2026_03' });
        return rows.length;
      });
    expect(await countAs(ORG)).toBeGreaterThan(0);
    expect(await countAs(OTHER_ORG)).toBe(0);
  });
});
