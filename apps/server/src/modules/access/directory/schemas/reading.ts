import { valueRefused } from '../errors.ts';
import { type Attribute, findAttribute } from './attribute.ts';

/** What was sent, brought to the names and types of the schema. */
export type Attributes = Record<string, unknown>;

export const MAX_VALUES = 50;
const MAX_TEXT = 1_000;

/**
 * Takes out of `source` what the schema names and may be written; the rest is dropped, as RFC 7644, section 3.3, says. What is
 * null, empty text or an empty list counts as not assigned (RFC 7643, section 2.5). Throws `directory_value_refused`.
 */
export function readAttributes(
  attributes: readonly Attribute[],
  source: Readonly<Record<string, unknown>>,
): Attributes {
  const read: Attributes = {};
  for (const [key, value] of Object.entries(source)) {
    const attribute = findAttribute(attributes, key);
    if (attribute === undefined || attribute.mutability === 'readOnly') continue;
    const taken = readValue(attribute, value);
    if (taken === undefined) delete read[attribute.name];
    else read[attribute.name] = taken;
  }
  return read;
}

/** One value of an attribute, a list where it has many; undefined where it is not assigned. */
export function readValue(attribute: Attribute, value: unknown): unknown {
  return attribute.multiValued ? readList(attribute, value) : readSingle(attribute, value);
}

/** One value, also of an attribute that has many. */
export function readSingle(attribute: Attribute, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (attribute.type === 'complex') return readComplex(attribute, value);
  return attribute.type === 'boolean' ? readBoolean(attribute, value) : readText(attribute, value);
}

function readList(attribute: Attribute, value: unknown): unknown[] | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > MAX_VALUES) throw valueRefused(`${attribute.name}: at most ${MAX_VALUES} values are kept.`);
  const read = values.map((one) => readSingle(attribute, one)).filter((one) => one !== undefined);
  return read.length === 0 ? undefined : read;
}

/** Some directories send only the value of what has a value, or a list of one. */
function readComplex(attribute: Attribute, value: unknown): Attributes | undefined {
  const { name, subAttributes = [] } = attribute;
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  const hasValue = findAttribute(subAttributes, 'value') !== undefined;
  if (hasValue && typeof single === 'string') return readComplex(attribute, { value: single });
  if (!isObject(single)) throw valueRefused(`${name}: an object is expected.`);
  const read = readAttributes(subAttributes, single);
  const says = Object.keys(read).filter((key) => key !== 'type' && key !== 'primary');
  return says.length === 0 || (hasValue && read.value === undefined) ? undefined : read;
}

/** Microsoft Entra ID sends truth as text. */
function readBoolean({ name }: Attribute, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text !== 'true' && text !== 'false') throw valueRefused(`${name}: true or false is expected.`);
  return text === 'true';
}

function readText({ name }: Attribute, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') throw valueRefused(`${name}: text is expected.`);
  const text = String(value).trim();
  if (text.length > MAX_TEXT) throw valueRefused(`${name}: at most ${MAX_TEXT} characters are kept.`);
  return text === '' ? undefined : text;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
