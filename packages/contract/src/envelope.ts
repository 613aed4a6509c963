import { z } from 'zod';

/** `{data}`: every success of the API that carries a body. */
export function dataOf<S extends z.ZodType>(schema: S) {
  return z.object({ data: schema });
}

/** `{data: [...], meta: {next_cursor}}`: a page of a list; `next_cursor` is null on the last page. */
export function pageOf<S extends z.ZodType>(schema: S) {
  return z.object({
    data: z.array(schema),
    meta: z.object({ next_cursor: z.string().nullable(), total: z.int().optional() }),
  });
}

export const Cursor = z.string().min(1).max(512);
/** Query of a list: 20 rows by default, 100 at most. */
export const PageQuery = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const Environment = z.enum(['live', 'test']);
export type Environment = z.infer<typeof Environment>;
export const Timestamp = z.iso.datetime({ offset: true }).describe('RFC 3339 time');
export const Id = z.uuid();
export const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'lower-case letters, digits, _ and -, starting with a letter');
export const StepKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and _, starting with a letter');
export const Capability = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'dotted lower-case name such as payouts.request');
export const ExternalId = z.string().min(1).max(200);
export const Market = z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2 code');
export const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'BCP 47 tag')
  .max(35);
/** Traits: up to 50 scalar or list values by name. */
export const Traits = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
    z.union([z.string().max(500), z.number(), z.boolean(), z.null(), z.array(z.string().max(200)).max(50)]),
  )
  .refine((traits) => Object.keys(traits).length <= 50, 'at most 50 traits');
