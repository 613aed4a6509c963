import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../flows/index.ts';
import { FIRST, SECOND, THIRD } from './testing/marketplace-versions.ts';
import { FLOW, openPublicationRoom, ORG, OTHER_ORG, type PublicationRoom } from './testing/publication-room.ts';

let room: PublicationRoom;

beforeAll(async () => {
  room = await openPublicationRoom();
  await room.addJourneys(3);
});
afterAll(() => room.close());

const publish = (rowVersion: number, caller: Caller = room.caller, more = {}) =>
  room.publications.publish(caller, FLOW, { environment: 'live', mode: 'carry', rowVersion, ...more });
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const versionCount = async () => (await room.db.asOwner(`select from flow_versions`)).length;

test('what is live already is not published again', async () => {
  const rowVersion = await room.draft(FIRST);
  await expect(publish(rowVersion)).rejects.toEqual(refused('nothing_to_publish'));
});

test('a draft that was changed since it was looked at is not published, and the current row version is told', async () => {
  const rowVersion = await room.draft(SECOND);
  await expect(publish(rowVersion - 1)).rejects.toMatchObject({
    code: 'row_version_stale',
    details: { row_version: rowVersion, updated_at: room.clock.now().toISOString() },
  });
});

test('a draft with problems is neither tried nor published, and every problem is named', async () => {
  const rowVersion = await room.draft({ ...FIRST, gates: [{ capability: 'x', title: { en: 'X' }, steps: ['nope'] }] });
  const problems = [expect.objectContaining({ code: 'gate_unknown_step', path: 'gates/0/steps/0' })];
  const versions = await versionCount();
  await expect(publish(rowVersion)).rejects.toMatchObject({ code: 'definition_invalid', details: { problems } });
  const dryRun = room.publications.dryRun(room.caller, FLOW, { environment: 'live', mode: 'carry' });
  await expect(dryRun).rejects.toMatchObject({ code: 'definition_invalid', details: { problems } });
  expect(await versionCount()).toBe(versions);
});

test('a window that ends before it begins is refused', async () => {
  const rowVersion = await room.draft(SECOND);
  const activeFrom = new Date('2026-05-01T00:00:00Z');
  const attempt = publish(rowVersion, room.caller, { activeFrom, activeTo: activeFrom });
  await expect(attempt).rejects.toMatchObject({
    code: 'validation_failed',
    extra: { errors: [{ path: '/active_to' }] },
  });
  const past = publish(rowVersion, room.caller, { activeTo: room.clock.now() });
  await expect(past).rejects.toEqual(refused('validation_failed'));
});

test('a key of one environment neither sees nor changes what is in the other', async () => {
  const rowVersion = await room.draft(SECOND);
  const key: Caller = { orgId: ORG, environment: 'test', actorKind: 'api_key', actorId: null };
  await expect(publish(rowVersion, key)).rejects.toEqual(refused('permission_denied'));
  const dryRun = room.publications.dryRun(key, FLOW, { environment: 'live', mode: 'carry' });
  await expect(dryRun).rejects.toEqual(refused('permission_denied'));
  const [first] = (await room.publications.listPublications(room.caller, FLOW, { limit: 100 })).publications.slice(-1);
  const rollBack = room.publications.rollBack(key, FLOW, first?.id ?? '');
  await expect(rollBack).rejects.toEqual(refused('permission_denied'));
});

test('another organization’s flow and publications are not found', async () => {
  const other: Caller = { ...room.caller, orgId: OTHER_ORG };
  const { publications } = await room.publications.listPublications(room.caller, FLOW, { limit: 1 });
  const id = publications[0]?.id ?? '';
  await room.flows.createFlow(other, { key: 'own', name: 'Own', definition: FIRST });
  const attempts = [
    () => publish(1, other),
    () => room.publications.dryRun(other, FLOW, { environment: 'live', mode: 'carry' }),
    () => room.publications.listPublications(other, FLOW, { limit: 1 }),
    () => room.publications.publication(other, FLOW, id),
    () => room.publications.rollBack(other, FLOW, id),
    () => room.publications.publication(other, 'own', id),
    () => room.publications.rollBack(other, 'own', id),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refused('not_found'));
  const rows = await room.db.asOwner(`select state from publications where id = $1`, [id]);
  expect(rows).toEqual([{ state: 'done' }]);
  // Nor does a batch run for the wrong organization touch it.
  await room.publications.continuePublication(OTHER_ORG, id);
});

describe('while a publication moves journeys', () => {
  test('no other is started, nor rolled back, in that environment', async () => {
    const { id } = await room.publish(SECOND, { isMoved: false });
    const rowVersion = await room.draft(THIRD);
    await expect(publish(rowVersion)).rejects.toEqual(refused('publication_running'));
    const rollBack = room.publications.rollBack(room.caller, FLOW, id);
    await expect(rollBack).rejects.toEqual(refused('publication_running'));
    const inTest = await room.publish(THIRD, { environment: 'test' });
    expect(inTest.state).toBe('done');
    await room.publications.continuePublication(ORG, id);
  });

  test('of two started at once one goes ahead', async () => {
    const rowVersion = await room.draft({ ...SECOND, title: { en: 'Contested' } });
    const versions = await versionCount();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => publish(rowVersion)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toEqual(refused('publication_running'));
    }
    expect(await versionCount()).toBe(versions + 1);
    const running = await room.db.asOwner<{ id: string }>(`select id from publications where state = 'migrating'`);
    expect(running).toHaveLength(1);
    await room.publications.continuePublication(ORG, running[0]?.id ?? '');
  });
});

describe('a roll-back', () => {
  test('of the first publication has nothing to go back to', async () => {
    const all = await room.publications.listPublications(room.caller, FLOW, { limit: 100 });
    const first = all.publications.at(-1);
    expect(first).toMatchObject({ from_version: null, to_version: 1, can_roll_back: false });
    const attempt = room.publications.rollBack(room.caller, FLOW, first?.id ?? '');
    await expect(attempt).rejects.toEqual(refused('nothing_to_roll_back'));
  });

  test('happens once, whoever asks again', async () => {
    const { id } = await room.publish({ ...SECOND, title: { en: 'Short-lived' } });
    const both = await Promise.allSettled([1, 2].map(() => room.publications.rollBack(room.caller, FLOW, id)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await room.publications.continuePublication(ORG, id);
    const again = room.publications.rollBack(room.caller, FLOW, id);
    await expect(again).rejects.toEqual(refused('nothing_to_roll_back'));
  });
});

test('who published and who took back is in the audit log', async () => {
  const { id } = await room.publish({ ...SECOND, title: { en: 'Audited' } });
  await room.rollBack(id);
  const entries = await room.db.asOwner(
    `select action, actor_kind, environment, resource_kind, after from audit_entries where resource_id = $1 order by id`,
    [id],
  );
  expect(entries).toMatchObject([
    { action: 'flow.published', actor_kind: 'member', environment: 'live', resource_kind: 'publication' },
    { action: 'flow.rolled_back', actor_kind: 'member', environment: 'live', after: { state: 'rolling_back' } },
  ]);
});
