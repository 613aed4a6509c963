import type { FieldSchema, FormField, FormStep, Json, StepDefinition } from './definition.ts';
import { sameJson } from './same-json.ts';

/**
 * Why work done on `before` cannot stand for `after`; empty when it can.
 *
 * Equivalent means: the same key and kind; for terms the same document version; for a form, answers that `before`
 * accepted are accepted by `after`: no new required field, no field made required, no field schema narrowed (an `enum`
 * may only gain values). An empty string or list counts as no answer, so a least length of 1 narrows nothing.
 */
export function incompatibilities(before: StepDefinition, after: StepDefinition): string[] {
  if (before.key !== after.key) return ['key'];
  if (before.kind === 'form' && after.kind === 'form') return formIncompatibilities(before, after);
  if (before.kind === 'terms' && after.kind === 'terms') {
    return before.document.version === after.document.version ? [] : ['document/version'];
  }
  return before.kind === after.kind ? [] : ['kind'];
}

/** Whether work done on `before` stands for `after`. */
export function compatible(before: StepDefinition, after: StepDefinition): boolean {
  return incompatibilities(before, after).length === 0;
}

/**
 * Whether every value that `before` accepts is accepted by `after`. The answer errs on the side of no: two schemas that
 * say the same in different words may be found incompatible, never the reverse.
 */
export function acceptsAllOf(after: FieldSchema, before: FieldSchema): boolean {
  if (after.format !== undefined && after.format !== before.format) return false;
  const values = finiteValues(before);
  if (values) return values.filter((value) => accepts(before, value)).every((value) => accepts(after, value));
  if (after.enum !== undefined || after.const !== undefined) return false;
  return widerType(after, before) && widerBounds(after, before) && widerItems(after, before);
}

function formIncompatibilities(before: FormStep, after: FormStep): string[] {
  const old = new Map(before.fields.map((field) => [field.key, field]));
  return after.fields.filter((field) => !fieldStands(old.get(field.key), field)).map((field) => `fields/${field.key}`);
}

function fieldStands(before: FormField | undefined, after: FormField): boolean {
  if (!before) return !after.required;
  return (before.required || !after.required) && acceptsAllOf(after.schema, before.schema);
}

function finiteValues(schema: FieldSchema): readonly Json[] | null {
  if (schema.const !== undefined) return [schema.const];
  return schema.enum ?? (schema.type === 'boolean' ? [true, false] : null);
}

/** Validates a single value against everything but `format`, which the caller has compared. */
function accepts(schema: FieldSchema, value: Json): boolean {
  if (schema.const !== undefined && !sameJson(schema.const, value)) return false;
  if (schema.enum !== undefined && !schema.enum.some((item) => sameJson(item, value))) return false;
  if (typeof value === 'string')
    return schema.type === 'string' && isWithin(schema, 'Length', Array.from(value).length);
  if (typeof value === 'number') return isNumeric(schema, value) && isWithin(schema, 'imum', value);
  return typeof value === 'boolean' && schema.type === 'boolean';
}

function isNumeric(schema: FieldSchema, value: number): boolean {
  return schema.type === 'number' || (schema.type === 'integer' && Number.isInteger(value));
}

function isWithin(schema: FieldSchema, bound: 'Length' | 'imum', size: number): boolean {
  const [least, most] = [schema[`min${bound}`], schema[`max${bound}`]];
  return (least === undefined || size >= least) && (most === undefined || size <= most);
}

function widerType(after: FieldSchema, before: FieldSchema): boolean {
  return after.type === before.type || (after.type === 'number' && before.type === 'integer');
}

function widerBounds(after: FieldSchema, before: FieldSchema): boolean {
  return (
    (after.minLength ?? 0) <= Math.max(before.minLength ?? 0, 1) &&
    (after.maxLength ?? Infinity) >= (before.maxLength ?? Infinity) &&
    (after.minimum ?? -Infinity) <= (before.minimum ?? -Infinity) &&
    (after.maximum ?? Infinity) >= (before.maximum ?? Infinity) &&
    (after.minItems ?? 0) <= Math.max(before.minItems ?? 0, 1) &&
    (after.maxItems ?? Infinity) >= (before.maxItems ?? Infinity) &&
    (!after.uniqueItems || before.uniqueItems === true)
  );
}

function widerItems(after: FieldSchema, before: FieldSchema): boolean {
  if (!after.items) return true;
  return before.items !== undefined && acceptsAllOf(after.items, before.items);
}
