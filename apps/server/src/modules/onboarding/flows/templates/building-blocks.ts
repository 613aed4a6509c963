import type { FieldSchema, FormField, FormStep, GateDefinition, LocalizedText, StepDefinition } from '@stepwell/engine';

/** A text in the two languages every template speaks. */
export function inBoth(en: string, fr: string): LocalizedText {
  return { en, fr };
}

type StepHead = Pick<StepDefinition, 'key' | 'title' | 'estimated_minutes' | 'weight'> &
  Partial<Pick<StepDefinition, 'help' | 'requires' | 'roles' | 'markets' | 'visible_if' | 'review'>>;

/** What a step needs besides its kind: required, for everybody, everywhere, unless said otherwise. */
export function required(head: StepHead) {
  return { roles: [], markets: ['*'], requires: [], required: true, skippable: false, ...head };
}

export function optional(head: StepHead) {
  return { ...required(head), required: false, skippable: true };
}

type FieldHead = Pick<FormField, 'key' | 'label'> & Partial<Pick<FormField, 'help' | 'placeholder'>>;

/** Must be filled in. A form's fields are required unless wrapped in `mayBeEmpty`. */
export function textField(head: FieldHead, maxLength = 200): FormField {
  return { ...head, required: true, input: 'text', schema: { type: 'string', minLength: 1, maxLength } };
}

export function textArea(head: FieldHead, maxLength = 2_000): FormField {
  return { ...head, required: true, input: 'textarea', schema: { type: 'string', minLength: 1, maxLength } };
}

export function emailField(head: FieldHead): FormField {
  return { ...head, required: true, input: 'email', schema: { type: 'string', format: 'email', maxLength: 320 } };
}

export function webAddress(head: FieldHead): FormField {
  return { ...head, required: true, input: 'url', schema: { type: 'string', format: 'uri', maxLength: 500 } };
}

export function dateField(head: FieldHead): FormField {
  return { ...head, required: true, input: 'date', schema: { type: 'string', format: 'date' } };
}

export function wholeNumber(head: FieldHead, minimum: number, maximum: number): FormField {
  return { ...head, required: true, input: 'number', schema: { type: 'integer', minimum, maximum } };
}

/** A box that must be ticked. */
export function confirmation(head: FieldHead): FormField {
  return { ...head, required: true, input: 'checkbox', schema: { type: 'boolean', const: true } };
}

type Choice = readonly [value: string, en: string, fr: string];

export function oneOf(head: FieldHead, choices: readonly Choice[], input: 'select' | 'radio' = 'select'): FormField {
  return { ...head, required: true, input, schema: valuesOf(choices), options: optionsOf(choices) };
}

export function severalOf(head: FieldHead, choices: readonly Choice[]): FormField {
  const schema: FieldSchema = { type: 'array', items: valuesOf(choices), minItems: 1, uniqueItems: true };
  return { ...head, required: true, input: 'checkboxes', schema, options: optionsOf(choices) };
}

export function mayBeEmpty(field: FormField): FormField {
  return { ...field, required: false };
}

export function form(step: ReturnType<typeof required>, fields: readonly FormField[]): FormStep {
  return { ...step, kind: 'form', fields };
}

export function gate(
  capability: string,
  title: LocalizedText,
  steps: readonly string[],
  more: Pick<GateDefinition, 'deadline_days' | 'alternatives'> = {},
): GateDefinition {
  return { capability, title, steps, ...more };
}

function valuesOf(choices: readonly Choice[]): FieldSchema {
  return { type: 'string', enum: choices.map(([value]) => value) };
}

function optionsOf(choices: readonly Choice[]): NonNullable<FormField['options']> {
  return choices.map(([value, en, fr]) => ({ value, label: inBoth(en, fr) }));
}
