import type { FieldInput, FieldSchema, FormField, FormStep } from '@stepwell/engine';
import { freeKey, keyFrom } from './keys.ts';

export const FIELD_INPUTS: readonly FieldInput[] = [
  'text',
  'textarea',
  'email',
  'url',
  'number',
  'date',
  'select',
  'radio',
  'checkboxes',
  'checkbox',
];

export type Option = NonNullable<FormField['options']>[number];
export type Limit = 'minLength' | 'maxLength' | 'minimum' | 'maximum' | 'minItems' | 'maxItems';

const LENGTHS: readonly Limit[] = ['minLength', 'maxLength'];

/** The limits that can be set for an input, the lower one first. */
export function limitsOf(input: FieldInput): readonly Limit[] {
  if (input === 'text' || input === 'textarea' || input === 'email' || input === 'url') return LENGTHS;
  if (input === 'number') return ['minimum', 'maximum'];
  return input === 'checkboxes' ? ['minItems', 'maxItems'] : [];
}

export function hasOptions(input: FieldInput): boolean {
  return input === 'select' || input === 'radio' || input === 'checkboxes';
}

/** A field without a label yet; its key is the first free `field_n`. */
export function newField(step: FormStep): FormField {
  const taken = step.fields.map((field) => field.key);
  return { key: freeKey('field', taken), label: {}, required: true, input: 'text', schema: schemaOf('text') };
}

/** The field with another input; limits and options that still make sense are kept. */
export function withInput(field: FormField, input: FieldInput): FormField {
  const { options, ...rest } = field;
  const next = { ...rest, input, schema: schemaOf(input, field.schema) };
  if (!hasOptions(input)) return next;
  return withOptions(next, options ?? [{ value: 'option_1', label: {} }]);
}

/** Options and the values the schema lists, which must always be the same. */
export function withOptions(field: FormField, options: readonly Option[]): FormField {
  const values = options.map((option) => option.value);
  const schema: FieldSchema =
    field.input === 'checkboxes'
      ? { ...field.schema, items: { type: 'string', enum: values } }
      : { ...field.schema, enum: values };
  return { ...field, schema, options };
}

export function newOption(options: readonly Option[]): Option {
  return {
    value: freeKey(
      `option_${options.length + 1}`,
      options.map((option) => option.value),
    ),
    label: {},
  };
}

/** Sets a limit, or takes it off. */
export function withLimit(field: FormField, limit: Limit, value: number | undefined): FormField {
  const { [limit]: _, ...rest } = field.schema;
  return { ...field, schema: value === undefined ? rest : { ...rest, [limit]: value } };
}

/** Whether a number may have decimals. */
export function withWholeNumbers(field: FormField, whole: boolean): FormField {
  return { ...field, schema: { ...field.schema, type: whole ? 'integer' : 'number' } };
}

/** Whether a box must be ticked for the form to be accepted. */
export function withMustTick(field: FormField, must: boolean): FormField {
  const { const: _, ...rest } = field.schema;
  return { ...field, schema: must ? { ...rest, const: true } : rest };
}

/** The key that follows a label while it still is one that was made and not chosen. */
export function followingKey(key: string, labels: { before: string; after: string }, taken: readonly string[]): string {
  const made = /^(field|option)(_\d+)*$/.test(key) || (labels.before !== '' && isMadeFrom(key, labels.before));
  const wanted = keyFrom(labels.after);
  if (!made || !wanted) return key;
  return freeKey(
    wanted,
    taken.filter((other) => other !== key),
  );
}

function isMadeFrom(key: string, label: string): boolean {
  const stem = keyFrom(label);
  return key === stem || (key.startsWith(`${stem}_`) && /^_\d+$/.test(key.slice(stem.length)));
}

function schemaOf(input: FieldInput, old: Partial<FieldSchema> = {}): FieldSchema {
  const lengths = (most: number) => ({ ...pick(old, 'minLength'), maxLength: old.maxLength ?? most });
  switch (input) {
    case 'text':
      return { type: 'string', ...lengths(200) };
    case 'textarea':
      return { type: 'string', ...lengths(2_000) };
    case 'email':
      return { type: 'string', format: 'email', ...lengths(320) };
    case 'url':
      return { type: 'string', format: 'uri', ...lengths(500) };
    case 'number':
      return { type: old.type === 'integer' ? 'integer' : 'number', ...pick(old, 'minimum'), ...pick(old, 'maximum') };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'checkbox':
      return { type: 'boolean', ...pick(old, 'const') };
    case 'checkboxes':
      return { type: 'array', ...pick(old, 'minItems'), ...pick(old, 'maxItems'), uniqueItems: true };
    default:
      return { type: 'string' };
  }
}

function pick<Name extends keyof FieldSchema>(
  schema: Partial<FieldSchema>,
  name: Name,
): Pick<FieldSchema, Name> | object {
  return schema[name] === undefined ? {} : { [name]: schema[name] };
}
