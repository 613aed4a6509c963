import { defineRoute } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../clock/index.ts';
import { createKeyring } from '../crypto/index.ts';
import { silentLog } from '../database/index.ts';
import { type Languages, readLanguages } from '../errors/index.ts';
import { sequentialIds } from '../ids/index.ts';
import { LIMITS } from '../limits/index.ts';
import { fieldMessagesFor, preferredLanguage } from './answer-language.ts';
import { mount, ok } from './routing.ts';
import { createHttpServer } from './server.ts';

const FRENCH_CANADIAN = 'fr-CA, fr;q=0.9, en;q=0.5';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    [FRENCH_CANADIAN, 'fr'],
    ['FR', 'fr'],
    ['de', 'en'],
    ['de, fr;q=0.1', 'fr'],
    ['en;q=0.8, fr;q=0.9', 'fr'],
    ['en;q=0.9, fr;q=0.8', 'en'],
    ['en, fr', 'en'],
    ['fr, en', 'fr'],
    ['fr;q=0', 'en'],
    ['*, fr;q=0.5', 'en'],
    ['fr, *;q=0.5', 'fr'],
    ['pt-br', 'pt-BR'],
    ['pt', 'en'],
    ['fr;q=2', 'en'],
    ['fr;q=0.5;level=1, en;q=0.1', 'en'],
    ['frfrfrfrfr', 'en'],
    ['\u0000;q=,,;;', 'en'],
    [`${'de,'.repeat(30)}fr`, 'en'],
    [`${' '.repeat(600)}fr`, 'en'],
  ])('asked for as %j is %s', (header, language) => {
    expect(preferredLanguage(header, ['en', 'fr', 'pt-BR'])).toBe(language);
  });
});

describe('messages of fields', () => {
  const unread = new Proxy({} as Languages, {
    get() {
      throw new Error('the languages were looked at');
    },
  });

  it('cost nothing where nothing is wrong', () => {
    const error = fieldMessagesFor(FRENCH_CANADIAN, unread);
    expect(z.string().safeParse('good', { error }).success).toBe(true);
    expect(() => z.string().safeParse(1, { error }).error).toThrow('the languages were looked at');
  });

  it.each([
    ['fr', 'Entrée invalide : chaîne de caractères attendu, nombre reçu'],
    ['pt-BR', 'Entrada inválida: esperava um texto, recebeu um número'],
    ['en', 'Invalid input: expected string, received number'],
    ['tlh', 'Invalid input: expected string, received number'],
  ])('are in %s', (language, message) => {
    const languages = { ...readLanguages(), tags: ['en', 'fr', 'pt-BR', 'tlh'] };
    const { error } = z.string().safeParse(1, { error: fieldMessagesFor(language, languages) });
    expect(error?.issues[0]?.message).toBe(message);
  });
});

const greet = defineRoute({
  id: 'greet',
  tag: 'Tests',
  summary: 'for tests',
  method: 'POST',
  path: '/greet',
  audience: { public: true },
  limit: 'anonymous',
  body: z.object({
    name: z.string().max(3),
    slug: z.string().regex(/^[a-z]$/, 'lower-case letters, digits and _, starting with a letter'),
  }),
  responses: { 200: z.object({ name: z.string() }) },
  errors: [],
});

let app: Awaited<ReturnType<typeof createHttpServer>>;
beforeAll(async () => {
  app = await createHttpServer({
    routes: [mount(greet, async ({ body }) => ok({ name: body.name }))],
    authenticate: async () => ({ kind: 'public' }),
    publicUrl: 'https://onboarding.example.com',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    ids: sequentialIds(),
    log: silentLog,
    trustedProxies: 0,
  });
});
afterAll(() => app.close());

const post = (payload: object, language: string) =>
  app.inject({ method: 'POST', url: '/greet', headers: { 'accept-language': language }, payload });

describe('a refused request', () => {
  it('is told in French, every field of it too', async () => {
    const reply = await post({ name: 'much too long', slug: '!' }, FRENCH_CANADIAN);
    expect(reply.headers).toMatchObject({ 'content-language': 'fr', vary: 'accept-language' });
    expect(reply.json()).toMatchObject({
      code: 'validation_failed',
      title: 'Une partie de ce qui a été envoyé n’est pas acceptée.',
      errors: [
        { path: '/name', code: 'too_big', message: expect.stringContaining('Trop grand') },
        { path: '/slug', message: 'lettres minuscules, chiffres et _, en commençant par une lettre' },
      ],
    });
  });

  it('is told in English to whoever reads neither', async () => {
    const reply = await post({ name: 'much too long', slug: '!' }, 'de');
    expect(reply.headers).toMatchObject({ 'content-language': 'en', vary: 'accept-language' });
    expect(reply.json()).toMatchObject({
      title: 'Some of what was sent is not accepted.',
      errors: [
        { message: expect.stringContaining('Too big') },
        { message: 'lower-case letters, digits and _, starting with a letter' },
      ],
    });
  });

  it('to nowhere is told in French', async () => {
    const reply = await app.inject({ method: 'GET', url: '/nowhere', headers: { 'accept-language': 'fr' } });
    expect([reply.json().title, reply.headers['content-language']]).toEqual(['Il n’y a rien de tel ici.', 'fr']);
  });
});

it('an answer that is no problem is in no language', async () => {
  const reply = await post({ name: 'Ana', slug: 'a' }, FRENCH_CANADIAN);
  expect(reply.json()).toEqual({ name: 'Ana' });
  expect(reply.headers).not.toHaveProperty('content-language');
  expect(reply.headers).not.toHaveProperty('vary');
});
