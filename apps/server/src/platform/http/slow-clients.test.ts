import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import { mount, ok } from './routing.ts';
import { createHttpServer } from './server.ts';

/** Each client below is cut off by the server alone; what it would wait for otherwise is far longer than a test may take. */
const BRIEF = {
  headersTimeoutMs: 120,
  requestTimeoutMs: 240,
  idleTimeoutMs: 300,
  keepAliveMs: 1_000,
  checkedEveryMs: 20,
};
const FOREVER_MS = 3_600_000;
const LONG = Object.fromEntries(Object.keys(BRIEF).map((name) => [name, FOREVER_MS])) as typeof BRIEF;
const LARGE = 'x'.repeat(4_000_000);

const echo = defineRoute({
  id: 'echo',
  method: 'POST',
  path: '/echo',
  tag: 'Tests',
  summary: 'for tests',
  limit: 'anonymous',
  audience: { public: true },
  body: z.strictObject({ text: z.string() }),
  responses: { 200: z.object({ text: z.string() }) },
  errors: [],
});
const large = defineRoute({
  id: 'large',
  method: 'GET',
  path: '/large',
  tag: 'Tests',
  summary: 'for tests',
  limit: 'anonymous',
  audience: { public: true },
  responses: { 200: z.object({ text: z.string() }) },
  errors: [],
});

type Server = Awaited<ReturnType<typeof createHttpServer>>;
let app: Server;
let patient: Server;

async function serve(connections: typeof BRIEF): Promise<Server> {
  const server = await createHttpServer({
    routes: [mount(echo, async ({ body }) => ok({ text: body.text })), mount(large, async () => ok({ text: LARGE }))],
    authenticate: async () => ({ kind: 'public' }),
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, anonymous: { count: 10_000, windowSeconds: 60 } },
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
    connections,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server;
}
beforeAll(async () => {
  [app, patient] = await Promise.all([serve(BRIEF), serve(LONG)]);
});
afterAll(() => Promise.all([app.close(), patient.close()]));

const portOf = (server: Server) => (server.server.address() as AddressInfo).port;

/** A raw connection that says `text`, then one byte of `drip` at a time; what it hears until the server closes it. */
async function client(text: string, drip?: string): Promise<string> {
  const socket = connect(portOf(app), '127.0.0.1');
  socket.on('error', () => undefined);
  let heard = '';
  socket.on('data', (data) => (heard += data.toString()));
  socket.write(text);
  const dripping = drip === undefined ? undefined : setInterval(() => socket.writable && socket.write(drip), 15);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(dripping);
  return heard;
}

const statusIn = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);
const POST = 'POST /echo HTTP/1.1\r\nhost: a.example\r\ncontent-type: application/json\r\n';
const BODY = '{"text":"hello"}';

describe('a client that', () => {
  it('sends what it announced is answered', async () => {
    const heard = await client(`${POST}connection: close\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`);
    expect([statusIn(heard), heard.endsWith('{"text":"hello"}')]).toEqual([200, true]);
  });

  it.each([
    ['lets its headers dribble', 'GET /large HTTP/1.1\r\nhost: a.example\r\nx-slow: ', 'a', 408],
    ['begins a line and says nothing more', 'GET /large HT', undefined, 408],
    ['lets its body dribble', `${POST}content-length: 60000\r\n\r\n{"text":"`, 'a', 408],
    ['lets a body in pieces dribble', `${POST}transfer-encoding: chunked\r\n\r\n`, '1\r\na\r\n', 408],
    ['sends less than it announced', `${POST}content-length: 60\r\n\r\n${BODY}`, undefined, 408],
    [
      'sends more headers than fit',
      `GET /large HTTP/1.1\r\n${'x-header: of some length\r\n'.repeat(1_000)}`,
      undefined,
      431,
    ],
    [
      'sends one header that does not fit',
      `GET /large HTTP/1.1\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`,
      undefined,
      431,
    ],
    ['announces no number', `${POST}content-length: many\r\n\r\n${BODY}`, undefined, 400],
    ['announces less than nothing', `${POST}content-length: -1\r\n\r\n${BODY}`, undefined, 400],
    ['announces two lengths', `${POST}content-length: 16\r\ncontent-length: 17\r\n\r\n${BODY}`, undefined, 400],
    [
      'announces a length and pieces',
      `${POST}content-length: 16\r\ntransfer-encoding: chunked\r\n\r\n${BODY}`,
      undefined,
      400,
    ],
    ['does not speak HTTP', '\u0016\u0003\u0001\r\n\r\n', undefined, 400],
  ])('%s is refused and cut off', async (_, text, drip, status) => {
    const heard = await client(text, drip);
    expect(statusIn(heard)).toBe(status);
    expect(heard).toContain("content-security-policy: default-src 'none'");
    expect(heard).toContain('nosniff');
  });

  it.each([
    ['announces more than a body may have', `${POST}connection: close\r\ncontent-length: 70000\r\n\r\n${BODY}`],
    [
      'sends more than a body may have, in pieces',
      `${POST}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${`1000\r\n${'a'.repeat(4_096)}\r\n`.repeat(18)}`,
    ],
  ])('%s is told so before all of it came', async (_, text) => {
    const heard = await client(text);
    expect([statusIn(heard), heard.includes('"code":"body_too_large"')]).toEqual([413, true]);
  });

  it('sends more than it announced is cut off: the rest is no request', async () => {
    const heard = await client(`${POST}content-length: ${BODY.length}\r\n\r\n${BODY}GARBAGE\r\n\r\n`);
    expect(heard.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400');
  });

  it('does not read its answer is cut off', async () => {
    const socket = connect(portOf(app), '127.0.0.1').on('error', () => undefined);
    const accepted = once(app.server, 'connection') as Promise<[Socket]>;
    const [atServer] = await accepted;
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nhost: a.example\r\n\r\n');
    await once(atServer, 'close');
    expect(atServer.destroyed).toBe(true);
    socket.destroy();
  });
});

describe('slow clients', () => {
  it('keep nobody else waiting', async () => {
    const slow = Array.from({ length: 50 }, () => client(`${POST}content-length: 60000\r\n\r\n{"text":"`, 'a'));
    const quick = await client(`${POST}connection: close\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`);
    expect(statusIn(quick)).toBe(200);
    expect((await Promise.all(slow)).map(statusIn)).toEqual(slow.map(() => 408));
  });

  it('are waited for where the limits allow it: the limits are what cuts them off', async () => {
    const socket = connect(portOf(patient), '127.0.0.1').on('error', () => undefined);
    let closed = false;
    socket.on('close', () => (closed = true));
    socket.write(`${POST}content-length: ${BODY.length}\r\n\r\n{"text":`);
    // As long as the others above are given and more.
    expect(statusIn(await client('GET /large HT'))).toBe(408);
    expect(closed).toBe(false);
    const answer = once(socket, 'data') as Promise<[Buffer]>;
    socket.write('"hello"}');
    expect(statusIn((await answer)[0].toString())).toBe(200);
    socket.destroy();
  });
});
