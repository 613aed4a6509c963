import type { FlowDefinition as EngineFlowDefinition, Rule as EngineRule } from '@stepwell/engine';
import { z } from 'zod';
import { Capability, Locale, StepKey } from './envelope.ts';

/** Shape of a flow definition. What it means (cycles, unknown keys, missing texts) is checked by the engine. */
const text = (maxLength: number) =>
  z.record(Locale, z.string().max(maxLength)).refine((value) => Object.keys(value).length <= 40, 'at most 40 locales');
const Title = text(200);
const LongText = text(20_000);
const Scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
const Market = z.string().regex(/^([A-Z]{2}|\*)$/, 'ISO 3166-1 alpha-2 code, or *');
const Role = z.string().min(1).max(60);

const Comparison = z.strictObject({
  fact: z.string().min(1).max(200),
  op: z.enum(['eq', 'neq', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'contains', 'exists']),
  value: z.union([Scalar, z.array(Scalar).max(200)]),
});
export const Rule: z.ZodType<EngineRule> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Rule).max(50) }),
      z.strictObject({ any: z.array(Rule).max(50) }),
      z.strictObject({ not: Rule }),
      Comparison,
    ]),
  )
  .meta({ id: 'Rule' });

const scalarSchema = {
  type: z.enum(['string', 'number', 'integer', 'boolean']),
  enum: z.array(Scalar).max(500).optional(),
  const: Scalar.optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).max(20_000).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  format: z.enum(['email', 'uri', 'date', 'date-time']).optional(),
};
const ItemSchema = z.strictObject(scalarSchema);
const FieldSchema = z.strictObject({
  ...scalarSchema,
  type: z.enum(['string', 'number', 'integer', 'boolean', 'array']),
  items: ItemSchema.optional(),
  minItems: z.int().min(0).optional(),
  maxItems: z.int().min(0).max(500).optional(),
  uniqueItems: z.boolean().optional(),
});
const FormField = z.strictObject({
  key: StepKey,
  label: Title,
  help: text(1_000).optional(),
  placeholder: Title.optional(),
  required: z.boolean(),
  input: z.enum(['text', 'textarea', 'email', 'url', 'number', 'date', 'select', 'radio', 'checkbox', 'checkboxes']),
  schema: FieldSchema,
  options: z
    .array(z.strictObject({ value: z.string().max(200), label: Title }))
    .max(500)
    .optional(),
});

const stepBase = {
  key: StepKey,
  title: Title,
  help: text(2_000).optional(),
  required: z.boolean(),
  skippable: z.boolean(),
  weight: z.int().min(1).max(100),
  estimated_minutes: z.number().min(0).max(10_000),
  roles: z.array(Role).max(20),
  markets: z.array(Market).min(1).max(250),
  requires: z.array(StepKey).max(100),
  visible_if: Rule.optional(),
  review: z.boolean().optional(),
};
const Step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('info'), ...stepBase, body: LongText }),
  z.strictObject({ kind: z.literal('form'), ...stepBase, fields: z.array(FormField).max(100) }),
  z.strictObject({
    kind: z.literal('terms'),
    ...stepBase,
    document: z.strictObject({
      version: z.string().min(1).max(60),
      body: text(100_000),
      url: z.url({ protocol: /^https?$/ }).optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('task'), ...stepBase }),
  z.strictObject({
    kind: z.literal('external'),
    ...stepBase,
    source: z.string().min(1).max(60),
    link: z.url({ protocol: /^https?$/ }).optional(),
  }),
  z.strictObject({
    kind: z.enum([
      'upload',
      'age_check',
      'identity_check',
      'payout_account',
      'tax_form',
      'invite_team',
      'connect',
      'conversation',
    ]),
    ...stepBase,
  }),
]);

export const FlowDefinition = z
  .strictObject({
    title: Title,
    description: text(2_000).optional(),
    default_locale: Locale,
    locales: z.array(Locale).min(1).max(40),
    targeting: z.strictObject({
      markets: z.array(Market).min(1).max(250),
      roles: z.array(Role).max(20),
      rule: Rule.optional(),
    }),
    theme: z
      .strictObject({
        accent: z
          .string()
          .regex(/^#[0-9a-fA-F]{6}$/)
          .optional(),
        logo_url: z.url({ protocol: /^https?$/ }).optional(),
        radius: z.number().min(0).max(24).optional(),
      })
      .optional(),
    steps: z.array(Step).max(100),
    gates: z
      .array(
        z.strictObject({
          capability: Capability,
          title: Title,
          steps: z.array(StepKey).max(100),
          deadline_days: z.int().min(1).max(3_650).optional(),
          alternatives: z.array(z.array(StepKey).min(1).max(100)).max(10).optional(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'FlowDefinition' });

/** Compile-time proof that the schema and the engine speak of the same shape. */
type Parsed = z.output<typeof FlowDefinition>;
export const asEngineDefinition = (definition: Parsed): EngineFlowDefinition => definition;
