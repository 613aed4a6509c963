import { type Filter, stringify } from 'scim2-parse-filter';
import { patchRefused } from '../errors.ts';
import { type ResourceKind, spaceOf } from '../filters/attribute-paths.ts';
import { parseFilter } from '../filters/parsing.ts';
import { type Attribute, findAttribute } from '../schemas/attribute.ts';

export type Path = {
  /** URN that the attribute stands under in the document. */
  readonly extension: string | undefined;
  /** Undefined for the whole extension. */
  readonly attribute: Attribute | undefined;
  readonly filter: Filter | undefined;
  readonly sub: Attribute | undefined;
};

const PATH = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/i;

/** Of RFC 7643, but not kept here: accepted and dropped, as section 3.3 of RFC 7644 allows. */
const DROPPED = new Set(['password', 'ims', 'photos', 'entitlements', 'roles', 'x509certificates', 'schemas']);

export function isDropped(path: string): boolean {
  return DROPPED.has(path.split(/[[.]/, 1)[0]?.split(':').at(-1)?.toLowerCase() ?? '');
}

/** Reads the path of an operation. Throws `directory_patch_refused` for what the schema does not name. */
export function readPath(kind: ResourceKind, path: string): Path {
  const space = spaceOf(kind, path);
  if (space === undefined) throw unknownPath(path);
  const { extension, rest } = space;
  if (rest === '') return { extension, attribute: undefined, filter: undefined, sub: undefined };
  const [, name = '', filterText, subName] = PATH.exec(rest) ?? [];
  const attribute = findAttribute(space.attributes, name);
  if (attribute === undefined) throw unknownPath(path);
  const sub = subName === undefined ? undefined : findAttribute(attribute.subAttributes ?? [], subName);
  if (subName !== undefined && sub === undefined) throw unknownPath(path);
  if (filterText === undefined) return { extension, attribute, filter: undefined, sub };
  if (!attribute.multiValued) throw patchRefused('invalidPath', `${attribute.name} has no values to choose from.`);
  return { extension, attribute, filter: canonical(attribute, parsed(filterText)), sub };
}

/** As the document names it: attributes of the core schema without URN. */
export function writtenPath({ extension, attribute, filter, sub }: Path): string {
  const chosen = filter === undefined ? '' : `[${stringify(filter)}]`;
  return `${extension ? `${extension}:` : ''}${attribute?.name ?? ''}${chosen}${sub ? `.${sub.name}` : ''}`;
}

function parsed(text: string): Filter {
  try {
    return parseFilter(text);
  } catch {
    throw patchRefused('invalidFilter', 'path: the filter in brackets is not understood.');
  }
}

/** The library compares names and truth exactly, takes a colon for the end of a URN and keeps escapes as they are. */
function canonical(list: Attribute, filter: Filter): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((one) => canonical(list, one)) };
    case 'not':
      return { ...filter, filter: canonical(list, filter.filter) };
    case '[]':
      throw patchRefused('invalidFilter', 'path: values of a list have no lists of their own.');
    default: {
      const sub = findAttribute(list.subAttributes ?? [], filter.attrPath);
      if (sub === undefined) throw unknownPath(`${list.name}.${filter.attrPath}`);
      if (!('compValue' in filter)) return { ...filter, attrPath: sub.name };
      if (/[:\\]/.test(String(filter.compValue)))
        throw patchRefused('invalidFilter', 'path: choose by a value without colon and backslash.');
      return { ...filter, attrPath: sub.name, compValue: truth(sub, filter.compValue) };
    }
  }
}

function truth({ type }: Attribute, value: string | number | boolean | null): string | number | boolean | null {
  return type === 'boolean' && typeof value === 'string' ? value.toLowerCase() === 'true' : value;
}

function unknownPath(path: string) {
  return patchRefused('invalidPath', `path: there is nothing called ${path.slice(0, 100)} here.`);
}
