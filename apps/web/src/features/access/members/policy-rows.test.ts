import { MEMBER_POLICY } from '@stepwell/contract';
import { expect, test } from 'vitest';
import en from './locales/en.json' with { type: 'json' };
import { groupPolicy, textOf } from './policy-rows.ts';

const everything = Object.entries(MEMBER_POLICY).map(([name, roles]) => ({ name, roles: [...roles] }));

test('every permission of the policy stands in exactly one group, and none among the others', () => {
  const groups = groupPolicy(everything);
  const names = groups.flatMap(({ entries }) => entries.map(({ name }) => name));
  expect(names.toSorted()).toEqual(Object.keys(MEMBER_POLICY).toSorted());
  expect(groups.map(({ name }) => name)).not.toContain('other');
});

test('every permission has a text', () => {
  for (const { name } of everything) expect(en.permission, name).toHaveProperty(textOf(name) ?? 'missing');
});

test('a permission of a newer server comes last, without a text', () => {
  const groups = groupPolicy([{ name: 'moons:read', roles: ['owner'] }, ...everything]);
  expect(groups.at(-1)).toEqual({ name: 'other', entries: [{ name: 'moons:read', roles: ['owner'] }] });
  expect(textOf('moons:read')).toBeUndefined();
  expect(textOf('toString')).toBeUndefined();
});
