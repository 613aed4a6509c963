import { getOverview } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, WORLD_PASSWORD, type World } from '../../testing/world.ts';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { assertDemoFits, demoFacts, seedDemo } from './seed.ts';
import { welcome } from './welcome.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

async function everything(of: World): Promise<string> {
  const [row] = await of.test.asOwner<{ mark: string }>(
    `select md5(string_agg(concat_ws(' ', p.external_id, p.display_name, p.traits, j.percent, j.started_at, j.completed_at, e.all), '|' order by p.external_id)) as mark
     from participants p join journeys j on j.participant_id = p.id
     join lateral (select string_agg(concat_ws(' ', name, step_key, occurred_at, percent), ',' order by occurred_at, ordinal, id) as all
       from onboarding_events where participant_id = p.id) e on true`,
  );
  return row?.mark ?? '';
}

describe('the demo data', () => {
  it('is for trying out, never for production', () => {
    expect(() => assertDemoFits({ NODE_ENV: 'production' })).toThrow(/NODE_ENV: the demo organizations/);
    expect(() => assertDemoFits({ NODE_ENV: 'development' })).not.toThrow();
  });

  it('is added once, and is taken up again where it was broken off', { timeout: 120_000 }, async () => {
    const said: string[] = [];
    expect(await seedDemo(world.application, (message) => said.push(message))).toBe(true);
    expect(said).toHaveLength(2);
    const all = await everything(world);
    expect(await seedDemo(world.application, () => {})).toBe(false);
    await world.test.asOwner(
      `delete from onboarding_events where participant_id in (select id from participants where external_id > 'team-0040')`,
    );
    await world.test.asOwner(
      `delete from journeys where participant_id in (select id from participants where external_id > 'team-0040')`,
    );
    await world.test.asOwner(`delete from participants where external_id > 'team-0040'`);
    expect(await seedDemo(world.application, () => {})).toBe(true);
    expect(await everything(world)).toBe(all);
  });

  it('is the same in another installation', { timeout: 120_000 }, async () => {
    const other = await createWorld();
    await seedDemo(other.application, () => {});
    expect(await everything(other)).toBe(await everything(world));
    await other.drop();
  });

  it('keeps the progress that the rules and the database compute', async () => {
    const wrong = await world.test.asOwner('select id from journeys where percent <> journey_percent(id)');
    expect(wrong).toEqual([]);
    const [stages] = await world.test.asOwner<{ none: number; some: number; done: number }>(
      `select count(*) filter (where percent = 0)::int as none, count(*) filter (where percent between 1 and 99)::int as some,
         count(*) filter (where completed_at is not null)::int as done from journeys`,
    );
    expect(Math.min(stages?.none ?? 0, stages?.some ?? 0, stages?.done ?? 0)).toBeGreaterThan(50);
  });

  it('can be signed in to as it says', async () => {
    const facts = await demoFacts(world.application, 'http://127.0.0.1:3000');
    expect(facts?.sign_ins.map((one) => one.organization)).toEqual(DEMO_ORGANIZATIONS.map((demo) => demo.name));
    const [first] = facts?.sign_ins ?? [];
    const answer = await world.http.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in',
      payload: { email: first?.email, password: first?.password },
    });
    expect(answer.statusCode).toBe(200);
    expect(first?.password).not.toBe(WORLD_PASSWORD);
    const session = answer.cookies[0]?.value;
    const overview = await world.send(getOverview, { session });
    expect(overview.body.data.participants).toBe(2_000);
    expect(overview.body.data.waiting_for_review).toBeLessThan(200);
    expect(facts?.hosted[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/o\/atelier\/creator#token=/);
    expect(() => welcome(facts, 'http://127.0.0.1:3000')).not.toThrow();
  });
});
