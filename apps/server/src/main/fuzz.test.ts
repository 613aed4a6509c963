import { Problem, routes } from '@stepwell/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../platform/http/index.ts';
import { assemble, type Caller, type Cast } from '../testing/fuzz/callers.ts';
import { type Document, type FuzzRequest, type Operation, requestsTo } from '../testing/fuzz/requests.ts';
import { createWorld, type World } from '../testing/world.ts';
import { allErrorEntries } from './catalogue.ts';

/** Our own document says what is accepted; what is sent keeps to it, nearly keeps to it, or does not care. */

const LEAST_REQUESTS = 20_000;
const SEED = 20_261_121;
const AT_ONCE = 8;

const codes = allErrorEntries();
const document = openApiDocument(routes, codes, { version: '0', serverUrl: '/' }) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb: verb.toUpperCase() as 'GET', operation })),
);
const EACH = Math.ceil(LEAST_REQUESTS / operations.length);

let world: World;
let cast: Cast;
let casts = 0;

beforeAll(async () => {
  world = await createWorld();
  world.application.readiness.phase = 'ready';
  await renewCast();
});
afterAll(() => world.drop());

async function renewCast(): Promise<void> {
  casts += 1;
  cast = await assemble(world, `fuzz-${casts}`);
}

const seen = { requests: 0, accepted: 0, refused: 0 };

describe('whatever is sent', () => {
  it.each(operations)('to $verb $path is answered, or refused in a known way', { timeout: 120_000 }, async (place) => {
    expect(await faultsOf(place)).toEqual([]);
    if (!(await cast.isComplete())) await renewCast();
  });

  it('was enough, and not refused out of hand', () => {
    console.log(`${seen.requests} requests, ${seen.accepted} accepted, ${seen.refused} refused, 0 faults`);
    expect(seen.requests).toBeGreaterThanOrEqual(LEAST_REQUESTS);
    expect(seen.accepted).toBeGreaterThan(LEAST_REQUESTS / 20);
    expect(seen.refused).toBeGreaterThan(LEAST_REQUESTS / 2);
  });
});

it('is seen to fail where an answer is an accident', async () => {
  const place = operations.find(({ operation }) => operation.operationId === 'listFlags');
  if (!place) throw new Error('there is such an operation');
  await world.test.asOwner('alter table flags rename to flags_elsewhere');
  expect((await faultsOf(place)).join()).toContain('answered 500');
});

type Place = { readonly path: string; readonly verb: 'GET'; readonly operation: Operation };

async function faultsOf(place: Place): Promise<string[]> {
  const requests = fc.sample(requestsTo(place.path, place.operation, document.components.schemas, cast.known), {
    seed: SEED,
    numRuns: EACH,
  });
  const faults: (string | undefined)[] = [];
  for (let at = 0; at < requests.length; at += AT_ONCE) {
    faults.push(...(await Promise.all(requests.slice(at, at + AT_ONCE).map((request) => faultOf(place, request)))));
  }
  return faults.filter((fault) => fault !== undefined);
}

async function faultOf({ verb, operation }: Place, request: FuzzRequest): Promise<string | undefined> {
  const caller = callerOf(operation, request);
  const answer = await world.http.inject({
    method: verb,
    url: request.url,
    headers: { ...caller.headers(), ...request.headers },
    ...(request.payload === undefined ? {} : { payload: request.payload }),
  });
  caller.hear([answer.headers['set-cookie'] ?? []].flat());
  seen.requests += 1;
  seen[answer.statusCode < 400 ? 'accepted' : 'refused'] += 1;
  const fault = faultIn(operation, answer.statusCode, String(answer.headers['content-type']), answer.body);
  if (fault === undefined) return undefined;
  const sent = String(request.payload ?? '').slice(0, 500);
  return `${fault}: ${caller.scheme} ${verb} ${request.url.slice(0, 300)} ${JSON.stringify(request.headers)} ${sent}`;
}

/** Mostly one of those the operation is for. */
function callerOf({ security }: Operation, { by, isForeign }: FuzzRequest): Caller {
  const schemes = new Set(security.flatMap((one) => Object.keys(one)));
  const fitting = cast.callers.filter(({ scheme }) => isForeign !== (schemes.has(scheme) || schemes.size === 0));
  const callers = fitting.length > 0 ? fitting : cast.callers;
  return callers[by % callers.length] as Caller;
}

function faultIn(operation: Operation, status: number, type: string, body: string): string | undefined {
  if (status >= 500) return `answered ${status} ${body}`;
  if (status < 400) return String(status) in operation.responses ? undefined : `undocumented answer ${status}`;
  if (type.startsWith('application/scim+json')) return scimFault(status, body);
  if (!type.startsWith('application/problem+json')) return ownWords(operation, status, body);
  const { data, error } = Problem.safeParse(JSON.parse(body));
  if (error) return `no problem document: ${error.message}`;
  if (!(data.code in codes)) return `unknown code ${data.code}`;
  return data.status === status ? undefined : `${status} says ${data.status}`;
}

function scimFault(status: number, body: string): string | undefined {
  const { schemas, status: said, detail } = JSON.parse(body) as Record<string, unknown>;
  const isOne = String(schemas) === 'urn:ietf:params:scim:api:messages:2.0:Error' && said === String(status);
  return isOne && typeof detail === 'string' ? undefined : `no SCIM error: ${body}`;
}

/** A protocol of others refuses in its own words, which the document shows. */
function ownWords({ responses }: Operation, status: number, body: string): string | undefined {
  const documented = Object.keys(responses[String(status)]?.content ?? {});
  return documented.includes('application/json') && 'errorCode' in (JSON.parse(body) as object)
    ? undefined
    : `a refusal that is no problem document: ${status} ${body}`;
}
