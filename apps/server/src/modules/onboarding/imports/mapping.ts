import { Key } from '@stepwell/contract';
import { z } from 'zod';
import { importErrors } from './errors.ts';

export const MAX_EVENT_NAME = 200;

const Column = z.string().min(1).max(200);
const FieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and _, starting with a letter');
/** A column, read as it stands; or a column with the type its text is to be read as. What was checked passes again. */
const Field = z.union([
  Column.transform((column) => ({ column, type: 'any' as const })),
  z.strictObject({ column: Column, type: z.enum(['any', 'text', 'number', 'boolean']).default('any') }),
]);
const Fields = z
  .record(FieldName, Field)
  .refine((fields) => Object.keys(fields).length <= 50, 'at most 50')
  .default({});

/** How the rows of a file become participants and events. Everything but `format`, `rename` and `flow` names columns. */
const ImportMapping = z
  .strictObject({
    format: z.enum(['csv', 'jsonl']),
    /** What stands between two values of a CSV line. */
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    /** Key of the flow that the events belong to; absent: to none. */
    flow: Key.optional(),
    participant: Column,
    display_name: Column.optional(),
    market: Column.optional(),
    role: Column.optional(),
    locale: Column.optional(),
    /** Absent together with `at`: the file holds participants only. */
    event: Column.optional(),
    at: Column.optional(),
    step: Column.optional(),
    traits: Fields,
    properties: Fields,
    /** Names of events, as the file has them → as they are to be. */
    rename: z.record(z.string().min(1), z.string().min(1).max(MAX_EVENT_NAME)).default({}),
    /** Which of a participant's rows, by time, describes the participant. */
    participant_traits_from: z.enum(['first', 'last']).default('last'),
  })
  .refine(({ event, at }) => (event === undefined) === (at === undefined), {
    path: ['at'],
    message: '`event` and `at` go together',
  })
  .refine(
    ({ event, step, properties }) =>
      event !== undefined || (step === undefined && Object.keys(properties).length === 0),
    {
      path: ['event'],
      message: '`step` and `properties` need events',
    },
  );
export type ImportMapping = z.output<typeof ImportMapping>;
export type FieldSource = z.output<typeof Field>;

/** Checks a mapping as it was read from JSON. Throws `import_mapping_invalid` with every mistake. */
export function checkMapping(mapping: unknown): ImportMapping {
  const result = ImportMapping.safeParse(mapping);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, code, message }) => ({ path: `/${path.join('/')}`, code, message }));
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw importErrors.import_mapping_invalid(undefined, { detail, errors });
}

/** Reads a mapping from the text of its file. Throws `import_mapping_invalid`. */
export function parseMapping(text: string): ImportMapping {
  return checkMapping(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw importErrors.import_mapping_invalid(undefined, { detail: `The mapping is not JSON: ${reason}` });
  }
}
