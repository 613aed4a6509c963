import { ScimError, scimPatch, type ScimPatchOperation, type ScimResource } from 'scim-patch';
import { patchRefused } from '../errors.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { type Attributes, isObject, MAX_VALUES, readAttributes, readSingle, readValue } from '../schemas/reading.ts';
import { EXTERNAL_ID } from '../schemas/user-document.ts';
import { ENTERPRISE_ATTRIBUTES } from '../schemas/user-schema.ts';
import { type Operation, type PatchRequest, readOperations } from './operations.ts';
import { isDropped, type Path, readPath, writtenPath } from './path.ts';

const READ_ONLY = new Set(['id', 'meta', 'groups']);

/**
 * Changes a user's document. The library sees names and values of the schema alone: it would follow any path into any object.
 * Throws `directory_patch_refused`, `directory_value_refused`.
 */
export function patchUser(document: Attributes, request: PatchRequest): Attributes {
  return readOperations(request).reduce((patched, operation) => {
    if (isDropped(operation.path)) return patched;
    const path = pathOf(operation);
    return path === undefined ? patched : apply(patched, operation, path);
  }, document);
}

function pathOf({ path: text, isPart }: Operation): Path | undefined {
  const path = readOrSkip(text, isPart);
  if (path?.attribute === undefined || !READ_ONLY.has(path.attribute.name)) return path;
  if (isPart) return undefined;
  throw patchRefused('mutability', `path: ${path.attribute.name} is not changed this way.`);
}

function readOrSkip(text: string, isPart: boolean): Path | undefined {
  try {
    return readPath('User', text);
  } catch (error) {
    if (isPart) return undefined;
    throw error;
  }
}

function apply(document: Attributes, operation: Operation, path: Path): Attributes {
  const { attribute } = path;
  if (attribute === undefined) return applyToExtension(document, operation, path);
  const before = primariesOf(document[attribute.name]);
  const change = changeOf(operation, path, attribute);
  if (change === undefined) return document;
  const patched = patchedBy(document, change);
  const values = patched[attribute.name];
  if (Array.isArray(values) && values.length > MAX_VALUES) {
    throw patchRefused('invalidValue', `${attribute.name}: at most ${MAX_VALUES} values are kept.`);
  }
  giveUpPrimaries(values, before);
  return patched;
}

function applyToExtension(document: Attributes, { op, value }: Operation, { extension }: Path): Attributes {
  if (extension === undefined) throw patchRefused('invalidPath', 'path: name an attribute.');
  const { [extension]: former, ...rest } = document;
  if (op === 'remove') return rest;
  if (!isObject(value)) throw patchRefused('invalidValue', `${extension}: an object is expected.`);
  return {
    ...rest,
    [extension]: { ...(isObject(former) ? former : {}), ...readAttributes(ENTERPRISE_ATTRIBUTES, value) },
  };
}

/** Undefined where nothing is to be done. A value that means "not assigned" takes away what there was. */
function changeOf({ op, value }: Operation, path: Path, attribute: Attribute): ScimPatchOperation | undefined {
  const written = writtenPath(path);
  const removal = { op: 'remove', path: written } as const;
  if (op === 'remove') {
    const isWhole = attribute.multiValued && path.filter === undefined && path.sub === undefined;
    const chosen = isWhole && value !== undefined && value !== null ? readValue(attribute, value) : undefined;
    return chosen === undefined ? removal : { ...removal, value: chosen };
  }
  const read = valueFor(path, attribute, value);
  if (read !== undefined) return { op, path: written, value: read };
  return op === 'replace' ? removal : undefined;
}

function valueFor(path: Path, attribute: Attribute, value: unknown): unknown {
  if (path.sub !== undefined) return readSingle(path.sub, value);
  if (path.filter !== undefined) return partOf(attribute, value);
  return attribute.name === EXTERNAL_ID.name ? readSingle(EXTERNAL_ID, value) : readValue(attribute, value);
}

/** Part of one value is enough where the value is there already. */
function partOf(attribute: Attribute, value: unknown): unknown {
  if (!isObject(value)) return readSingle(attribute, value);
  const read = readAttributes(attribute.subAttributes ?? [], value);
  return Object.keys(read).length === 0 ? undefined : read;
}

function patchedBy(document: Attributes, change: ScimPatchOperation): Attributes {
  try {
    return {
      ...scimPatch(document as Attributes & ScimResource, [change], { mutateDocument: true, treatMissingAsAdd: true }),
    };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    const isMissing = error.scimCode === 'noTarget' || 'attrName' in error;
    if (isMissing && change.op === 'remove') return document;
    if (isMissing) throw patchRefused('noTarget', `path: nothing stands at ${String(change.path).slice(0, 100)}.`);
    throw patchRefused('invalidSyntax', `The ${change.op} of ${String(change.path).slice(0, 100)} is not understood.`);
  }
}

function primariesOf(values: unknown): ReadonlySet<unknown> {
  const list = Array.isArray(values) ? values.filter(isObject) : [];
  return new Set(list.filter((one) => one.primary === true).map((one) => one.value));
}

/** The preferred value that is new takes the place of the former one (RFC 7644, section 3.5.2). */
function giveUpPrimaries(values: unknown, before: ReadonlySet<unknown>): void {
  const primary = (Array.isArray(values) ? values.filter(isObject) : []).filter((one) => one.primary === true);
  if (primary.length < 2 || primary.every((one) => before.has(one.value))) return;
  for (const one of primary) if (before.has(one.value)) one.primary = false;
}
