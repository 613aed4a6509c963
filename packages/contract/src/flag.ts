import { z } from 'zod';
import { Id, Key, Market, Timestamp } from './envelope.ts';

export const FLAG_KINDS = ['boolean', 'string', 'number', 'json'] as const;
const VariantName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'lower-case letters, digits, _ and -');
const TargetingKey = z.string().min(1).max(200);
export const Percentage = z.number().min(0).max(100).multipleOf(0.01);
const GroupName = z.string().trim().min(1).max(100);

/** What a flag says and to whom. A boolean flag has the variants `on` (true) and `off` (false). */
export const FlagDefinition = z
  .strictObject({
    kind: z.enum(FLAG_KINDS),
    is_enabled: z.boolean().describe('false: everybody gets off_variant'),
    variants: z
      .record(VariantName, z.json())
      .describe('name → value of the flag’s kind; 2 to 20 variants, 2 KiB of JSON each'),
    off_variant: VariantName.describe('for everybody the flag is not for'),
    targets: z
      .array(z.strictObject({ variant: VariantName, ids: z.array(TargetingKey).max(1_000) }))
      .max(20)
      .describe('who always gets a variant, whatever else the flag says'),
    markets: z
      .array(z.union([z.literal('*'), Market]))
      .min(1)
      .max(250),
    plans: z.array(GroupName).max(50).describe('empty: every plan'),
    roles: z.array(GroupName).max(50).describe('empty: every role'),
    percentage: Percentage.describe(
      'share of those the flag is for, by a hash of their id: raising it takes nobody away',
    ),
    serve: z
      .array(z.strictObject({ variant: VariantName, weight: z.int().min(1).max(100_000) }))
      .min(1)
      .max(20)
      .describe('what they get, divided by weight'),
  })
  .meta({ id: 'FlagDefinition' });
export type FlagDefinition = z.infer<typeof FlagDefinition>;

export const FlagView = z
  .object({
    id: Id,
    key: Key,
    name: z.string(),
    description: z.string().nullable(),
    definition: FlagDefinition,
    row_version: z.int(),
    created_at: Timestamp,
    updated_at: Timestamp,
    archived_at: Timestamp.nullable(),
  })
  .meta({ id: 'Flag' });

/** Why somebody gets a value, in OpenFeature's words. */
export const FLAG_REASONS = ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'DEFAULT'] as const;
