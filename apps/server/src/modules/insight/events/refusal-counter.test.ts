import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/template-database.ts';
import { fixedClock } from '../../../platform/clock/index.ts';
import { type Database, type Log, silentLog } from '../../../platform/database/index.ts';
import { sequentialIds } from '../../../platform/ids/index.ts';
import { createEventLog, createRefusalCounter, type GateRefusal, keepPartitionsAhead } from './index.ts';

const ORG = '01900000-0000-7000-8000-00000000aaaa';
const OTHER_ORG = '01900000-0000-7000-8000-00000000bbbb';
const SOMEBODY = '01900000-0000-7000-8000-0000000000cc';
const FOREVER_MS = 3_600_000;
const clock = fixedClock('2026-03-15T23:59:59.000Z');
const eventLog = createEventLog({ ids: sequentialIds() });
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase({ clock });
  await keepPartitionsAhead({ database: test.database, clock });
});
afterAll(() => test.drop());

function counter(
  options: { maxEvents?: number; database?: Pick<Database, 'asTenant'>; log?: Log; flushMs?: number } = {},
) {
  return createRefusalCounter({
    database: test.database,
    eventLog,
    clock,
    log: silentLog,
    flushMs: FOREVER_MS,
    ...options,
  });
}
const refusal = (capability: string, rest: Partial<GateRefusal> = {}): GateRefusal => ({
  orgId: ORG,
  environment: 'live',
  capability,
  stepKeys: ['profile', 'payout'],
  route: 'GET /api/v1/gates/{capability}',
  participantId: SOMEBODY,
  ...rest,
});
const countsOf = (capability: string) =>
  test.asOwner<{ org_id: string; day: string; step_key: string; count: number }>(
    'select org_id, day::text, step_key, count::int from gate_refusals where capability = $1 order by org_id, day, step_key',
    [capability],
  );
const eventsOf = (capability: string) =>
  test.asOwner<{ step_key: string; properties: object; occurred_at: Date }>(
    `select step_key, properties, occurred_at from onboarding_events where properties ->> 'capability' = $1 order by id`,
    [capability],
  );

describe('counting refusals', () => {
  it('adds up by day, step and route over several writes, each organization for itself', async () => {
    const refusals = counter();
    refusals.record(refusal('a'));
    refusals.record(refusal('a', { orgId: OTHER_ORG, stepKeys: ['terms'] }));
    await refusals.flush();
    refusals.record(refusal('a', { stepKeys: ['profile'] }));
    clock.advance(1_000);
    refusals.record(refusal('a', { stepKeys: ['profile'] }));
    await refusals.stop();
    expect(await countsOf('a')).toEqual([
      { org_id: ORG, day: '2026-03-15', step_key: 'payout', count: 1 },
      { org_id: ORG, day: '2026-03-15', step_key: 'profile', count: 2 },
      { org_id: ORG, day: '2026-03-16', step_key: 'profile', count: 1 },
      { org_id: OTHER_ORG, day: '2026-03-15', step_key: 'terms', count: 1 },
    ]);
  });

  it('leaves one event for each refusal of somebody known, with what was missing', async () => {
    const refusals = counter();
    refusals.record(refusal('b'));
    refusals.record(refusal('b', { participantId: undefined }));
    await refusals.stop();
    expect(await eventsOf('b')).toEqual([
      {
        step_key: 'profile',
        occurred_at: clock.now(),
        properties: { capability: 'b', route: 'GET /api/v1/gates/{capability}', steps: ['profile', 'payout'] },
      },
    ]);
    expect((await countsOf('b')).map(({ count }) => count)).toEqual([2, 2]);
  });

  it('writes by itself within the interval', async () => {
    const refusals = counter({ flushMs: 20 });
    refusals.record(refusal('c'));
    await expect.poll(() => countsOf('c'), { timeout: 10_000 }).toHaveLength(2);
    await refusals.stop();
  });

  it('keeps counting when there are more events than it may hold, drops those and says so', async () => {
    const warnings: object[] = [];
    const refusals = counter({ maxEvents: 3, log: { ...silentLog, warn: (fields) => warnings.push(fields) } });
    for (let times = 0; times < 10; times += 1) refusals.record(refusal('d'));
    await refusals.stop();
    expect(await eventsOf('d')).toHaveLength(3);
    expect((await countsOf('d')).map(({ count }) => count)).toEqual([10, 10]);
    expect(warnings).toEqual([{ dropped: 7 }]);
  });

  it('keeps what it could not write for the next time', async () => {
    let isDown = true;
    const asTenant: Database['asTenant'] = (orgId, work) =>
      isDown ? Promise.reject(new Error('down')) : test.database.asTenant(orgId, work);
    const refusals = counter({ database: { asTenant } });
    refusals.record(refusal('e'));
    await refusals.flush();
    expect(await countsOf('e')).toEqual([]);
    isDown = false;
    refusals.record(refusal('e'));
    await refusals.stop();
    expect((await countsOf('e')).map(({ count }) => count)).toEqual([2, 2]);
    expect(await eventsOf('e')).toHaveLength(2);
  });
});
