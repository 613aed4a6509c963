import { getOnboarding, updateStep } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { createWorld, type Reply, type World, type WorldOrganization } from '../../../testing/world.ts';

const WRITERS = 50;

let world: World;
let org: WorldOrganization;

beforeAll(async () => {
  world = await createWorld({ poolSize: 10 });
  org = await world.organization('busy');
  await org.publish('start', SAMPLE_FLOW);
});
afterAll(() => world.drop());

async function prepared(externalId: string) {
  const bearer = await org.token(externalId);
  await world.send(getOnboarding, { bearer });
  const step = async (key: string) =>
    (await world.send(getOnboarding, { bearer })).body.data.steps.find((one: { key: string }) => one.key === key);
  const save = (rowVersion: number, link: string): Promise<Reply> =>
    world.send(updateStep, {
      bearer,
      params: { key: 'sample' },
      body: { move: 'save', row_version: rowVersion, answers: { link } },
    });
  return { bearer, step, save };
}

async function eventsOf(externalId: string): Promise<number> {
  const [row] = await world.test.asOwner<{ count: number }>(
    `select count(*)::int as count from onboarding_events e join participants p on p.id = e.participant_id
     where p.external_id = $1 and e.name = 'step.saved'`,
    [externalId],
  );
  return row?.count ?? 0;
}

describe('fifty writers of one journey', () => {
  it('with the same row version: one wins, all others are told the current state', async () => {
    const { step, save } = await prepared('same-version');
    const replies = await Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => save(1, `https://example.com/${writer}`)),
    );
    const won = replies.filter((reply) => reply.status === 200);
    const refused = replies.filter((reply) => reply.status === 409);
    expect(won).toHaveLength(1);
    expect(refused).toHaveLength(WRITERS - 1);
    expect(new Set(refused.map((reply) => `${reply.body.code} ${reply.body.details.row_version}`))).toEqual(
      new Set(['row_version_stale 2']),
    );
    expect((await step('sample')).row_version).toBe(2);
    expect(await eventsOf('same-version')).toBe(1);
  });

  it('that look and try again: every one gets through and none overwrites another', async () => {
    const { step, save } = await prepared('retrying');
    const write = async (writer: number): Promise<void> => {
      for (;;) {
        const { row_version: version } = await step('sample');
        const reply = await save(version, `https://example.com/${writer}`);
        if (reply.status === 200) return;
        expect(reply.body.code).toBe('row_version_stale');
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    expect((await step('sample')).row_version).toBe(1 + WRITERS);
    expect(await eventsOf('retrying')).toBe(WRITERS);
    const [stored] = await world.test.asOwner<{ revision: number }>(
      `select j.revision from journeys j join participants p on p.id = j.participant_id where p.external_id = 'retrying'`,
    );
    expect(stored?.revision).toBe(WRITERS);
  });

  it('on different steps at once: both are kept and progress counts both', async () => {
    const { bearer } = await prepared('two-steps');
    const complete = (key: string, rest: object) =>
      world.send(updateStep, { bearer, params: { key }, body: { move: 'complete', row_version: 1, ...rest } });
    const [welcome, terms] = await Promise.all([
      complete('welcome', {}),
      complete('terms', { terms_version: '2026-01' }),
    ]);
    expect([welcome.status, terms.status]).toEqual([200, 200]);
    const journey = (await world.send(getOnboarding, { bearer })).body.data;
    expect(journey.progress).toMatchObject({ steps_done: 2, percent: 20 });
  });
});

describe('writers in two applications', () => {
  it('lose no update and repeat none', async () => {
    const other = await world.neighbour();
    const { bearer, step } = await prepared('two-processes');
    const send = (at: number, version: number) =>
      (at % 2 === 0 ? world.http : other).inject({
        method: 'PATCH',
        url: '/api/v1/onboarding/steps/sample',
        headers: { authorization: `Bearer ${bearer}` },
        payload: { move: 'save', row_version: version, answers: { link: `https://example.com/${at}` } },
      });
    const write = async (at: number): Promise<void> => {
      for (;;) {
        const { row_version: version } = await step('sample');
        const reply = await send(at, version);
        if (reply.statusCode === 200) return;
        expect([409, 503]).toContain(reply.statusCode);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, at) => write(at)));
    expect((await step('sample')).row_version).toBe(21);
    expect(await eventsOf('two-processes')).toBe(20);
    await other.close();
  });
});
