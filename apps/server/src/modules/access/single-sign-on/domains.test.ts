import {
  addDomain,
  beginSingleSignOn,
  deleteSingleSignOn,
  listDomains,
  removeDomain,
  setSingleSignOnState,
  verifyDomain,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSingleSignOnWorld, type SingleSignOnWorld, type Tenant } from './testing/single-sign-on-world.ts';

let world: SingleSignOnWorld;
let atelier: Tenant;
let other: Tenant;

beforeAll(async () => {
  world = await createSingleSignOnWorld();
  atelier = await world.addTenant('atelier');
  other = await world.addTenant('other');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const add = ({ owner: session }: Tenant, domain: string) => world.call(addDomain, { session, body: { domain } });
const verify = ({ owner: session }: Tenant, id: string) => world.call(verifyDomain, { session, params: { id } });
const remove = ({ owner: session }: Tenant, id: string) => world.call(removeDomain, { session, params: { id } });
const list = async ({ owner: session }: Tenant) => (await world.call(listDomains, { session })).body.data;

describe('naming a domain', () => {
  test('tells the DNS record that proves it, which nothing stored gives away', async () => {
    const { status, body } = await add(atelier, ' Atelier.Example ');
    expect(status).toBe(201);
    const { id, ...told } = body.data;
    expect(told).toEqual({
      domain: 'atelier.example',
      verified_at: null,
      dns_record: {
        type: 'TXT',
        name: '_stepwell-challenge.atelier.example',
        value: expect.stringMatching(/^stepwell-domain=[\w-]{43}$/),
      },
    });
    const [row] = await world.test.asOwner<{ text: string }>('select d::text as text from organization_domains d');
    expect(row?.text).not.toContain(told.dns_record.value.slice(16));
    expect(await list(atelier)).toEqual([{ id, ...told }]);
    expect((await world.audited('domain.add')).at(-1)).toMatchObject({ org_id: atelier.orgId, resource_id: id });
  });

  test('again changes nothing', async () => {
    const [known] = await list(atelier);
    const entries = (await world.audited('domain.add')).length;
    expect((await add(atelier, 'atelier.example')).body.data).toEqual(known);
    expect(await world.audited('domain.add')).toHaveLength(entries);
  });

  test.each(['gmail.com', 'outlook.com', 'yahoo.fr'])(
    'is refused for %s, where anybody can have an address',
    async (domain) => {
      expect(refusal(await add(atelier, domain))).toEqual([422, 'domain_public']);
    },
  );

  test.each(['example', '-a.example', 'a b.example', '127.0.0.1'])('is refused for %s', async (domain) => {
    expect(refusal(await add(atelier, domain))).toEqual([422, 'validation_failed']);
  });

  test('stops at twenty', async () => {
    const many = await world.addTenant('many');
    for (let count = 1; count <= 20; count += 1) expect((await add(many, `d${count}.example`)).status).toBe(201);
    expect(refusal(await add(many, 'd21.example'))).toEqual([409, 'too_many_domains']);
  });
});

describe('verifying a domain', () => {
  test('looks the record up, among others and however long', async () => {
    const { id, dns_record } = (await add(atelier, 'verified.example')).body.data;
    world.dns.publish(dns_record.name, 'v=spf1 -all', 'x'.repeat(300), dns_record.value);
    const { status, body } = await verify(atelier, id);
    expect([status, body.data.verified_at]).toEqual([200, world.clock.now().toISOString()]);
    expect(world.dns.asked).toContain(dns_record.name);
    expect((await world.audited('domain.verify')).at(-1)).toMatchObject({ org_id: atelier.orgId, resource_id: id });
  });

  test('is refused without the record, with another value, and with that of another organization', async () => {
    const { id, dns_record } = (await add(atelier, 'unproved.example')).body.data;
    expect(refusal(await verify(atelier, id))).toEqual([409, 'domain_unproved']);
    world.dns.publish(dns_record.name, 'stepwell-domain=something-else');
    expect(refusal(await verify(atelier, id))).toEqual([409, 'domain_unproved']);
    const theirs = (await add(other, 'unproved.example')).body.data.dns_record;
    expect(theirs.name).toBe(dns_record.name);
    world.dns.publish(theirs.name, theirs.value);
    expect(refusal(await verify(atelier, id))).toEqual([409, 'domain_unproved']);
  });

  test('says when the name servers do not work, and goes on when they do', async () => {
    const { id, dns_record } = (await add(atelier, 'later.example')).body.data;
    world.dns.publish(dns_record.name, dns_record.value);
    world.dns.breakDown(true);
    expect(refusal(await verify(atelier, id))).toEqual([503, 'dns_unavailable']);
    world.dns.breakDown(false);
    expect((await verify(atelier, id)).status).toBe(200);
  });

  test('is for one organization alone', async () => {
    const [ours, theirs] = [await add(atelier, 'both.example'), await add(other, 'both.example')];
    const records = [ours, theirs].map(({ body }) => body.data.dns_record);
    world.dns.publish('_stepwell-challenge.both.example', ...records.map(({ value }) => value));
    expect((await verify(atelier, ours.body.data.id)).status).toBe(200);
    expect(refusal(await verify(other, theirs.body.data.id))).toEqual([409, 'domain_taken']);
    const third = await world.addTenant('third');
    expect(refusal(await add(third, 'both.example'))).toEqual([409, 'domain_taken']);
    await remove(atelier, ours.body.data.id);
    expect((await verify(other, theirs.body.data.id)).status).toBe(200);
  });
});

describe('removing a domain', () => {
  test('is refused for the last verified one while single sign-on is on', async () => {
    const tenant = await world.addSamlTenant('single');
    const session = tenant.owner;
    const [domain] = await list(tenant);
    const id = domain?.id ?? '';
    expect(refusal(await remove(tenant, id))).toEqual([409, 'domain_needed']);
    await add(tenant, 'merely-named.example');
    expect(refusal(await remove(tenant, id))).toEqual([409, 'domain_needed']);
    await world.addVerifiedDomain(tenant, 'second.example');
    expect((await remove(tenant, id)).status).toBe(204);
    const second = (await list(tenant)).find(({ verified_at }) => verified_at !== null)?.id ?? '';
    expect(refusal(await remove(tenant, second))).toEqual([409, 'domain_needed']);
    await world.call(setSingleSignOnState, { session, body: { state: 'draft' } });
    expect((await remove(tenant, second)).status).toBe(204);
    expect((await world.audited('domain.remove')).at(-1)).toMatchObject({ before: { domain: 'second.example' } });
  });

  test('ends what is begun with its addresses', async () => {
    const tenant = await world.addSamlTenant('ending');
    const begin = () => world.call(beginSingleSignOn, { body: { email: 'a@ending.example' } });
    expect((await begin()).status).toBe(200);
    await world.call(deleteSingleSignOn, { session: tenant.owner });
    const [domain] = await list(tenant);
    expect((await remove(tenant, domain?.id ?? '')).status).toBe(204);
    expect(refusal(await begin())).toEqual([404, 'single_sign_on_unknown']);
  });
});

test('a domain of another organization is not there', async () => {
  const { id } = (await add(atelier, 'isolated.example')).body.data;
  expect(refusal(await verify(other, id))).toEqual([404, 'not_found']);
  expect(refusal(await remove(other, id))).toEqual([404, 'not_found']);
  expect((await list(other)).map(({ domain }) => domain)).not.toContain('isolated.example');
  expect((await list(atelier)).map(({ domain }) => domain)).toContain('isolated.example');
});
