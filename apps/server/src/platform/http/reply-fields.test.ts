import { defineRoute } from '@stepwell/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import { mount, ok } from './routing.ts';
import { createHttpServer } from './server.ts';

const Person = z.object({ name: z.string() });
const people = defineRoute({
  id: 'people',
  method: 'GET',
  path: '/people',
  tag: 'Tests',
  summary: 'for tests',
  audience: { public: true },
  limit: 'anonymous',
  responses: { 200: z.object({ owner: Person, members: z.array(Person), guest: Person.nullable() }) },
  errors: [],
});

test('a reply holds what its schema names and nothing else, however deep', async () => {
  const row = { name: 'Ada', password_hash: 'not for anybody' };
  const everything = { owner: row, members: [row], guest: row, secret: 'not for anybody' };
  const app = await createHttpServer({
    routes: [mount(people, async () => ok(everything))],
    authenticate: async () => ({ kind: 'public' }),
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  });
  const reply = await app.inject({ method: 'GET', url: '/people' });
  const named = { name: 'Ada' };
  expect([reply.statusCode, reply.json()]).toEqual([200, { owner: named, members: [named], guest: named }]);
  await app.close();
});
