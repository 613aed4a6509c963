import { setTimeout } from 'node:timers/promises';
import { csrfTokenIn } from '@stepwell/contract/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { testServer } from '../testing/template-database.ts';

/** Three real processes over one database, each of which remembers a session for five seconds. */

const DATABASE = 'revocation_everywhere';
const REMEMBERED_MS = 5_000;
/** Between two looks at a process, and for the answer itself. */
const SLACK_MS = 1_000;
const ALL = [true, true, true];
const PERSON = { email: 'sam@northwind.example', password: 'walk down to water' };

let admin: pg.Client;
let owner: pg.Client;
let servers: ServerProcess[] = [];

beforeAll(async () => {
  const { ownerUrl, template } = await testServer();
  const url = Object.assign(new URL(ownerUrl), { pathname: `/${DATABASE}` }).href;
  admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE} template ${template} strategy file_copy`);
  const key = { SECRET_KEY: Buffer.alloc(32, 5).toString('base64'), BREACH_CHECK_URL: 'off' };
  const first = await startServerProcess(url, key);
  servers = [first, ...(await Promise.all([startServerProcess(url, key), startServerProcess(url, key)]))];
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await owner.end();
  await admin.query(`drop database ${DATABASE} with (force)`);
  await admin.end();
});

describe('what is revoked in one process', () => {
  it('is useless in all of them: a stolen cookie', { timeout: 60_000 }, async () => {
    const [stolen, own] = [await signIn(processAt(0)), await signIn(processAt(1))];
    await inAll(stolen.headers, 200);
    const revoked = await call(processAt(0), own.headers, 'DELETE', `/api/v1/me/sessions/${stolen.id}`);
    expect(revoked.status).toBe(204);
    expect(await refusedBy(stolen.headers, REMEMBERED_MS + SLACK_MS)).toEqual(ALL);
    await inAll(own.headers, 200);
  });

  it('is useless after the five seconds even where nobody was told', { timeout: 60_000 }, async () => {
    const stolen = await signIn(processAt(0));
    await inAll(stolen.headers, 200);
    await owner.query('update sessions set revoked_at = now() where id = $1', [stolen.id]);
    // The control: without the memory running out, it would go on.
    await inAll(stolen.headers, 200);
    expect(await refusedBy(stolen.headers, REMEMBERED_MS + SLACK_MS)).toEqual(ALL);
  });

  it('is useless in all of them: everything made from a refresh token that was used twice', {
    timeout: 60_000,
  }, async () => {
    const tokens = await logIn(processAt(0));
    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    await inAll(bearer, 200);
    const refresh = (at: number) =>
      call(processAt(at), {}, 'POST', '/api/v1/auth/refresh', { refresh_token: tokens.refresh_token });
    const renewed = await refresh(1);
    expect(renewed.status).toBe(200);
    expect(await refresh(2)).toMatchObject({ status: 401, body: { code: 'refresh_token_reused' } });
    expect(await refusedBy(bearer, REMEMBERED_MS + SLACK_MS)).toEqual(ALL);
    expect(
      await refusedBy({ authorization: `Bearer ${renewed.body.data.access_token}` }, REMEMBERED_MS + SLACK_MS),
    ).toEqual(ALL);
  });
});

function processAt(index: number): ServerProcess {
  const found = servers[index];
  if (found === undefined) throw new Error(`there is no process ${index}`);
  return found;
}

async function inAll(headers: Record<string, string>, status: number): Promise<void> {
  const answers = await Promise.all(servers.map((one) => call(one, headers, 'GET', '/api/v1/members')));
  expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
}

/** Asks every process until it refuses, and for no longer than `withinMs`. */
async function refusedBy(headers: Record<string, string>, withinMs: number): Promise<boolean[]> {
  const until = performance.now() + withinMs;
  const refused = async (one: ServerProcess): Promise<boolean> => {
    while (performance.now() < until) {
      if ((await call(one, headers, 'GET', '/api/v1/members')).status === 401) return true;
      await setTimeout(50);
    }
    return false;
  };
  return Promise.all(servers.map(refused));
}

async function signIn(at: ServerProcess) {
  const { status, body, cookie } = await call(at, {}, 'POST', '/api/v1/auth/sign-in', PERSON);
  expect(status).toBe(200);
  return { id: body.data.session.id as string, headers: { cookie, 'x-csrf-token': csrfTokenIn(cookie) ?? '' } };
}

async function logIn(at: ServerProcess): Promise<{ access_token: string; refresh_token: string }> {
  const { status, body } = await call(at, {}, 'POST', '/api/v1/auth/login', PERSON);
  expect(status).toBe(200);
  return body.data;
}

async function call(at: ServerProcess, headers: Record<string, string>, method: string, path: string, sent?: unknown) {
  const response = await fetch(at.url + path, {
    method,
    headers: { ...headers, ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  const text = await response.text();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const cookie = cookies.join('; ');
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), cookie };
}
