import { createApiKey, exportAuditEntries, listAuditEntries, revokeApiKey, verifyAuditChain } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { type AuditLog, createAuditLog } from './index.ts';
import { createAuditModule } from './module.ts';

let world: AccessWorld;
let auditLog: AuditLog | undefined;
let orgId: string;
let owner: string;
let ownerId: string;

beforeAll(async () => {
  world = await createAccessWorld((access) => {
    auditLog = createAuditLog(access);
    return [createAuditModule({ auditLog })];
  });
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('harbour')).id;
  ownerId = await world.addMember('owner@harbour.example', [{ orgId, role: 'owner' }]);
  await world.addMember('member@harbour.example', [{ orgId, role: 'member' }]);
  owner = await world.signIn('owner@harbour.example');
  for (const name of ['=SUM(A1)', 'second', 'third']) {
    world.clock.advance(60_000);
    const body = { name, environment: 'live', scopes: ['flows:read'], expires_at: null };
    await world.call(createApiKey, { session: owner, body });
  }
});
afterAll(() => world.drop());

const list = async (query: Record<string, string | number> = {}) =>
  (await world.call(listAuditEntries, { session: owner, query })).body;

describe('the audit log of an organization', () => {
  it('tells who did what, newest first', async () => {
    const { data } = await list({ action: 'api_key.create' });
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({
      actor_kind: 'member',
      actor: { id: ownerId, name: 'owner' },
      on_behalf_of: null,
      resource_kind: 'api_key',
      at: '2026-03-02T09:03:00.000Z',
    });
    expect(data.map(({ at }) => at)).toEqual(
      data
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it.each([
    [{ action: 'api_key.*' }, 3],
    [{ action: 'api_key.create', actor_kind: 'member' }, 3],
    [{ action: 'api_key.create', actor_kind: 'operator' }, 0],
    [{ action: 'api_key.revoke' }, 0],
    [{ action: 'api_key.*', from: '2026-03-02T09:02:00.000Z' }, 2],
    [{ action: 'api_key.*', to: '2026-03-02T09:02:00.000Z' }, 1],
    [{ action: 'api_key.*', actor: 'nobody' }, 0],
  ])('is filtered by %j', async (query, count) => {
    expect((await list(query)).data).toHaveLength(count);
  });

  it('is filtered by whom and what it concerns', async () => {
    const [entry] = (await list({ action: 'api_key.create', limit: 1 })).data;
    expect((await list({ resource: entry?.resource_id ?? '' })).data.map(({ id }) => id)).toEqual([entry?.id]);
    expect((await list({ actor: ownerId, action: 'api_key.create' })).data).toHaveLength(3);
    expect((await list({ correlation_id: entry?.correlation_id ?? '' })).data.map(({ id }) => id)).toContain(entry?.id);
  });

  it('is walked through page by page without a gap', async () => {
    const all = (await list({ limit: 100 })).data.map(({ id }) => id);
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, ...(cursor === null ? {} : { cursor }) });
      walked.push(...page.data.map(({ id }) => id));
      cursor = page.meta.next_cursor;
    } while (cursor !== null);
    expect(walked).toEqual(all);
    expect((await list({ cursor: 'nonsense' })).code).toBe('cursor_damaged');
  });

  it('is nobody else’s', async () => {
    const { id: other } = await world.addOrganization('elsewhere');
    await world.addMember('owner@elsewhere.example', [{ orgId: other, role: 'owner' }]);
    const session = await world.signIn('owner@elsewhere.example');
    const { body } = await world.call(listAuditEntries, { session, query: { limit: 100 } });
    expect(body.data.map(({ action }) => action)).toEqual(['session.sign_in']);
    const mine = (await list({ limit: 1 })).data[0];
    const stolen = await world.call(listAuditEntries, { session, query: { resource: mine?.resource_id ?? '' } });
    expect(stolen.body.data).toEqual([]);
  });

  it('is for administrators', async () => {
    const session = await world.signIn('member@harbour.example');
    for (const route of [listAuditEntries, exportAuditEntries, verifyAuditChain]) {
      expect((await world.call(route, { session })).body).toMatchObject({ status: 403, code: 'permission_denied' });
    }
  });
});

describe('the export', () => {
  it('holds the same as a file, oldest first, and no formula', async () => {
    const [{ resource_id: key } = { resource_id: '' }] = (await list({ action: 'api_key.create', limit: 1 })).data;
    await world.call(revokeApiKey, { session: owner, params: { id: key } });
    await auditLog?.chainEntries();
    const { status, headers } = await world.call(exportAuditEntries, {
      session: owner,
      query: { action: 'api_key.*' },
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-log.csv"',
    });
    expect(headers['stepwell-chain']).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect(headers['stepwell-next']).toBeUndefined();
  });
});

describe('checking the chain', () => {
  it('says that it is intact, and what is not', async () => {
    await auditLog?.chainEntries();
    const check = async () => (await world.call(verifyAuditChain, { session: owner })).body.data;
    const intact = await check();
    expect(intact).toMatchObject({ state: 'intact', unchained: 0, fault: null });
    expect(intact.checked).toBe(intact.head?.ordinal);
    const [entry] = (await list({ action: 'api_key.create', limit: 1 })).data;
    await world.test.asOwner('delete from audit_entries where id = $1', [entry?.id]);
    expect(await check()).toMatchObject({ state: 'broken', fault: { kind: 'missing', entry_id: entry?.id } });
  });
});
