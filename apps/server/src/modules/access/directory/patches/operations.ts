import { patchRefused } from '../errors.ts';
import { isObject } from '../schemas/reading.ts';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export type Operation = {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value: unknown;
  /** Came without a path, as one of several attributes: what is not kept is passed over then. */
  readonly isPart: boolean;
};

export type PatchRequest = {
  readonly schemas?: readonly string[];
  readonly Operations?: readonly Record<string, unknown>[];
};

const MAX_PATH = 300;
const CONTROL = /\p{Cc}/u;
const OPS = ['add', 'remove', 'replace'] as const;

/**
 * The operations of a request, each with a path. Names of operations come in any case (Microsoft Entra ID writes `Replace`), and
 * a value without a path is as many operations as it has attributes. Throws `directory_patch_refused`.
 */
export function readOperations({ schemas = [], Operations = [] }: PatchRequest): Operation[] {
  if (!schemas.some((schema) => schema.toLowerCase() === PATCH_SCHEMA.toLowerCase())) {
    throw patchRefused('invalidSyntax', `schemas: ${PATCH_SCHEMA} is expected.`);
  }
  if (Operations.length === 0) throw patchRefused('invalidSyntax', 'Operations: at least one is expected.');
  return Operations.flatMap(readOperation);
}

function readOperation(given: Readonly<Record<string, unknown>>): Operation[] {
  const op = OPS.find((one) => one === String(given.op).toLowerCase());
  if (op === undefined) throw patchRefused('invalidSyntax', 'op: add, remove or replace is expected.');
  const { path, value } = given;
  if (path !== undefined && path !== null && typeof path !== 'string') {
    throw patchRefused('invalidPath', 'path: text is expected.');
  }
  if (op !== 'remove' && value === undefined) throw patchRefused('invalidSyntax', `value: ${op} needs one.`);
  if (typeof path === 'string' && path !== '') return [{ op, path: checkedPath(path), value, isPart: false }];
  if (op === 'remove') throw patchRefused('noTarget', 'path: remove needs one.');
  if (!isObject(value)) throw patchRefused('invalidSyntax', 'value: an object is expected where there is no path.');
  return partsOf(op, value, '');
}

/** Attributes of an extension stand in an object under its URN, or beside the others under their whole name. */
function partsOf(op: Operation['op'], value: Readonly<Record<string, unknown>>, prefix: string): Operation[] {
  return Object.entries(value).flatMap(([key, part]) =>
    prefix === '' && key.toLowerCase().startsWith('urn:') && isObject(part)
      ? partsOf(op, part, `${key}:`)
      : [{ op, path: checkedPath(`${prefix}${key}`), value: part, isPart: true }],
  );
}

function checkedPath(path: string): string {
  if (path.length > MAX_PATH) throw patchRefused('invalidPath', `path: at most ${MAX_PATH} characters.`);
  if (CONTROL.test(path)) throw patchRefused('invalidPath', 'path: no control characters.');
  return path;
}
