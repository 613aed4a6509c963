import type { Answers, FieldSchema, FormField, FormStep, Json } from '@stepwell/engine';
import type { DemoPerson } from './people.ts';
import { spread } from './spread.ts';

/** Answers that a demo person gives to a form; they pass the form's own schema. */
export function demoAnswers(step: FormStep, person: DemoPerson, index: number): Answers {
  return Object.fromEntries(
    step.fields
      .filter((field, at) => field.required || spread(3, index, at, 21) > 0)
      .map((field, at) => [field.key, answerOf(field, person, index * 31 + at)]),
  );
}

function answerOf(field: FormField, person: DemoPerson, seed: number): Json {
  const { schema } = field;
  if (schema.type === 'array') {
    const items = schema.items?.enum ?? [];
    const count = Math.max(schema.minItems ?? 1, 1);
    return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[(seed + at) % items.length] ?? null);
  }
  return scalarOf(field.key, schema, person, seed);
}

function scalarOf(key: string, schema: FieldSchema, person: DemoPerson, seed: number): Json {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[spread(schema.enum.length, seed, 22)] ?? null;
  switch (schema.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + spread(Math.max(1, (schema.maximum ?? 100) - (schema.minimum ?? 0)), seed, 23);
    default:
      return textOf(key, schema, person, seed);
  }
}

function textOf(key: string, schema: FieldSchema, person: DemoPerson, seed: number): string {
  if (schema.format === 'date')
    return `${1965 + spread(38, seed, 24)}-0${1 + spread(9, seed, 25)}-1${spread(10, seed, 26)}`;
  if (schema.format === 'date-time') return '2026-01-15T10:00:00Z';
  if (schema.format === 'email') return `${person.externalId}@example.com`;
  if (schema.format === 'uri') return `https://example.com/${person.externalId}`;
  const text = key.includes('name')
    ? person.displayName
    : `${person.displayName}, ${key.replaceAll('_', ' ')} of a demo participant`;
  return fit(text, schema);
}

function fit(text: string, schema: FieldSchema): string {
  return text.slice(0, schema.maxLength ?? text.length).padEnd(schema.minLength ?? 0, '0');
}
