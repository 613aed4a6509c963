import { COMMON_ATTRIBUTES } from '../schemas/common-attributes.ts';
import { type Attribute, findAttribute } from '../schemas/attribute.ts';
import { GROUP_ATTRIBUTES, GROUP_SCHEMA } from '../schemas/group-schema.ts';
import { ENTERPRISE_ATTRIBUTES, ENTERPRISE_SCHEMA, USER_ATTRIBUTES, USER_SCHEMA } from '../schemas/user-schema.ts';

export type ResourceKind = 'User' | 'Group';

/** An attribute that a path names; `extension` is the URN it stands under in the document. */
export type NamedAttribute = {
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  readonly sub: Attribute | undefined;
};

const SPACES: Readonly<Record<ResourceKind, readonly { urn: string; attributes: readonly Attribute[] }[]>> = {
  User: [
    { urn: USER_SCHEMA, attributes: [...COMMON_ATTRIBUTES, ...USER_ATTRIBUTES] },
    { urn: ENTERPRISE_SCHEMA, attributes: ENTERPRISE_ATTRIBUTES },
  ],
  Group: [{ urn: GROUP_SCHEMA, attributes: [...COMMON_ATTRIBUTES, ...GROUP_ATTRIBUTES] }],
};

/** Splits the URN off, if there is one; undefined for one that is not known. */
export function spaceOf(kind: ResourceKind, path: string) {
  const wanted = path.toLowerCase();
  const [core] = SPACES[kind];
  if (core === undefined || !wanted.startsWith('urn:')) return core && { ...core, extension: undefined, rest: path };
  for (const space of SPACES[kind]) {
    const urn = space.urn.toLowerCase();
    const extension = space === core ? undefined : space.urn;
    if (wanted === urn) return { ...space, extension, rest: '' };
    if (wanted.startsWith(`${urn}:`)) return { ...space, extension, rest: path.slice(urn.length + 1) };
  }
  return undefined;
}

/** `attribute` or `attribute.sub`, with its URN or without. Undefined where there is no such attribute. */
export function namedAttribute(kind: ResourceKind, path: string): NamedAttribute | undefined {
  const space = spaceOf(kind, path);
  const [name = '', subName, ...more] = space?.rest.split('.') ?? [];
  const attribute = space && findAttribute(space.attributes, name);
  if (space === undefined || attribute === undefined || more.length > 0) return undefined;
  const sub = subName === undefined ? undefined : findAttribute(attribute.subAttributes ?? [], subName);
  if (subName !== undefined && sub === undefined) return undefined;
  return { extension: space.extension, attribute, sub };
}
