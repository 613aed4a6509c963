import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CommitFate, type DatabaseProxy, startDatabaseProxy } from '../testing/database-proxy.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { testServer } from '../testing/template-database.ts';

/** Requests with an Idempotency-Key to a real process: a hundred at once, and with the process killed around the commit. */

const DATABASE = 'idempotency_kill';
const PERSON = { email: 'sam@northwind.example', password: 'walk down to water' };
const SETTINGS = { SECRET_KEY: Buffer.alloc(32, 5).toString('base64'), BREACH_CHECK_URL: 'off' };
/** The statement that makes what the requests ask for. */
const EFFECT = 'api_keys_insert';

let admin: pg.Client;
let owner: pg.Client;
let proxy: DatabaseProxy;
let server: ServerProcess;

beforeAll(async () => {
  const { ownerUrl, template } = await testServer();
  const url = Object.assign(new URL(ownerUrl), { pathname: `/${DATABASE}` }).href;
  admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE} template ${template} strategy file_copy`);
  proxy = await startDatabaseProxy(url);
  server = await startServerProcess(proxy.url, SETTINGS);
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
}, 120_000);

afterEach(() => owner.query('update api_keys set revoked_at = now() where revoked_at is null'));

afterAll(async () => {
  await server.stop();
  await proxy.close();
  await owner.end();
  await admin.query(`drop database ${DATABASE} with (force)`);
  await admin.end();
});

describe('a hundred requests at once', () => {
  it('have one effect under one key, and every answer is the same to the byte', { timeout: 60_000 }, async () => {
    const bearer = await logIn();
    const answers = await Promise.all(Array.from({ length: 100 }, () => answered(bearer, 'crowd', 'crowd')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(await made('crowd')).toBe(1);
  });

  it('have as many effects without a key', { timeout: 60_000 }, async () => {
    const bearer = await logIn();
    await Promise.all(Array.from({ length: 5 }, () => answered(bearer, 'alone')));
    expect(await made('alone')).toBe(5);
  });
});

describe('a request whose process is killed', () => {
  it('after the commit and before the answer is answered from what was kept', { timeout: 60_000 }, async () => {
    await killedAround('answer lost', 'lost', 'lost');
    expect(await made('lost')).toBe(1);
    const again = await answered(await logIn(), 'lost', 'lost');
    expect([again.status, again.isReplay, await made('lost')]).toEqual([201, true, 1]);
  });

  it('before the commit has done nothing, and is done when it is sent again', { timeout: 60_000 }, async () => {
    await killedAround('never arrives', 'undone', 'undone');
    expect(await made('undone')).toBe(0);
    const again = await answered(await logIn(), 'undone', 'undone');
    expect([again.status, again.isReplay, await made('undone')]).toEqual([201, false, 1]);
  });

  it('is done twice without a key', { timeout: 60_000 }, async () => {
    await killedAround('answer lost', 'doubled');
    await answered(await logIn(), 'doubled');
    expect(await made('doubled')).toBe(2);
  });
});

async function killedAround(fate: CommitFate, name: string, key?: string): Promise<void> {
  const bearer = await logIn();
  const lost = proxy.loseCommitAfter(EFFECT, fate);
  const outcome = send(bearer, name, key).then(
    ({ status }) => `answered ${status}`,
    () => 'no answer',
  );
  await lost;
  await server.kill();
  expect(await outcome).toBe('no answer');
  server = await startServerProcess(proxy.url, SETTINGS);
}

async function logIn(): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(PERSON),
  });
  const { data } = (await response.json()) as { data: { access_token: string } };
  return data.access_token;
}

type Answer = { readonly status: number; readonly text: string; readonly isReplay: boolean };

/** Sends until it is no longer told to ask again. */
async function answered(bearer: string, name: string, key?: string): Promise<Answer> {
  for (let tries = 0; tries < 200; tries += 1) {
    const response = await send(bearer, name, key);
    const text = await response.text();
    const isReplay = response.headers.get('idempotent-replayed') === 'true';
    if (response.status !== 409) return { status: response.status, text, isReplay };
    expect(JSON.parse(text)).toMatchObject({ code: 'idempotency_key_in_use', retryAfter: 1 });
  }
  throw new Error('the key never came free');
}

function send(bearer: string, name: string, key: string | undefined): Promise<Response> {
  return fetch(`${server.url}/api/v1/api-keys`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ name, environment: 'test', scopes: ['flags:read'] }),
  });
}

async function made(name: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from api_keys where name = $1', [
    name,
  ]);
  return rows[0]?.count ?? 0;
}
