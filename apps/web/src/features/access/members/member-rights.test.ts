import { expect, test } from 'vitest';
import { grantableRoles, mayChange } from './member-rights.ts';

test('an owner gives every role, an admin all but the owner’s, others none', () => {
  expect(grantableRoles('owner')).toEqual(['owner', 'admin', 'member', 'viewer']);
  expect(grantableRoles('admin')).toEqual(['admin', 'member', 'viewer']);
  expect(grantableRoles('member')).toEqual([]);
  expect(grantableRoles('viewer')).toEqual([]);
});

test('an admin changes other admins and never an owner', () => {
  expect(mayChange('admin', { role: 'admin', is_you: false })).toBe(true);
  expect(mayChange('admin', { role: 'owner', is_you: false })).toBe(false);
  expect(mayChange('owner', { role: 'owner', is_you: false })).toBe(true);
});

test('nobody changes themselves here', () => {
  expect(mayChange('owner', { role: 'owner', is_you: true })).toBe(false);
});

test('a member without the right changes nobody', () => {
  expect(mayChange('member', { role: 'viewer', is_you: false })).toBe(false);
});
