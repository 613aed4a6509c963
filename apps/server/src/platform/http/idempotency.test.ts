import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import { createHttpServer, type HttpServer, type Idempotency, mount, type WrittenAnswer } from './index.ts';
import { seeOther } from './routing.ts';

const leave = defineRoute({
  id: 'leave',
  method: 'POST',
  path: '/leave',
  tag: 'Test',
  summary: 'Somewhere else',
  audience: { operator: 'operations', public: true },
  limit: 'signed_in',
  responses: { 303: null },
  errors: [],
});

let app: HttpServer;
let left = 0;
const kept = new Map<string, WrittenAnswer>();
const inMemory: Idempotency = {
  async once({ caller, key, fingerprint }, work) {
    const known = kept.get(`${caller} ${key} ${fingerprint}`);
    if (known) return { answer: known, isReplay: true };
    const answer = await work();
    kept.set(`${caller} ${key} ${fingerprint}`, answer);
    return { answer, isReplay: false };
  },
};

beforeAll(async () => {
  const handler = mount(leave, async ({ context }) => {
    left += 1;
    context.setHeader('location', `/elsewhere/${left}`);
    context.setCookie('visit', 'secret', { path: '/', maxAgeSeconds: 60 });
    return seeOther();
  });
  const clock = fixedClock('2026-03-02T09:00:00Z');
  app = await createHttpServer({
    routes: [handler],
    authenticate: async ({ bearer }) => (bearer === 'operations' ? { kind: 'operations' } : { kind: 'public' }),
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    idempotency: inMemory,
    limits: LIMITS,
    clock,
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  });
});
afterAll(() => app.close());

const send = (headers: Record<string, string>) =>
  app.inject({ method: 'POST', url: '/leave', headers: { 'idempotency-key': 'once', ...headers } });

it('says again what was said in headers, but for cookies', async () => {
  const [first, second] = [
    await send({ authorization: 'Bearer operations' }),
    await send({ authorization: 'Bearer operations' }),
  ];
  expect([first.statusCode, first.headers.location]).toEqual([303, '/elsewhere/1']);
  expect(String(first.headers['set-cookie'])).toContain('visit=secret');
  expect([second.statusCode, second.headers.location]).toEqual([303, '/elsewhere/1']);
  expect([second.headers['idempotent-replayed'], second.headers['set-cookie']]).toEqual(['true', undefined]);
  expect(JSON.stringify([...kept.values()])).not.toContain('secret');
});

it('takes no key from somebody who is not signed in', async () => {
  const [first, second] = [await send({}), await send({})];
  expect([first.headers.location, second.headers.location]).toEqual(['/elsewhere/2', '/elsewhere/3']);
});
