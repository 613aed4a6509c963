import { csrfTokenIn } from '@stepwell/contract/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { testServer } from '../testing/template-database.ts';

/** The whole life of a publication over 2,000 journeys, with real processes: one run is left alone, one is killed. */

type Figures = Record<string, number>;
const FLOW = '/api/v1/flows/creator';

let admin: pg.Client;
let url: (name: string) => string;

beforeAll(async () => {
  const { ownerUrl, template } = await testServer();
  url = (name) => Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href;
  admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  for (const name of ['publication_calm', 'publication_killed'])
    await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database publication_calm template ${template} strategy file_copy`);
  const server = await startServerProcess(url('publication_calm'), { DATA_DIR: dataDir() });
  await server.stop();
  await admin.query('create database publication_killed template publication_calm strategy file_copy');
}, 120_000);

afterAll(async () => {
  for (const name of ['publication_calm', 'publication_killed'])
    await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

let sharedDataDir: string | undefined;
function dataDir(): string {
  sharedDataDir ??= `${process.env.TMPDIR ?? '/tmp'}/stepwell-publication-${process.pid}`;
  return sharedDataDir;
}

describe('publishing over 2,000 journeys', () => {
  it('does what the dry run said, also when it is killed in the middle, and can be taken back', {
    timeout: 240_000,
  }, async () => {
    const before = await snapshot('publication_calm');
    expect(before.size).toBe(2_000);
    const calm = await published('publication_calm', { kill: false });
    const killed = await published('publication_killed', { kill: true });

    expect(calm.counts).toEqual(calm.dryRun);
    expect(killed.counts).toEqual(killed.dryRun);
    expect(killed.wasInterrupted).toBe(true);
    expect(calm.dryRun.total).toBe(2_000);
    expect(calm.dryRun.regresses).toBeGreaterThan(0);
    expect(await snapshot('publication_killed')).toEqual(await snapshot('publication_calm'));
    expect(await snapshot('publication_calm')).not.toEqual(before);

    await rolledBack('publication_killed', killed.publicationId);
    expect(await snapshot('publication_killed')).toEqual(before);
  });
});

async function published(name: string, { kill }: { kill: boolean }) {
  let server = await startServerProcess(url(name), { DATA_DIR: dataDir() });
  const session = await signIn(server);
  const draft = (await call(server, session, 'GET', `${FLOW}/draft`)).data;
  const definition = {
    ...draft.definition,
    steps: [
      ...draft.definition.steps.map((step: { key: string }) =>
        step.key === 'content_policy'
          ? { ...step, document: { version: '2027-01', body: { en: 'New rules.', fr: 'Nouvelles règles.' } } }
          : step,
      ),
      {
        kind: 'info',
        key: 'farewell',
        title: { en: 'One more thing', fr: 'Encore une chose' },
        body: { en: 'Read this.', fr: 'Lisez ceci.' },
        required: true,
        skippable: false,
        weight: 5,
        estimated_minutes: 1,
        roles: [],
        markets: ['*'],
        requires: [],
      },
    ],
  };
  const saved = (await call(server, session, 'PUT', `${FLOW}/draft`, { definition, row_version: draft.row_version }))
    .data;
  const dryRun: Figures = (
    await call(server, session, 'POST', `${FLOW}/dry-run`, { environment: 'live', mode: 'carry' })
  ).data.counts;
  const publication = (
    await call(server, session, 'POST', `${FLOW}/publish`, {
      environment: 'live',
      mode: 'carry',
      row_version: saved.row_version,
    })
  ).data;
  let wasInterrupted = false;
  if (kill) {
    const migrated = await migratedOnce(name, publication.id);
    await server.kill();
    const left = await migratedNow(name, publication.id);
    wasInterrupted = migrated > 0 && left.state === 'migrating' && left.migrated < 2_000;
    server = await startServerProcess(url(name), { DATA_DIR: dataDir() });
  }
  const done = await waitFor(server, kill ? await signIn(server) : session, publication.id, 'done');
  await server.stop();
  return { dryRun, counts: done.counts as Figures, wasInterrupted, publicationId: publication.id as string };
}

async function rolledBack(name: string, publicationId: string): Promise<void> {
  const server = await startServerProcess(url(name), { DATA_DIR: dataDir() });
  const session = await signIn(server);
  await call(server, session, 'POST', `${FLOW}/publications/${publicationId}/roll-back`);
  await waitFor(server, session, publicationId, 'rolled_back');
  await server.stop();
}

async function waitFor(server: ServerProcess, session: string, id: string, state: string) {
  for (let look = 0; look < 600; look += 1) {
    const { data } = await call(server, session, 'GET', `${FLOW}/publications/${id}`);
    if (data.state === state) return data;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the publication did not become ${state}: ${server.output()}`);
}

/** What everybody has done and how far they are; the versions of rows and the times of writing left aside. */
async function snapshot(name: string): Promise<Map<string, string>> {
  return withClient(name, async (client) => {
    const { rows } = await client.query<{ external_id: string; state: string }>(
      `select p.external_id, concat_ws(' ', j.percent, j.next_step, j.completed_at, j.started_at,
         (select string_agg(concat_ws(':', s.step_key, s.state, s.answers, s.reason, s.done_at, s.submitted_at, s.applicable), '|' order by s.step_key)
            from journey_steps s where s.journey_id = j.id)) as state
       from journeys j join participants p on p.id = j.participant_id join flows f on f.id = j.flow_id
       where f.key = 'creator' and j.environment = 'live' order by 1`,
    );
    return new Map(rows.map((row) => [row.external_id, row.state]));
  });
}

async function migratedNow(name: string, id: string): Promise<{ state: string; migrated: number }> {
  return withClient(name, async (client) => {
    const { rows } = await client.query('select state, journeys_migrated as migrated from publications where id = $1', [
      id,
    ]);
    return rows[0];
  });
}

async function migratedOnce(name: string, id: string): Promise<number> {
  return withClient(name, async (client) => {
    for (let look = 0; look < 10_000; look += 1) {
      const { rows } = await client.query<{ migrated: number }>(
        'select journeys_migrated as migrated from publications where id = $1',
        [id],
      );
      if ((rows[0]?.migrated ?? 0) > 0) return rows[0]?.migrated ?? 0;
    }
    return 0;
  });
}

async function withClient<T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url(name) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function signIn(server: ServerProcess): Promise<string> {
  const reply = await fetch(`${server.url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ines@atelier.example', password: 'walk down to water' }),
  });
  const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length < 2) throw new Error(`signing in failed: ${await reply.text()}`);
  return cookies.join('; ');
}

async function call(server: ServerProcess, session: string, method: string, path: string, body?: object) {
  const reply = await fetch(server.url + path, {
    method,
    headers: {
      cookie: session,
      'x-csrf-token': csrfTokenIn(session) ?? '',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}
