import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

const all: readonly Route[] = routes;
/** Where the protocol is another's standard, its form is too, and what it does not know it ignores. */
const isOurs = ({ wire, tag }: Route) => wire === undefined && tag !== 'OFREP';

type Schema = { readonly [name: string]: unknown };
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** Paths of the objects in a schema that take members nobody named. A record names none and means all. */
function openObjects(schema: unknown, path: string): string[] {
  if (!isSchema(schema)) return [];
  const { type, properties, additionalProperties } = schema;
  const own = type === 'object' && isSchema(properties) && additionalProperties !== false ? [path] : [];
  const inner = Object.entries(schema).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => openObjects(item, `${path}/${name}/${index}`))
      : openObjects(value, `${path}/${name}`),
  );
  return [...own, ...inner];
}

const openIn = (body: z.ZodType, name: string) =>
  openObjects(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), name);

test('no body takes a member that the route does not name', () => {
  const open = all.filter(isOurs).flatMap(({ id, body }) => (body === undefined ? [] : openIn(body, id)));
  expect(open).toEqual([]);
});

test('a body that would is found, however deep', () => {
  const leaky = z.strictObject({ person: z.object({ name: z.string() }), tags: z.array(z.object({ a: z.int() })) });
  expect(openIn(leaky, 'leaky')).toEqual(['leaky/properties/person', 'leaky/properties/tags/items']);
});

/** Where people who are not signed in prove who they are, or get back in. */
const entrance = all.filter(({ path, audience }) => path.startsWith('/api/v1/auth/') && audience.public);

test('signing in and getting back in ask for nothing that others may know of a person', () => {
  const asked = entrance.flatMap(({ body }) => (body instanceof z.ZodObject ? Object.keys(body.shape) : []));
  expect(asked).toEqual(expect.arrayContaining(['email', 'password', 'token', 'code']));
  expect(asked.filter((name) => /hint|question|answer|birth|maiden|pet|school|phone/i.test(name))).toEqual([]);
});

test('whatever a guess could be made at has a limit of its own', () => {
  const guessable = ['password', 'code', 'token', 'refresh_token', 'assertion'];
  const unlimited = entrance.filter(
    ({ id, body, limit }) =>
      id !== 'ratePassword' &&
      body instanceof z.ZodObject &&
      guessable.some((name) => name in body.shape) &&
      !['sign_in', 'refresh'].includes(limit),
  );
  expect(unlimited.map(({ id }) => id)).toEqual([]);
  expect(entrance.length).toBeGreaterThan(10);
});
