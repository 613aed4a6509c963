import { listKeptMails, type Problem, type Route, type RouteReply, readKeptMail } from '@stepwell/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FixedClock, fixedClock } from '../../../platform/clock/index.ts';
import { createKeyring, createMailedTokens } from '../../../platform/crypto/index.ts';
import { silentLog } from '../../../platform/database/index.ts';
import { createHttpServer, type HttpServer } from '../../../platform/http/index.ts';
import { LIMITS } from '../../../platform/limits/index.ts';
import { sequentialIds } from '../../../platform/ids/index.ts';
import { startOutboxDispatcher } from '../../../platform/outbox/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/template-database.ts';
import { createMails, MAIL_TOPIC, type MailDependencies, type MailService, type NewMail } from './index.ts';
import { createMailModule } from './module.ts';
import { EVERY_KIND, LINK_ID, sampleMail } from './testing/sample-mails.ts';

const PUBLIC_URL = 'https://onboarding.example.com';
const keyring = createKeyring(Buffer.alloc(32, 9));
const ids = sequentialIds();
const UNKNOWN = '01900000-0000-7000-8000-00000000ffff';

let db: TestDatabase;
let clock: FixedClock;
let mails: MailService;
let servers: HttpServer[];
let http: HttpServer;

beforeEach(async () => {
  clock = fixedClock('2026-03-02T09:00:00.000Z');
  db = await createTestDatabase({ clock });
  servers = [];
  mails = mailsWith({});
  http = await serve(mails);
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await db.drop();
});

function mailsWith(more: Partial<MailDependencies>): MailService {
  const base = { database: db.database, clock, ids, keyring, publicUrl: PUBLIC_URL };
  return createMails({ ...base, smtp: null, isProduction: false, ...more });
}

async function serve(service: MailService): Promise<HttpServer> {
  const server = await createHttpServer({
    routes: createMailModule({ mails: service }).routes,
    authenticate: async () => ({ kind: 'public' }),
    publicUrl: PUBLIC_URL,
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    clock,
    ids,
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
  servers.push(server);
  return server;
}

async function get<R extends Route>(route: R, id = '', server = http) {
  const answer = await server.inject({ method: 'GET', url: route.path.replace('{id}', id) });
  return { status: answer.statusCode, body: answer.json<RouteReply<R> & Problem>() };
}

async function keep(...wanted: NewMail[]): Promise<void> {
  await db.database.asSystem('sending mails in a test', async (tx) => {
    for (const mail of wanted) await mails.send(tx, mail);
  });
  const subscriptions = { [MAIL_TOPIC]: [mails.handler] };
  const dispatcher = await startOutboxDispatcher({ database: db.database, clock, log: silentLog, subscriptions });
  await dispatcher.idle();
  await dispatcher.stop();
}

test('shows the mails that were kept, newest first, and each as its reader would see it', async () => {
  await keep(sampleMail('verify_email', 'en'), sampleMail('password_changed', 'fr', { recipient: 'eve@example.com' }));
  const { status, body } = await get(listKeptMails);
  expect(status).toBe(200);
  expect(body.data).toMatchObject([
    { template: 'password_changed', recipient: 'eve@example.com', locale: 'fr', sent_at: null },
    { template: 'verify_email', recipient: 'ada@example.com', subject: 'Confirm your email address', sent_at: null },
  ]);
  const [changed, verify] = body.data;
  const whole = (await get(readKeptMail, verify?.id)).body.data;
  expect(whole).toMatchObject({ ...verify, links: [expect.stringMatching(/\/verify-email#token=/)] });
  const token = whole.links[0]?.split('#token=')[1] ?? '';
  expect(createMailedTokens(keyring).idOf('verify_email', token)).toBe(LINK_ID);
  expect(whole.text).toContain(token);
  expect(whole.html).toContain(token);
  const linkless = (await get(readKeptMail, changed?.id)).body.data;
  expect(linkless).toMatchObject({ subject: 'Votre mot de passe a été changé', links: [] });
});

test('lists the newest fifty, of every template', async () => {
  const all = EVERY_KIND.map(({ template, locale }) => sampleMail(template, locale));
  await keep(...all, ...all, ...all);
  const { body } = await get(listKeptMails);
  expect(body.data).toHaveLength(50);
  expect(new Set(body.data.map(({ template }) => template)).size).toBe(EVERY_KIND.length / 2);
});

test('a mail that there is not is not found', async () => {
  await keep(sampleMail('unlock', 'en'));
  expect(await get(readKeptMail, UNKNOWN)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test.each([
  { where: 'in production', more: { isProduction: true } },
  { where: 'where mails are really sent', more: { smtp: { url: 'smtp://127.0.0.1:9', from: 'no-reply@example.com' } } },
])('there is nothing to read $where', async ({ more }) => {
  await keep(sampleMail('unlock', 'en'));
  const [mail] = (await get(listKeptMails)).body.data;
  expect((await get(readKeptMail, mail?.id)).status).toBe(200);
  const closed = await serve(mailsWith(more));
  const notFound = { status: 404, body: { code: 'not_found' } };
  expect(await get(listKeptMails, '', closed)).toMatchObject(notFound);
  expect(await get(readKeptMail, mail?.id, closed)).toMatchObject(notFound);
});
