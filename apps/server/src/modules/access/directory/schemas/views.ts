import type { GroupView, UserView } from '../directory-records.ts';
import { GROUP_SCHEMA } from './group-schema.ts';
import { isObject } from './reading.ts';
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './user-schema.ts';

export type ScimDocument = Record<string, unknown>;

export function versionOf({ version }: { readonly version: number }): string {
  return `W/"${version}"`;
}

export function viewOfUser(user: UserView, baseUrl: string): ScimDocument {
  const { id, userName, externalId, isActive, attributes, groups } = user;
  const enterprise = attributes[ENTERPRISE_SCHEMA];
  return {
    schemas: enterprise === undefined ? [USER_SCHEMA] : [USER_SCHEMA, ENTERPRISE_SCHEMA],
    id,
    ...(externalId === null ? {} : { externalId }),
    userName,
    ...attributes,
    active: isActive,
    ...(groups.length === 0 ? {} : { groups: groups.map((group) => reference(baseUrl, 'Groups', group, 'direct')) }),
    meta: metaOf(user, 'User', `${baseUrl}/Users/${id}`),
  };
}

export function viewOfGroup(group: GroupView, baseUrl: string): ScimDocument {
  const { id, externalId, displayName, members } = group;
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...(externalId === null ? {} : { externalId }),
    displayName,
    ...(members === undefined ? {} : { members: members.map((one) => reference(baseUrl, 'Users', one, 'User')) }),
    meta: metaOf(group, 'Group', `${baseUrl}/Groups/${id}`),
  };
}

function reference(
  baseUrl: string,
  where: string,
  { value, display }: { value: string; display: string },
  type: string,
) {
  return { value, $ref: `${baseUrl}/${where}/${value}`, display, type };
}

type Kept = { readonly version: number; readonly createdAt: Date; readonly updatedAt: Date };

function metaOf(kept: Kept, resourceType: string, location: string) {
  const [created, lastModified] = [kept.createdAt.toISOString(), kept.updatedAt.toISOString()];
  return { resourceType, created, lastModified, location, version: versionOf(kept) };
}

/** What of a resource is wanted (RFC 7644, section 3.9). */
export type Projection = { readonly attributes: readonly string[]; readonly excluded: readonly string[] };

const ALWAYS = new Set(['schemas', 'id']);

export function project(document: ScimDocument, { attributes, excluded }: Projection): ScimDocument {
  if (attributes.length > 0) return only(document, attributes.map(pathOf));
  return excluded.length === 0 ? document : without(document, excluded.map(pathOf));
}

/** Whether an attribute would be shown at all: what nobody asked for need not be read. */
export function isWanted(name: string, { attributes, excluded }: Projection): boolean {
  const names = (list: readonly string[]) => list.map((path) => pathOf(path)[0]);
  if (attributes.length > 0) return names(attributes).includes(name);
  return !excluded.some((path) => pathOf(path).join('.') === name);
}

/** In small letters: the extension as one name, then attribute and sub-attribute. */
function pathOf(given: string): string[] {
  const path = given.trim().toLowerCase();
  const extension = ENTERPRISE_SCHEMA.toLowerCase();
  if (path === extension) return [extension];
  if (path.startsWith(`${extension}:`)) return [extension, ...path.slice(extension.length + 1).split('.')];
  return path.slice(path.lastIndexOf(':') + 1).split('.');
}

function only(document: ScimDocument, paths: readonly (readonly string[])[]): ScimDocument {
  const kept: ScimDocument = {};
  for (const [key, value] of Object.entries(document)) {
    const below = paths.filter(([first]) => first === key.toLowerCase()).map((path) => path.slice(1));
    if (ALWAYS.has(key) || below.some((rest) => rest.length === 0)) kept[key] = value;
    else if (below.length > 0) kept[key] = within(value, (inner) => only(inner, below));
  }
  return kept;
}

function without(document: ScimDocument, paths: readonly (readonly string[])[]): ScimDocument {
  const kept: ScimDocument = {};
  for (const [key, value] of Object.entries(document)) {
    const below = paths.filter(([first]) => first === key.toLowerCase()).map((path) => path.slice(1));
    if (below.some((rest) => rest.length === 0) && !ALWAYS.has(key)) continue;
    const rests = below.filter((rest) => rest.length > 0);
    kept[key] = rests.length === 0 ? value : within(value, (inner) => without(inner, rests));
  }
  return kept;
}

function within(value: unknown, change: (inner: ScimDocument) => ScimDocument): unknown {
  if (Array.isArray(value)) return value.map((one) => within(one, change));
  return isObject(value) ? change(value) : value;
}
