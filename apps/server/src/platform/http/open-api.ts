import { COMMON_PROBLEM_CODES, Problem, type Route, takesIdempotencyKey } from '@stepwell/contract';
import { z } from 'zod';
import type { CatalogueEntry } from '../errors/index.ts';
import { isCritical } from '../limits/index.ts';
import { STATUS_OF_KIND } from './problem-document.ts';

type Json = { [key: string]: unknown };

/**
 * OpenAPI 3.1 document made from the same routes that validate requests and write replies.
 * `catalogue` gives each problem code its status and sentence; a route that names an unknown code is an error.
 */
export function openApiDocument(
  routes: readonly Route[],
  catalogue: Readonly<Record<string, CatalogueEntry>>,
  info: { version: string; serverUrl: string },
): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(route, catalogue, schemas);
  }
  schemas.Problem = schemaOf(Problem, 'output', schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Stepwell', version: info.version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: info.serverUrl }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: sorted(schemas), securitySchemes },
  };
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'stepwell_session',
    description:
      'Somebody signed in, in a browser. What changes something carries the value of the cookie stepwell_csrf (__Host-stepwell_csrf over https) as x-csrf-token.',
  },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'Somebody signed in, in an API or mobile client: sat_….',
  },
  participant: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A participant token (HS256).' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, sk_live_… or sk_test_….' },
  directory: { type: 'http', scheme: 'bearer', description: 'The token of an organization’s directory, scim_….' },
  operator: { type: 'http', scheme: 'bearer', description: 'The installation’s operations token.' },
};

function operationOf(route: Route, catalogue: Readonly<Record<string, CatalogueEntry>>, schemas: Json): Json {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...securityOf(route),
    parameters: [
      ...parametersOf(route, 'params', 'path', schemas),
      ...parametersOf(route, 'query', 'query', schemas),
      ...(takesIdempotencyKey(route) ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(route.body
      ? {
          requestBody: { required: true, content: contentOf(route, 'request', schemaOf(route.body, 'input', schemas)) },
        }
      : {}),
    responses: together(successesOf(route, schemas), problemsOf(route, catalogue)),
    'x-limit-class': route.limit,
    ...(route.confirm ? { 'x-confirm': true } : {}),
    ...(route.gate ? { 'x-gate': route.gate } : {}),
  };
}

function securityOf(route: Route): Json {
  if (route.audience.public) return { security: [] };
  const { account, member, participant, apiKey, directory, operator } = route.audience;
  const isForPeople = account || member || (operator && operator !== 'operations');
  return {
    security: [
      ...(isForPeople ? [{ session: [] }, { accessToken: [] }] : []),
      ...(participant ? [{ participant: [] }] : []),
      ...(apiKey ? [{ apiKey: [] }] : []),
      ...(directory ? [{ directory: [] }] : []),
      ...(operator === 'operations' ? [{ operator: [] }] : []),
    ],
    'x-audience': route.audience,
  };
}

function parametersOf(route: Route, part: 'params' | 'query', place: string, schemas: Json): Json[] {
  const object = route[part];
  if (!object) return [];
  const json = schemaOf(object, 'input', schemas) as { properties?: Json; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    schema,
  }));
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  description:
    'Makes the request happen once, however often it is sent within 24 hours: what follows is given the first answer again, with `Idempotent-Replayed: true`. A refused request changed nothing and frees its key.',
};
const KEY_PROBLEM_CODES = ['idempotency_key_malformed', 'idempotency_key_in_use', 'idempotency_key_reused'];

type Answers = { [status: string]: { description: string; content?: Json } };

/** A protocol of others may have answers of its own beside the problem documents of the same status. */
function together(own: Answers, problems: Answers): Answers {
  const merged: Answers = { ...own, ...problems };
  for (const [status, { description, content }] of Object.entries(own)) {
    const problem = problems[status];
    if (problem === undefined) continue;
    merged[status] = {
      description: `${description}\n\n${problem.description}`,
      content: { ...content, ...problem.content },
    };
  }
  return merged;
}

function successesOf(route: Route, schemas: Json): Answers {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [
      status,
      {
        description: STATUS_WORDS[status] ?? 'Answer',
        ...(schema ? { content: contentOf(route, 'reply', schemaOf(schema, 'output', schemas)) } : {}),
      },
    ]),
  );
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  200: 'Success',
  201: 'Created',
  202: 'Accepted',
  204: 'Success, no content',
  303: 'Go on elsewhere',
  304: 'What you have still holds',
  400: 'Refused in the words of its protocol',
  404: 'Refused in the words of its protocol',
  503: 'Not ready',
};

function problemsOf(route: Route, catalogue: Readonly<Record<string, CatalogueEntry>>): Answers {
  const byStatus = new Map<number, string[]>();
  for (const code of codesOf(route)) {
    const entry = catalogue[code];
    if (!entry) throw new Error(`route ${route.id} names the unknown problem code ${code}`);
    const status = STATUS_OF_KIND[entry.kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status, problemAnswer(codes, catalogue)]),
  );
}

function codesOf(route: Route): Set<string> {
  const uncounted = isCritical(route.limit) ? ['limits_unavailable'] : [];
  const keyed = takesIdempotencyKey(route) ? KEY_PROBLEM_CODES : [];
  return new Set([...route.errors, ...uncounted, ...COMMON_PROBLEM_CODES, ...keyed]);
}

function problemAnswer(codes: readonly string[], catalogue: Readonly<Record<string, CatalogueEntry>>): Answers[string] {
  return {
    description: codes.map((code) => `\`${code}\`: ${catalogue[code]?.title}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const MEDIA_TYPES = {
  json: { request: 'application/json', reply: 'application/json' },
  scim: { request: 'application/scim+json', reply: 'application/scim+json' },
  form: { request: 'application/x-www-form-urlencoded', reply: 'application/json' },
  csp_report: { request: 'application/csp-report', reply: 'application/json' },
  saml_metadata: { request: 'application/json', reply: 'application/samlmetadata+xml' },
  metrics: { request: 'application/json', reply: 'text/plain' },
  csv: { request: 'application/json', reply: 'text/csv' },
  ofrep: { request: 'application/json', reply: 'application/json' },
} as const;

function contentOf({ wire }: Route, part: 'request' | 'reply', schema: unknown): Json {
  return { [MEDIA_TYPES[wire ?? 'json'][part]]: { schema } };
}

/** JSON Schema of a Zod schema with its named parts moved to `components.schemas`. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
  const { $defs, $schema: _, ...rest } = json;
  for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {})) {
    const { id: __, ...body } = definition as Json;
    schemas[name] ??= withComponentRefs(body);
  }
  return withComponentRefs(rest) as Json;
}

function withComponentRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withComponentRefs);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, value.replace('#/$defs/', '#/components/schemas/')]
        : [key, withComponentRefs(value)],
    ),
  );
}

function sorted(record: Json): Json {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));
}
