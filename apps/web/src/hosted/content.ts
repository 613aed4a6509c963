import type { FieldInput, FieldSchema, FormStep } from '@stepwell/engine';
import type { JourneyStep } from './api.ts';
import type { Answer } from './drafts/merge-answers.ts';
import { scalarText } from './form/field-values.ts';
import { safeHref } from './markdown/parse.ts';

/** A field of a form, its texts in the journey's language. */
export interface Field {
  key: string;
  label: string;
  help: string | null;
  placeholder: string | null;
  required: boolean;
  input: FieldInput;
  schema: FieldSchema;
  options: { value: string; label: string }[];
}

/** The server made the content for the step's kind; what is missing reads as empty, never as a crash. */
export function infoBody({ content }: JourneyStep): string {
  return textOf(content.body);
}

export function formFields({ content }: JourneyStep): Field[] {
  const fields = Array.isArray(content.fields) ? (content.fields as Partial<Field>[]) : [];
  return fields.flatMap((field) => (field.key && field.input && field.schema ? [wholeField(field as Field)] : []));
}

export function termsDocument({ content }: JourneyStep): { version: string; body: string; url: string | null } {
  return { version: textOf(content.version), body: textOf(content.body), url: safeHref(textOf(content.url)) };
}

export function externalLink({ content }: JourneyStep): string | null {
  return safeHref(textOf(content.link));
}

/** The step as the shared check of answers wants it: it reads the key, `required` and the schema of each field. */
export function checkableForm(fields: Field[]): FormStep {
  return {
    key: 'form',
    kind: 'form',
    title: {},
    required: true,
    skippable: false,
    weight: 1,
    estimated_minutes: 0,
    roles: [],
    markets: ['*'],
    requires: [],
    fields: fields.map(({ key, required, input, schema }) => ({ key, label: {}, required, input, schema })),
  };
}

function wholeField(field: Field): Field {
  const { key, label, help, placeholder, required, input, schema, options } = field;
  return {
    key,
    label: textOf(label) || key,
    help: textOf(help) || null,
    placeholder: textOf(placeholder) || null,
    required,
    input,
    schema,
    options: Array.isArray(options) && options.length > 0 ? options : enumOptions(schema),
  };
}

/** Without labels of their own the values are shown as they are. */
function enumOptions(schema: FieldSchema): Field['options'] {
  const values = schema.enum ?? schema.items?.enum ?? [];
  return values.map((value) => ({ value: scalarText(value as Answer), label: scalarText(value as Answer) }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
