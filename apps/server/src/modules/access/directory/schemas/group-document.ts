import type { WantedGroup } from '../directory-records.ts';
import { valueRefused } from '../errors.ts';
import { findAttribute } from './attribute.ts';
import { GROUP_ATTRIBUTES } from './group-schema.ts';
import { isObject, readAttributes } from './reading.ts';
import { EXTERNAL_ID, readExternalId } from './user-document.ts';

export const MAX_MEMBERS = 10_000;
const MAX_NAME = 300;
const TEXTS = [...GROUP_ATTRIBUTES.filter(({ type }) => type === 'string'), EXTERNAL_ID];

/** Reads name and external id of a group that was sent. Throws `directory_value_refused`. */
export function readGroup(body: Readonly<Record<string, unknown>>): WantedGroup {
  const { displayName, externalId } = readAttributes(TEXTS, body);
  if (typeof displayName !== 'string') throw valueRefused('displayName: a group has one.');
  if (displayName.length > MAX_NAME) throw valueRefused(`displayName: at most ${MAX_NAME} characters.`);
  return { displayName, externalId: readExternalId(externalId) };
}

/** Ids of the members that a whole group was sent with. */
export function membersIn(body: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const members = Object.entries(body).find(([key]) => findAttribute(GROUP_ATTRIBUTES, key)?.name === 'members')?.[1];
  return new Set(members === undefined || members === null ? [] : readMemberIds(members));
}

/** Ids out of `[{value}]`, one such object, or bare ids. Throws `directory_value_refused`. */
export function readMemberIds(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > MAX_MEMBERS) throw valueRefused(`members: a group has at most ${MAX_MEMBERS}.`);
  return list.map((member) => {
    const id = isObject(member) ? member.value : member;
    if (isObject(member) && typeof member.type === 'string' && member.type.toLowerCase() === 'group') {
      throw valueRefused('members: groups within groups are not kept; send the users themselves.');
    }
    if (typeof id !== 'string' || id === '') throw valueRefused('members: value is the id of a user.');
    return id.toLowerCase();
  });
}
