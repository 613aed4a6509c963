import { acceptTerms, getCurrentTerms, getMe, getTermsStatus, listMembers } from '@stepwell/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureLegalDocuments } from '../../../main/legal-documents.ts';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

let world: TenancyWorld;
let session: string;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  const { id: orgId } = await world.addOrganization('atelier');
  await world.addMember('ada@atelier.example', [{ orgId, role: 'owner' }]);
  session = await world.signIn('ada@atelier.example');
});
afterAll(() => world.drop());

const status = async () => (await world.call(getTermsStatus, { session })).body.data;
const acceptAll = (ids: readonly string[]) => world.call(acceptTerms, { session, body: { document_ids: ids } });
const publish = (version: string, isMajor: boolean) =>
  world.database.asSystem('a test', (tx) =>
    world.terms.publishDocument(tx, { kind: 'terms', version, isMajor, texts: { en: { title: version, body: 'x' } } }),
  );

test('an installation begins with both documents, in both languages, once', async () => {
  await ensureLegalDocuments(world);
  await ensureLegalDocuments(world);
  const { body } = await world.call(getCurrentTerms, { query: { locale: 'fr-CH' } });
  expect(body.data.map(({ kind, locale, version }) => [kind, locale, version])).toEqual([
    ['privacy', 'fr', '1.0'],
    ['terms', 'fr', '1.0'],
  ]);
  expect(body.data.every((document) => document.body.length > 500)).toBe(true);
  const other = await world.call(getCurrentTerms, { query: { locale: 'de' } });
  expect(other.body.data[0]?.locale).toBe('en');
});

test('a major version holds back until it is accepted, a minor one does not', async () => {
  expect((await world.call(listMembers, { session })).body.code).toBe('terms_not_accepted');
  const { pending } = await status();
  expect(pending.map(({ kind }) => kind)).toEqual(['terms', 'privacy']);
  expect((await acceptAll(pending.map(({ id }) => id))).body.data.accepted).toBe(2);
  expect((await acceptAll(pending.map(({ id }) => id))).body.data.accepted).toBe(0);
  expect((await world.call(listMembers, { session })).status).toBe(200);
  world.clock.advance(1_000);
  await publish('1.1', false);
  expect((await world.call(getMe, { session })).body.data.pending_terms).toBe(false);
  world.clock.advance(1_000);
  await publish('2.0', true);
  expect((await world.call(getMe, { session })).body.data.pending_terms).toBe(true);
  expect(await publish('2.0', true)).toBe(false);
  expect((await status()).pending.map(({ version }) => version)).toEqual(['2.0']);
});

test('acceptances keep when and from where, and none is lost', async () => {
  const before = (await status()).accepted;
  await acceptAll((await status()).pending.map(({ id }) => id));
  const after = await status();
  expect([after.pending, after.accepted.length]).toEqual([[], before.length + 1]);
  expect(after.accepted).toEqual(expect.arrayContaining(before));
  const rows = await world.test.asOwner<{ ip: string }>('select host(ip) as ip from legal_acceptances');
  expect(rows.every(({ ip }) => ip === '127.0.0.1')).toBe(true);
});

test('a document that is not there is not accepted', async () => {
  expect((await acceptAll(['01900000-0000-7000-8000-0000000000ff'])).body.code).toBe('document_unknown');
});
