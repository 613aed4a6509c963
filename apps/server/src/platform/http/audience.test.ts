import {
  type Audience,
  defineRoute,
  MEMBER_POLICY,
  MEMBER_ROLES,
  type MemberRole,
  type Permission,
} from '@stepwell/contract';
import { describe, expect, test } from 'vitest';
import { memberPrincipal } from '../../testing/principals.ts';
import { Refusal } from '../errors/index.ts';
import { assertAudience, assertConfirmed, assertNamesSomebody } from './audience.ts';
import type { AccountPrincipal, Principal } from './principal.ts';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const member = (as: Parameters<typeof memberPrincipal>[0] | object = {}) =>
  memberPrincipal({ orgId: 'o', accountId: 'a', ...as });
const { orgId: _, role: __, environment: ___, kind: ____, ...signedIn } = member();
const account: AccountPrincipal = { kind: 'account', ...signedIn };
const participant: Principal = { kind: 'participant', orgId: 'o', environment: 'live', externalId: 'p', claims: {} };
const apiKey: Principal = { kind: 'api_key', orgId: 'o', environment: 'live', keyId: 'k', scopes: ['flows:read'] };
const operations: Principal = { kind: 'operations' };
const operator = member({ operatorRole: 'admin', secondFactor: true, role: 'viewer' });

/** The code of the refusal, or `in`. */
function outcome(act: () => void): string {
  try {
    act();
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
const ask = (audience: Audience, principal: Principal) => outcome(() => assertAudience(audience, principal));

describe('an audience', () => {
  test('lets in whom it names and nobody else', () => {
    const callers = {
      public: { kind: 'public' } as const,
      account,
      member: member(),
      participant,
      apiKey,
      operations,
      operator,
    };
    const let_in = (audience: Audience) =>
      Object.entries(callers).flatMap(([name, principal]) => (ask(audience, principal) === 'in' ? [name] : []));
    expect(let_in({ public: true })).toEqual(Object.keys(callers));
    expect(let_in({ account: true })).toEqual(['account', 'member', 'operator']);
    expect(let_in({ member: 'flows:write' })).toEqual(['member']);
    expect(let_in({ member: 'flows:read' })).toEqual(['member', 'operator']);
    expect(let_in({ participant: true })).toEqual(['participant']);
    expect(let_in({ apiKey: 'flows:read' })).toEqual(['apiKey']);
    expect(let_in({ apiKey: 'flows:write' })).toEqual([]);
    expect(let_in({ operator: 'operations' })).toEqual(['operations', 'operator']);
    expect(let_in({ operator: 'admin' })).toEqual(['operator']);
    expect(let_in({ operator: 'super_admin' })).toEqual([]);
  });

  test('lets members do what the policy gives their role', () => {
    for (const [permission, roles] of Object.entries(MEMBER_POLICY) as [Permission, readonly MemberRole[]][]) {
      for (const role of MEMBER_ROLES) {
        const answer = ask({ member: permission }, member({ role }));
        expect(answer, `${role} ${permission}`).toBe(roles.includes(role) ? 'in' : 'permission_denied');
      }
    }
  });

  test('says what is missing', () => {
    expect(ask({ member: 'flows:read' }, { kind: 'public' })).toBe('not_signed_in');
    expect(ask({ member: 'flows:read' }, account)).toBe('no_organization');
    expect(ask({ member: 'flows:read' }, member({ pendingTerms: true }))).toBe('terms_not_accepted');
    expect(ask({ account: true }, member({ pendingTerms: true }))).toBe('in');
    expect(ask({ operator: 'admin' }, member({ operatorRole: 'admin' }))).toBe('second_factor_required');
    expect(ask({ member: 'flows:read' }, member({ secondFactorDue: true }))).toBe('second_factor_required');
    expect(ask({ account: true }, member({ secondFactorDue: true }))).toBe('in');
    expect(ask({ operator: 'admin' }, member())).toBe('permission_denied');
  });

  test('knows no operator who acts in another’s name', () => {
    expect(ask({ operator: 'admin' }, { ...operator, impersonatorId: 'x' })).toBe('permission_denied');
  });

  test('names somebody, or the route does not mount', () => {
    expect(() => assertNamesSomebody('nobody', {})).toThrow('names no audience');
    expect(() => assertNamesSomebody('nobody', { member: undefined })).toThrow('names no audience');
  });
});

describe('a route that wants it confirmed', () => {
  const route = defineRoute({
    id: 'danger',
    method: 'DELETE',
    path: '/danger',
    tag: 'Test',
    summary: 'Test',
    audience: { account: true, apiKey: 'flows:write' },
    limit: 'signed_in',
    confirm: true,
    responses: { 204: null },
    errors: [],
  });
  const confirm = (principal: Principal) => outcome(() => assertConfirmed(route, principal, NOW.getTime()));
  const ago = (ms: number) => new Date(NOW.getTime() - ms);

  test('opens for ten minutes', () => {
    expect(confirm(member({ confirmedAt: null }))).toBe('confirmation_required');
    expect(confirm(member({ confirmedAt: ago(600_000) }))).toBe('confirmation_required');
    expect(confirm(member({ confirmedAt: ago(599_999) }))).toBe('in');
    expect(confirm({ ...account, confirmedAt: ago(0) })).toBe('in');
  });

  test('never opens in another’s name, and asks nothing of keys', () => {
    expect(confirm(member({ confirmedAt: NOW, impersonatorId: 'x' }))).toBe('impersonation_refused');
    expect(confirm(apiKey)).toBe('in');
  });
});
