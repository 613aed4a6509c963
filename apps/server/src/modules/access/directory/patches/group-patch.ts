import type { Filter } from 'scim2-parse-filter';
import type { WantedGroup } from '../directory-records.ts';
import { patchRefused } from '../errors.ts';
import { readGroup, readMemberIds } from '../schemas/group-document.ts';
import { type Operation, type PatchRequest, readOperations } from './operations.ts';
import { isDropped, type Path, readPath } from './path.ts';

export type GroupChange = { readonly wanted: WantedGroup; readonly memberIds: ReadonlySet<string> };

/**
 * Changes a group. Members are a set of ids, so that a thousand changes to ten thousand members stay cheap.
 * Throws `directory_patch_refused`, `directory_value_refused`.
 */
export function patchGroup(group: WantedGroup, memberIds: ReadonlySet<string>, request: PatchRequest): GroupChange {
  const members = new Set(memberIds);
  const body: Record<string, unknown> = { displayName: group.displayName, externalId: group.externalId };
  for (const operation of readOperations(request)) {
    const path = isDropped(operation.path) ? undefined : pathOf(operation);
    const name = path?.attribute?.name;
    if (path === undefined || name === undefined) continue;
    if (name === 'members') changeMembers(members, operation, path);
    else body[name] = operation.op === 'remove' ? null : operation.value;
  }
  return { wanted: readGroup(body), memberIds: members };
}

function pathOf({ path: text, isPart }: Operation): Path | undefined {
  try {
    const path = readPath('Group', text);
    if (path.attribute?.mutability !== 'readOnly') return path;
    throw patchRefused('mutability', `path: ${path.attribute.name} is not changed this way.`);
  } catch (error) {
    if (isPart) return undefined;
    throw error;
  }
}

function changeMembers(members: Set<string>, { op, value }: Operation, { filter, sub }: Path): void {
  if (sub !== undefined) throw patchRefused('mutability', 'members: add and remove them, their parts are not changed.');
  if (filter !== undefined) {
    if (op !== 'remove') throw patchRefused('mutability', 'members: those chosen by a filter are only removed.');
    for (const id of chosenIds(filter)) members.delete(id);
    return;
  }
  if (op === 'remove') {
    const gone = value === undefined || value === null ? [...members] : readMemberIds(value);
    for (const id of gone) members.delete(id);
    return;
  }
  if (op === 'replace') members.clear();
  for (const id of readMemberIds(value)) members.add(id);
}

/** `value eq "…"`, or several of them. */
function chosenIds(filter: Filter): string[] {
  if (filter.op === 'or') return filter.filters.flatMap(chosenIds);
  if (filter.op === 'eq' && filter.attrPath === 'value') return [String(filter.compValue).toLowerCase()];
  throw patchRefused('invalidFilter', 'path: members are chosen by value eq "…".');
}
