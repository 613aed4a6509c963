import type { AddressInfo } from 'node:net';
import { evaluateFlag, type FlagDefinition, putParticipant } from '@stepwell/contract';
import { OFREPApi } from '@openfeature/ofrep-core';
import { OFREPProvider } from '@openfeature/ofrep-provider';
import { type Client, OpenFeature } from '@openfeature/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';
import { booleanFlag, changeFlagIn, createFlagIn, evaluateIn } from '../../../testing/flag-world.ts';

let world: World;
let acme: WorldOrganization;
let baseUrl: string;
let client: Client;

function flagOf(
  kind: FlagDefinition['kind'],
  variants: FlagDefinition['variants'],
  more: Partial<FlagDefinition> = {},
) {
  const [first = '', last = first] = Object.keys(variants);
  return booleanFlag({ kind, variants, off_variant: last, serve: [{ variant: first, weight: 1 }], ...more });
}

beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
  await createFlagIn(world, acme, 'switch', booleanFlag());
  await createFlagIn(world, acme, 'banner', flagOf('string', { blue: 'Hello', none: '' }, { markets: ['FR'] }));
  await createFlagIn(world, acme, 'page-size', flagOf('number', { large: 50, small: 10 }, { percentage: 50 }));
  await createFlagIn(world, acme, 'layout', flagOf('json', { wide: { columns: 3 }, narrow: { columns: 1 } }));
  await createFlagIn(world, acme, 'pro', booleanFlag({ plans: ['pro'], roles: ['editor'] }));
  await world.http.listen({ port: 0, host: '127.0.0.1' });
  baseUrl = `http://127.0.0.1:${(world.http.server.address() as AddressInfo).port}`;
  client = await clientWith(acme.keys.live);
});
afterAll(async () => {
  await OpenFeature.close();
  await world.drop();
});

async function clientWith(key: string): Promise<Client> {
  const headers: [string, string][] = [['authorization', `Bearer ${key}`]];
  await OpenFeature.setProviderAndWait(key, new OFREPProvider({ baseUrl, headers }));
  return OpenFeature.getClient(key);
}

describe('an OpenFeature client with the public provider', () => {
  it('evaluates flags of every kind with variant and reason', async () => {
    expect(await client.getBooleanDetails('switch', false)).toMatchObject({
      value: true,
      variant: 'on',
      reason: 'STATIC',
    });
    expect(await client.getStringDetails('banner', '?', { targetingKey: 'u', market: 'FR' })).toMatchObject({
      value: 'Hello',
      variant: 'blue',
      reason: 'TARGETING_MATCH',
    });
    expect(await client.getStringDetails('banner', '?', { targetingKey: 'u', market: 'DE' })).toMatchObject({
      value: '',
      variant: 'none',
      reason: 'DEFAULT',
    });
    const size = await client.getNumberDetails('page-size', 0, { targetingKey: 'creator-1' });
    expect(size.reason).toBe('SPLIT');
    expect([size.value, size.variant]).toEqual(size.value === 50 ? [50, 'large'] : [10, 'small']);
    expect(await client.getObjectDetails('layout', {})).toMatchObject({ value: { columns: 3 }, variant: 'wide' });
  });

  it('gets its default and the reason where there is no such flag, the type differs or nobody is named', async () => {
    expect(await client.getBooleanDetails('nothing', true)).toMatchObject({
      value: true,
      reason: 'ERROR',
      errorCode: 'FLAG_NOT_FOUND',
      errorMessage: 'There is no such flag in this environment.',
    });
    expect(await client.getStringDetails('switch', 'text')).toMatchObject({
      value: 'text',
      errorCode: 'TYPE_MISMATCH',
    });
    expect(await client.getNumberDetails('page-size', 7)).toMatchObject({
      value: 7,
      errorCode: 'TARGETING_KEY_MISSING',
    });
    expect(await client.getBooleanDetails('switch', false, { market: 33 })).toMatchObject({
      value: false,
      errorCode: 'INVALID_CONTEXT',
    });
  });

  it('sees a change with the next evaluation, and another environment not at all', async () => {
    await createFlagIn(world, acme, 'moving', booleanFlag());
    expect(await client.getBooleanValue('moving', false)).toBe(true);
    await changeFlagIn(world, acme, 'moving', booleanFlag({ is_enabled: false }));
    expect(await client.getBooleanDetails('moving', true)).toMatchObject({ value: false, reason: 'DISABLED' });
    const elsewhere = await clientWith(acme.keys.test);
    expect((await elsewhere.getBooleanDetails('moving', true)).errorCode).toBe('FLAG_NOT_FOUND');
  });

  it('gets its default where the key is wrong', async () => {
    const stranger = await clientWith(`sk_live_${'a'.repeat(43)}`);
    expect(await stranger.getBooleanDetails('switch', false)).toMatchObject({ value: false, reason: 'ERROR' });
  });
});

describe('a single evaluation', () => {
  it('refuses a context that is not right in the form of the protocol', async () => {
    for (const context of ['creator-1', 5, ['creator-1'], { targetingKey: 5 }, { role: {} }]) {
      const reply = await evaluateIn(world, acme, 'switch', context as Record<string, unknown>);
      expect([reply.status, reply.body]).toMatchObject([400, { key: 'switch', errorCode: 'INVALID_CONTEXT' }]);
    }
    const empty = await world.send(evaluateFlag, { bearer: acme.keys.live, params: { key: 'switch' }, body: {} });
    expect(empty.body).toEqual({ key: 'switch', value: true, variant: 'on', reason: 'STATIC' });
    const nulls = await evaluateIn(world, acme, 'switch', { targetingKey: null, market: null, device: { os: 'x' } });
    expect(nulls.status).toBe(200);
  });

  it('answers 400 without a targeting key that it needs and 404 for an unknown flag', async () => {
    const { status, body } = await evaluateIn(world, acme, 'page-size');
    expect([status, body.key, body.errorCode]).toEqual([400, 'page-size', 'TARGETING_KEY_MISSING']);
    const unknown = await evaluateIn(world, acme, 'No such key');
    expect([unknown.status, unknown.body.key, unknown.body.errorCode]).toEqual([404, 'No such key', 'FLAG_NOT_FOUND']);
  });
});

describe('a participant', () => {
  const ask = async (bearer: string, key: string, context: object = {}) =>
    (await world.send(evaluateFlag, { bearer, params: { key }, body: { context } })).body;

  it('is evaluated as themselves, whatever the context says', async () => {
    const bearer = await acme.token('creator-1', { market: 'DE' });
    const asked = await ask(bearer, 'banner', { targetingKey: 'creator-2', market: 'FR' });
    expect(asked).toMatchObject({ variant: 'none', reason: 'DEFAULT' });
    expect(await ask(await acme.token('creator-1', { market: 'FR' }), 'banner')).toMatchObject({ variant: 'blue' });
    const ids = Array.from({ length: 30 }, (_, at) => `creator-${at}`);
    const variants = await Promise.all(
      ids.map(async (id) => [
        (await ask(await acme.token(id), 'page-size', { targetingKey: 'somebody else' })).variant,
        (await evaluateIn(world, acme, 'page-size', { targetingKey: id })).body.variant,
      ]),
    );
    for (const [own, told] of variants) expect(own).toBe(told);
    expect(new Set(variants.map(([own]) => own)).size).toBe(2);
  });

  it('has the market, role and plan that are stored, and the token’s where it names one', async () => {
    await world.send(putParticipant, {
      bearer: acme.keys.live,
      params: { external_id: 'stored' },
      body: { market: 'FR', role: 'editor', traits: { plan: 'pro' } },
    });
    const bearer = await acme.token('stored');
    expect(await ask(bearer, 'banner')).toMatchObject({ variant: 'blue' });
    expect(await ask(bearer, 'pro')).toMatchObject({ value: true });
    const named = await acme.token('stored', { role: 'viewer' });
    expect(await ask(named, 'pro')).toMatchObject({ value: false });
    expect(await ask(await acme.token('unknown'), 'pro', { plan: 'pro', role: 'editor' })).toMatchObject({
      value: false,
    });
    expect((await evaluateIn(world, acme, 'pro', { plan: 'pro', role: 'editor' })).body.value).toBe(true);
  });

  it('is remembered for five seconds', async () => {
    const put = (market: string) =>
      world.send(putParticipant, { bearer: acme.keys.live, params: { external_id: 'moved' }, body: { market } });
    const bearer = await acme.token('moved');
    await put('FR');
    expect(await ask(bearer, 'banner')).toMatchObject({ variant: 'blue' });
    await put('DE');
    world.clock.advance(4_999);
    expect(await ask(bearer, 'banner')).toMatchObject({ variant: 'blue' });
    world.clock.advance(1);
    expect(await ask(bearer, 'banner')).toMatchObject({ variant: 'none' });
  });
});

describe('a body that cannot be read', () => {
  const send = async (path: string, body: string, bearer = acme.keys.live) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const response = await fetch(`${baseUrl}/ofrep/v1/evaluate/flags${path}`, { method: 'POST', headers, body });
    const type = response.headers.get('content-type');
    return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
  };

  it.each(['{', '[1]', '"text"'])('is refused in the protocol’s own words: %s', async (body) => {
    const one = await send('/switch', body);
    expect([one.status, one.type]).toEqual([400, 'application/json; charset=utf-8']);
    expect(one.body).toEqual({ key: 'switch', errorCode: 'PARSE_ERROR', errorDetails: one.body['errorDetails'] });
    expect(one.body['errorDetails']).toMatch(/\w+/);
    const all = await send('', body);
    expect([all.status, all.body['errorCode'], 'key' in all.body]).toEqual([400, 'PARSE_ERROR', false]);
  });

  it('is told from one that can be, and from a key that may not', async () => {
    expect((await send('/switch', '{}')).status).toBe(200);
    const stranger = await send('/switch', '{}', 'nothing');
    expect([stranger.status, stranger.type]).toEqual([401, 'application/problem+json; charset=utf-8']);
  });
});

describe('evaluating every flag', () => {
  const all = async (context: unknown, headers: Record<string, string> = {}, bearer = acme.keys.live) => {
    const response = await fetch(`${baseUrl}/ofrep/v1/evaluate/flags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ context }),
    });
    const text = await response.text();
    const body = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, etag: response.headers.get('etag') ?? '', body };
  };

  it('answers each as alone, by key, and says which lack a targeting key', async () => {
    const context = { targetingKey: 'creator-9', market: 'FR' };
    const { status, body } = await all(context);
    expect(status).toBe(200);
    const keys = body.flags.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(keys.toSorted());
    expect(keys).toEqual(expect.arrayContaining(['banner', 'layout', 'page-size', 'pro', 'switch']));
    for (const key of keys) {
      const alone = (await evaluateIn(world, acme, key, context)).body;
      expect(body.flags.find((flag: { key: string }) => flag.key === key)).toEqual(alone);
    }
    const nobody = (await all(undefined)).body.flags.find(({ key }: { key: string }) => key === 'page-size');
    expect(nobody.errorCode).toBe('TARGETING_KEY_MISSING');
  });

  it('answers 304 as long as neither the flags nor the context have changed', async () => {
    await createFlagIn(world, acme, 'tagged', booleanFlag());
    const context = { targetingKey: 'creator-1' };
    const { etag } = await all(context);
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const again = await all({ ...context, device: 'phone' }, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.etag, again.body]).toEqual([304, etag, undefined]);
    expect((await all({ targetingKey: 'creator-2' }, { 'if-none-match': etag })).status).toBe(200);
    expect((await all({ ...context, plan: 'pro' }, { 'if-none-match': etag })).status).toBe(200);
    expect((await all(context, { 'if-none-match': etag }, acme.keys.test)).status).toBe(200);
    await changeFlagIn(world, acme, 'tagged', booleanFlag({ is_enabled: false }));
    const changed = await all(context, { 'if-none-match': etag });
    expect([changed.status, changed.etag === etag]).toEqual([200, false]);
    expect(changed.body.flags).toContainEqual({ key: 'tagged', value: false, variant: 'off', reason: 'DISABLED' });
  });

  it('is understood by the client that OpenFeature’s own providers are made of', async () => {
    const api = new OFREPApi(baseUrl);
    const context = { targetingKey: 'creator-1', market: 'FR' };
    const authorization = `Bearer ${acme.keys.live}`;
    const first = await api.postBulkEvaluateFlags({ context }, { headers: [['authorization', authorization]] });
    if (first.httpStatus !== 200) throw new Error(`answered ${first.httpStatus}`);
    const banner = { key: 'banner', value: 'Hello', variant: 'blue', reason: 'TARGETING_MATCH' };
    expect(first.value.flags).toContainEqual(banner);
    const headers: [string, string][] = [
      ['authorization', authorization],
      ['if-none-match', first.httpResponse?.headers.get('etag') ?? ''],
    ];
    expect((await api.postBulkEvaluateFlags({ context }, { headers })).httpStatus).toBe(304);
    const other = await api.postBulkEvaluateFlags({ context: { ...context, market: 'DE' } }, { headers });
    expect(other.httpStatus).toBe(200);
  });

  it('refuses a context that is not right, and whoever may not read flags', async () => {
    const wrong = await all('creator-1');
    expect([wrong.status, wrong.body.errorCode]).toEqual([400, 'INVALID_CONTEXT']);
    expect((await all({}, {}, 'nothing')).status).toBe(401);
    expect((await all({}, {}, acme.keys.test)).body.flags).toEqual([]);
  });

  it('answers a participant about themselves', async () => {
    const bearer = await acme.token('creator-3', { market: 'FR' });
    const { body } = await all({ targetingKey: 'somebody else', market: 'DE' }, {}, bearer);
    expect(body.flags).toContainEqual({
      key: 'banner',
      value: 'Hello',
      variant: 'blue',
      reason: 'TARGETING_MATCH',
    });
  });
});
