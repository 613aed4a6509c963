import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { csrfTokenIn } from '@stepwell/contract/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationUrl } from '../platform/database/roles.ts';
import { type CutOffProxy, startCutOffProxy } from '../testing/cut-off-proxy.ts';
import { hasRedis, type RedisServer, startRedis } from '../testing/redis-server.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { testServer } from '../testing/template-database.ts';

/**
 * Three real processes over one database. Measured is from the moment at which the switch was asked for until a gate of
 * each process answers by it.
 */

const DATABASE = 'kill_switch_everywhere';
const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const CAPABILITY = 'members.invite';
const SOON_MS = 1_000;
const HEALED_MS = 6_000;
const PERSON = { email: 'sam@northwind.example', password: 'walk down to water' };
/** Takes the looks every five seconds out of a process. */
const NO_POLL = `const real = globalThis.setInterval;
globalThis.setInterval = (hook, ms, ...rest) => real(hook, ms === 5000 ? 2 ** 30 : ms, ...rest);`;

let admin: pg.Client;
let url: string;
let proxy: CutOffProxy;
let settings: Record<string, string>;
let cookie = '';
let key: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  const { ownerUrl, template } = await testServer();
  url = Object.assign(new URL(ownerUrl), { pathname: `/${DATABASE}` }).href;
  admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE} template ${template} strategy file_copy`);
  const { hostname, port } = new URL(ownerUrl);
  proxy = await startCutOffProxy({ host: hostname, port: Number(port) });
  const listenUrl = Object.assign(new URL(applicationUrl(url, undefined)), { hostname: '127.0.0.1', port: proxy.port });
  settings = {
    SECRET_KEY: Buffer.alloc(32, 5).toString('base64'),
    BREACH_CHECK_URL: 'off',
    // Without Redis to count in, a caller would soon have asked often enough for an hour.
    LIMIT_ALLOWED_NETWORKS: '127.0.0.0/8',
    DATABASE_LISTEN_URL: listenUrl.href,
  };
}, 60_000);

afterAll(async () => {
  await stopAll();
  proxy.close();
  await admin.query(`drop database ${DATABASE} with (force)`);
  await admin.end();
});

describe('without Redis', () => {
  beforeAll(() => startThree(), 120_000);
  afterAll(stopAll);

  it('a switch takes effect in every process within a second', { timeout: 120_000 }, async () => {
    proxy.mend();
    const delays = await switched(20, 10, SOON_MS);
    expect(delays).toHaveLength(60);
    expect(p99(delays)).toBeLessThanOrEqual(SOON_MS);
  });

  it('that was made by the command line as well', { timeout: 60_000 }, async () => {
    const command = (verb: string) => {
      const args = [CLI, 'kill-switch', verb, '--org', 'northwind'];
      return stepwell(verb === 'status' ? args : [...args, '--reason', 'By command']);
    };
    expect(await command('on')).toContain('Onboarding of northwind (live) is switched off.');
    expect(await Promise.all(running.map((one) => followed(one, true, 10, SOON_MS)))).not.toContain(undefined);
    expect(await command('status')).toMatch(/^OFF {2}onboarding as a whole, since .*: By command$/m);
    expect(await command('off')).toContain('is switched on again.');
    expect(await Promise.all(running.map((one) => followed(one, false, 10, SOON_MS)))).not.toContain(undefined);
  });

  it('takes effect within six seconds where notifications are cut off; without looking it would not', {
    timeout: 180_000,
  }, async () => {
    const blind = await startServerProcess(url, {
      ...settings,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(NO_POLL)}`,
    });
    running.push(blind);
    proxy.cut();
    const delays: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const isOff = turn % 2 === 0;
      const startedAt = performance.now();
      await flip(processAt(turn % 3), isOff);
      const seen = running.slice(0, 3).map((one) => followed(one, isOff, 100, HEALED_MS, startedAt));
      delays.push(...(await Promise.all(seen)).map((delay) => delay ?? Number.POSITIVE_INFINITY));
      // The control: it neither hears nor looks, and stays as it was when it began.
      expect(await answersOpen(blind)).toBe(false);
      await setTimeout(isOff ? 1_000 : 0);
    }
    expect(delays).toHaveLength(12);
    expect(Math.max(...delays)).toBeLessThanOrEqual(HEALED_MS);
    // They really were deaf: at least one had to wait for its look.
    expect(Math.max(...delays)).toBeGreaterThan(SOON_MS);
  });
});

describe.skipIf(!hasRedis)('with Redis (SKIPPED where redis-server is not installed)', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    proxy.mend();
    redis = await startRedis();
    await startThree({ REDIS_URL: redis.url });
  }, 120_000);
  afterAll(async () => {
    await stopAll();
    await redis.kill();
  });

  it('a switch takes effect within a second although notifications are cut off', { timeout: 120_000 }, async () => {
    proxy.cut();
    const delays = await switched(20, 10, SOON_MS);
    expect(delays).toHaveLength(60);
    expect(p99(delays)).toBeLessThanOrEqual(SOON_MS);
  });

  it('takes effect within six seconds where both are down', { timeout: 120_000 }, async () => {
    proxy.cut();
    await redis.kill();
    const delays = await switched(4, 100, HEALED_MS);
    expect(delays).toHaveLength(12);
    expect(Math.max(...delays)).toBeLessThanOrEqual(HEALED_MS);
    expect(Math.max(...delays)).toBeGreaterThan(SOON_MS);
  });
});

async function startThree(more: Record<string, string> = {}): Promise<void> {
  const start = () => startServerProcess(url, { ...settings, ...more });
  // The first one seeds the demo.
  running.push(await start());
  running.push(...(await Promise.all([start(), start()])));
  cookie = (await call(processAt(0), 'POST', '/api/v1/auth/sign-in', PERSON, {})).cookie;
  const body = { name: 'gates', environment: 'live', scopes: ['gates:read'] };
  key = (await call(processAt(0), 'POST', '/api/v1/api-keys', body)).body.data.secret;
  for (const one of running) expect(await answersOpen(one)).toBe(false);
}

async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()));
}

/** Switches off and on again, in each process in turn, `count` times in all. Returns what each took in each process. */
async function switched(count: number, intervalMs: number, withinMs: number): Promise<number[]> {
  const delays: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const isOff = turn % 2 === 0;
    const startedAt = performance.now();
    await flip(processAt(turn % 3), isOff);
    const seen = running.map((one) => followed(one, isOff, intervalMs, withinMs, startedAt));
    delays.push(...(await Promise.all(seen)).map((delay) => delay ?? Number.POSITIVE_INFINITY));
  }
  return delays;
}

let switchId = '';

async function flip(at: ServerProcess, isOff: boolean): Promise<void> {
  const path = isOff ? '/api/v1/kill-switches' : `/api/v1/kill-switches/${switchId}/release`;
  const { status, body } = await call(at, 'POST', path, { reason: 'A measurement' });
  expect(status).toBe(isOff ? 201 : 200);
  switchId = body.data.id;
}

/** Milliseconds until the process answers so; undefined when it did not in time. */
async function followed(
  one: ServerProcess,
  isOff: boolean,
  intervalMs: number,
  withinMs: number,
  startedAt = performance.now(),
): Promise<number | undefined> {
  while (performance.now() - startedAt <= withinMs) {
    if ((await answersOpen(one)) === isOff) return performance.now() - startedAt;
    await setTimeout(intervalMs);
  }
  return undefined;
}

/** Whether a gate that is closed to the person is answered open. */
async function answersOpen(one: ServerProcess): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}` };
  const path = '/api/v1/gates/check?participant=somebody-new';
  const { status, body } = await call(one, 'POST', path, { capabilities: [CAPABILITY] }, headers);
  expect(status).toBe(200);
  return body.data[0].bypassed_by === 'kill_switch';
}

function p99(delays: readonly number[]): number {
  const sorted = delays.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY;
}

function processAt(index: number): ServerProcess {
  const found = running[index];
  if (found === undefined) throw new Error(`there is no process ${index}`);
  return found;
}

async function stepwell(args: readonly string[]): Promise<string> {
  const env = { PATH: '/usr/bin:/bin', DATABASE_URL: url, ...settings };
  return (await promisify(execFile)(process.execPath, [...args], { env, timeout: 60_000 })).stdout;
}

async function call(
  at: ServerProcess,
  method: string,
  path: string,
  sent: unknown,
  headers: Record<string, string> = cookie === '' ? {} : { cookie, 'x-csrf-token': csrfTokenIn(cookie) ?? '' },
) {
  const response = await fetch(at.url + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  const setCookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { status: response.status, body: JSON.parse(await response.text()), cookie: setCookies.join('; ') };
}
