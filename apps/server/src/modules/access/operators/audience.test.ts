import { type Route, operatorRoutes } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../../testing/access-world.ts';
import { createOperatorWorld, type OperatorWorld } from '../../../testing/operator-world.ts';

const NOBODY = '01900000-0000-7000-8000-00000000dead';
const BODIES: Readonly<Record<string, object>> = {
  editUser: { name: 'Ada' },
  suspendUser: { reason: 'asked for' },
  anonymizeUser: { email: 'ada@people.example', reason: 'asked for' },
  setOperatorRole: { role: 'admin' },
  suspendOrganization: { reason: 'asked for' },
  beginImpersonation: { reason: 'asked for' },
};
const TOPMOST = ['setOperatorRole', 'beginImpersonation'];
const LISTS = ['getInstallationStats', 'listUsers', 'listAllOrganizations'];
const ROUTES: readonly Route[] = operatorRoutes.filter(({ id }) => id !== 'endImpersonation');

let world: OperatorWorld;
const callers: Record<string, Pick<Call, 'session' | 'bearer'>> = {};

beforeAll(async () => {
  world = await createOperatorWorld();
  const { id: orgId } = await world.addOrganization('harbour');
  const { secret } = await world.database.asTenant(orgId, (tx) =>
    world.apiKeys.addApiKey(
      tx,
      { name: 'All', environment: 'live', scopes: ['participants:read'], expiresAt: null },
      null,
    ),
  );
  const bare = await world.person('bare');
  await world.grants.grant(bare.email, 'super_admin');
  Object.assign(callers, {
    nobody: {},
    'a viewer': { session: (await world.person('vera', [{ orgId, role: 'viewer' }])).session },
    'an owner': { session: (await world.person('owen', [{ orgId, role: 'owner' }])).session },
    'an account': { session: (await world.person('alone')).session },
    'an API key': { bearer: secret },
    'an operator without a second factor': { session: bare.session },
    'an admin': { session: (await world.operator('adam', 'admin')).session },
    'a super admin': { session: (await world.operator('susan', 'super_admin')).session },
  });
});
afterAll(() => world.drop());

async function outcome(route: Route, caller: string): Promise<string> {
  const body = BODIES[route.id];
  const params = { id: NOBODY };
  const call = { ...callers[caller], params, ...(body === undefined ? {} : { body }) };
  const answer = await world.call(route, call);
  const { code = '' } = answer.body as { code?: string };
  return `${answer.status} ${code}`.trim();
}

/** Nobody has the id that is asked for, so that whoever is let in learns just that. */
const letIn = ({ id }: Route) => (LISTS.includes(id) ? '200' : '404 not_found');

describe.each(ROUTES.map((route) => ({ route, id: route.id })))('$id', ({ route }) => {
  test.each([
    ['nobody', '401 not_signed_in'],
    ['a viewer', '403 permission_denied'],
    ['an owner', '403 permission_denied'],
    ['an account', '403 permission_denied'],
    ['an API key', '403 permission_denied'],
    ['an operator without a second factor', '403 second_factor_required'],
  ])('refuses %s', async (caller, refusal) => {
    expect(await outcome(route, caller)).toBe(refusal);
  });

  test('lets an admin in unless it takes the highest rank, and a super admin always', async () => {
    expect(await outcome(route, 'an admin')).toBe(TOPMOST.includes(route.id) ? '403 permission_denied' : letIn(route));
    expect(await outcome(route, 'a super admin')).toBe(letIn(route));
  });
});

test('whatever changes something wants proof of who it is from the last ten minutes', async () => {
  world.clock.advance(600_000);
  for (const route of ROUTES) {
    const expected = route.method === 'GET' ? letIn(route) : '403 confirmation_required';
    expect([route.id, await outcome(route, 'a super admin')]).toEqual([route.id, expected]);
  }
});
