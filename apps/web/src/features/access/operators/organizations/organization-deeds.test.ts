import { expect, test } from 'vitest';
import { organizationDeeds } from './organization-deeds.ts';

const UNTIL = '2026-12-14T00:00:00Z';
const BEFORE = Date.parse('2026-12-13T23:59:59Z');
const AFTER = Date.parse(UNTIL);

test('what is active can be suspended, and what is suspended goes on', () => {
  expect(organizationDeeds({ state: 'active', restorable_until: null }, BEFORE)).toEqual(['suspend']);
  expect(organizationDeeds({ state: 'suspended', restorable_until: null }, BEFORE)).toEqual(['unsuspend']);
});

test('what is deleted can be restored, as long as it can', () => {
  expect(organizationDeeds({ state: 'deleted', restorable_until: UNTIL }, BEFORE)).toEqual(['restore']);
  expect(organizationDeeds({ state: 'deleted', restorable_until: UNTIL }, AFTER)).toEqual([]);
});
