import fc from 'fast-check';
import { accepted, damaged, HOSTILE_TEXTS, hostile, type Named, type Schema } from './values.ts';

export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Named };
};
export type Operation = {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
};

/** A request as it goes over the wire, but for who sends it. */
export type FuzzRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Buffer | undefined;
  /** Which of those who may call, and whether somebody else does. */
  readonly by: number;
  readonly isForeign: boolean;
};

/** Requests to one operation of the document: right, nearly right and outrageous ones. */
export function requestsTo(path: string, operation: Operation, named: Named, known: readonly string[]) {
  const texts = (schema: Schema) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...known) },
      { weight: 2, arbitrary: accepted(schema, named).map(asText) },
      { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    );
  const inPlace = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  const record = (place: string) => Object.fromEntries(inPlace(place).map(({ name, schema }) => [name, texts(schema)]));
  return fc
    .record({
      params: fc.record(record('path')),
      query: fc.record(record('query'), { requiredKeys: [] }),
      moreQuery: often(['', '', '', 'a=1&a=2', 'flow[]=x', '%', '%ff=%zz', '__proto__=1', 'x'.repeat(3_000)]),
      headers: fc.record(record('header'), { requiredKeys: [] }),
      moreHeaders: fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: oddHeaders() }),
      body: bodiesOf(operation, named),
      by: fc.nat(20),
      isForeign: often([false, false, false, false, true]),
    })
    .map(({ params, query, moreQuery, headers, moreHeaders, body, by, isForeign }): FuzzRequest => {
      const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(params[name] ?? ''));
      const search = [...Object.entries(query).map(([name, value]) => `${name}=${encoded(value ?? '')}`), moreQuery];
      const sendable = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, asciiOf(value ?? '')]));
      return {
        url: `${place}?${search.filter((part) => part !== '').join('&')}`,
        headers: { ...sendable, ...body.headers, ...moreHeaders },
        payload: body.payload,
        by,
        isForeign,
      };
    });
}

type Body = { readonly headers: Readonly<Record<string, string>>; readonly payload: string | Buffer | undefined };

function bodiesOf({ requestBody }: Operation, named: Named): fc.Arbitrary<Body> {
  const nothing = { weight: 1, arbitrary: fc.constant<Body>({ headers: {}, payload: undefined }) };
  const [content] = Object.entries(requestBody?.content ?? {});
  if (!content) return fc.oneof({ ...nothing, weight: 4 }, { weight: 1, arbitrary: rawBodies('application/json') });
  const [type, { schema }] = content;
  const write = type.includes('form') ? asForm : asJson;
  const written = (values: fc.Arbitrary<unknown>) =>
    values.map((value): Body => ({ headers: { 'content-type': type }, payload: write(value) }));
  const valid = accepted(schema, named);
  return fc.oneof(
    nothing,
    { weight: 4, arbitrary: written(valid) },
    { weight: 6, arbitrary: written(damaged(valid)) },
    { weight: 2, arbitrary: written(damaged(damaged(valid))) },
    { weight: 2, arbitrary: written(hostile()) },
    { weight: 2, arbitrary: rawBodies(type) },
  );
}

function rawBodies(type: string): fc.Arbitrary<Body> {
  const payloads = [
    '',
    '{',
    '{"a":1,}',
    'null',
    '""',
    '1e999',
    '\ufeff{}',
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
    '{"__proto__":{"admin":true}}',
    '{"a":1,"a":2}',
    `{"a":"${'x'.repeat(600_000)}"}`,
    'a=1&b=2',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
    Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.alloc(2_000),
  ];
  const types = [type, type, `${type}; charset=utf-16`, 'text/plain', 'multipart/form-data', 'application/json;;', ';'];
  return fc
    .tuple(fc.constantFrom(...payloads), fc.constantFrom(...types))
    .map(([payload, contentType]) => ({ headers: { 'content-type': contentType }, payload }));
}

function oddHeaders(): fc.Arbitrary<Record<string, string>> {
  return fc.constantFrom<Record<string, string>[]>(
    { 'accept-language': '*;q=-1, fr;q=x' },
    { accept: 'application/xml' },
    { 'content-encoding': 'gzip' },
    { 'stepwell-environment': 'nowhere' },
    { 'if-match': 'W/"' },
    { 'if-none-match': '*' },
    { 'x-correlation-id': 'x'.repeat(500) },
    { 'x-forwarded-for': '999.1.1.1, ::g' },
    { cookie: 'stepwell_session=%; =; __proto__=1' },
    { authorization: 'Bearer' },
    { authorization: 'Basic YTpi' },
    { authorization: `Bearer ${'a.'.repeat(2_000)}` },
    { origin: 'null' },
    { range: 'bytes=0-' },
  );
}

function often<const T>(choices: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...choices);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** A text that can't be told in an address is told as the nearest that can. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 7_000);
}

/** What may stand in a header. */
function asciiOf(text: string): string {
  return text.replace(/[^\t -~]/g, '?');
}

function asJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function asForm(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return new URLSearchParams(Object.entries(value).map(([name, one]) => [name, asText(one)])).toString();
}
