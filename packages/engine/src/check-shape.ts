import { type DefinitionProblem, problem } from './definition-problem.ts';
import { isObject, own } from './same-json.ts';

type Shape = (value: unknown, path: string) => DefinitionProblem[];

/**
 * The places where a value is not even of the JSON types that a definition is made of. The other checks rely on an empty
 * answer. Rules and field schemas are left to their own checks, members unknown to the definition to the caller.
 */
export function shapeProblems(definition: unknown): DefinitionProblem[] {
  return flow(definition, '');
}

const text = typed('a string', (value) => typeof value === 'string');
const number = typed('a number', (value) => typeof value === 'number');
const flag = typed('true or false', (value) => typeof value === 'boolean');
const anyObject = typed('an object', isObject);
const localized: Shape = (value, path) =>
  isObject(value)
    ? Object.entries(value).flatMap(([locale, part]) => text(part, at(path, locale)))
    : anyObject(value, path);

const field = object({
  key: text,
  label: localized,
  help: optional(localized),
  placeholder: optional(localized),
  required: flag,
  input: text,
  schema: anyObject,
  options: optional(list(object({ value: text, label: localized }))),
});

const stepBase = object({
  key: text,
  kind: text,
  title: localized,
  help: optional(localized),
  required: flag,
  skippable: flag,
  weight: number,
  estimated_minutes: number,
  roles: list(text),
  markets: list(text),
  requires: list(text),
  visible_if: optional(anyObject),
  review: optional(flag),
});
const stepByKind: Readonly<Record<string, Shape>> = {
  info: object({ body: localized }),
  form: object({ fields: list(field) }),
  terms: object({ document: object({ version: text, body: localized, url: optional(text) }) }),
  external: object({ source: text, link: optional(text) }),
};
const step: Shape = (value, path) => {
  const kind = isObject(value) && typeof value.kind === 'string' ? value.kind : '';
  return [...stepBase(value, path), ...(own(stepByKind, kind)?.(value, path) ?? [])];
};

const flow = object({
  title: localized,
  description: optional(localized),
  default_locale: text,
  locales: list(text),
  targeting: object({ markets: list(text), roles: list(text), rule: optional(anyObject) }),
  theme: optional(object({ accent: optional(text), logo_url: optional(text), radius: optional(number) })),
  steps: list(step),
  gates: list(
    object({
      capability: text,
      title: localized,
      steps: list(text),
      deadline_days: optional(number),
      alternatives: optional(list(list(text))),
    }),
  ),
});

function typed(expected: string, isRight: (value: unknown) => boolean): Shape {
  return (value, path) =>
    isRight(value) ? [] : [problem('invalid_shape', path, `Expected ${expected} here.`, { expected })];
}

function optional(shape: Shape): Shape {
  return (value, path) => (value === undefined ? [] : shape(value, path));
}

function list(item: Shape): Shape {
  const isList = typed('a list', Array.isArray);
  return (value, path) =>
    // `Array.from` also visits the holes of a sparse list.
    Array.isArray(value)
      ? Array.from(value).flatMap((part, index) => item(part, at(path, index)))
      : isList(value, path);
}

function object(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) =>
    isObject(value)
      ? Object.entries(members).flatMap(([name, shape]) =>
          shape(Object.hasOwn(value, name) ? value[name] : undefined, at(path, name)),
        )
      : typed('an object', isObject)(value, path);
}

function at(path: string, part: string | number): string {
  return path === '' ? String(part) : `${path}/${part}`;
}
