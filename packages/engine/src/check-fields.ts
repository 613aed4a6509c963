import { checkFieldSchema } from './check-field-schema.ts';
import type { FieldInput, FormField, FormStep, Json } from './definition.ts';
import { type DefinitionProblem, problem, repeatedKeys } from './definition-problem.ts';
import { isObject, own } from './same-json.ts';

const FIELD_KEY = /^[a-z][a-z0-9_]{0,62}$/;

/** The types a value may have that comes from an input. */
const TYPES_OF_INPUT: Readonly<Record<FieldInput, readonly string[]>> = {
  text: ['string'],
  textarea: ['string'],
  email: ['string'],
  url: ['string'],
  number: ['number', 'integer'],
  date: ['string'],
  select: ['string'],
  radio: ['string'],
  checkbox: ['boolean'],
  checkboxes: ['array'],
};
const INPUTS_WITH_OPTIONS: readonly FieldInput[] = ['select', 'radio', 'checkboxes'];

/** Problems of a form's fields other than their texts. */
export function checkFields(step: FormStep, path: string): DefinitionProblem[] {
  if (step.fields.length === 0) {
    return [problem('form_without_fields', `${path}/fields`, `The form ${step.key} has no field.`)];
  }
  const repeated = repeatedKeys(step.fields.map((field) => field.key)).map(({ key, index }) =>
    problem('duplicate_field_key', `${path}/fields/${index}/key`, `Two fields of ${step.key} are called ${key}.`, {
      key,
    }),
  );
  return [...repeated, ...step.fields.flatMap((field, index) => checkField(field, `${path}/fields/${index}`))];
}

function checkField(field: FormField, path: string): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (!FIELD_KEY.test(field.key)) {
    const message = `The field key ${field.key} is not lower-case letters, digits and _, starting with a letter.`;
    problems.push(problem('invalid_field_key', `${path}/key`, message, { key: field.key }));
  }
  return [
    ...problems,
    ...checkInput(field, path),
    ...checkFieldSchema(field.schema, `${path}/schema`),
    ...checkOptions(field, path),
  ];
}

function checkInput({ input, schema }: FormField, path: string): DefinitionProblem[] {
  const types = own(TYPES_OF_INPUT, input);
  if (!types) return [problem('invalid_field_schema', `${path}/input`, `There is no input ${input}.`, { input })];
  if (types.includes(schema.type)) return [];
  const message = `The input ${input} gives a value of the type ${types.join(' or ')}.`;
  return [problem('invalid_field_schema', `${path}/schema/type`, message, { input })];
}

function checkOptions({ input, schema, options }: FormField, path: string): DefinitionProblem[] {
  const where = `${path}/options`;
  if (!INPUTS_WITH_OPTIONS.includes(input)) {
    return options ? [problem('invalid_field_schema', where, `The input ${input} takes no options.`, { input })] : [];
  }
  const values = (options ?? []).map((option) => option.value);
  const allowed = allowedValues(input === 'checkboxes' ? schema.items : schema);
  const isSame =
    new Set(values).size === values.length &&
    values.length === allowed.length &&
    values.every((value) => allowed.includes(value));
  if (isSame && values.length > 0) return [];
  const message = 'The options must be the values of the schema’s enum, each once.';
  return [problem('invalid_field_schema', where, message, { options: values, enum: allowed })];
}

function allowedValues(schema: unknown): Json[] {
  return isObject(schema) && Array.isArray(schema.enum) ? (schema.enum as Json[]) : [];
}
