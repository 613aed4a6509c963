import type { Application } from '../../apps/server/src/main/compose.ts';
import { ENVIRONMENT, type Town } from './journeys.ts';

export const FLAG = 'new_editor';
/** Open to everybody of whom `openGates` was called. */
export const OPEN_GATE = 'content.publish';

/** Signs an owner of the town's organization in, and gives the session's token. */
export async function signOwnerIn({ accounts, sessions, database }: Application, { orgId }: Town): Promise<string> {
  const passwordHash = await accounts.hashPassword('correct horse battery staple');
  const origin = { ip: '127.0.0.1', userAgent: 'bench', correlationId: 'bench-prepared' };
  return database.asSystem('preparing a benchmark', async (tx) => {
    const accountId = await accounts.createAccount(tx, { email: 'owner@bench.example', name: 'Owner', passwordHash });
    await accounts.addMember(tx, { orgId, accountId, role: 'owner' });
    const proved = { kind: 'web', method: 'password', secondFactor: false } as const;
    const { token } = await sessions.openSession(tx, { accountId, ...proved, origin });
    return token;
  });
}

/** A flag that is on for everybody. */
export async function raiseFlag({ flags }: Application, { orgId }: Town): Promise<void> {
  const caller = { orgId, environment: ENVIRONMENT, actorKind: 'system', actorId: null } as const;
  await flags.create(caller, {
    key: FLAG,
    name: 'New editor',
    description: '',
    definition: {
      kind: 'boolean',
      is_enabled: true,
      variants: { on: true, off: false },
      off_variant: 'off',
      targets: [],
      markets: ['*'],
      plans: [],
      roles: [],
      percentage: 100,
      serve: [{ variant: 'on', weight: 1 }],
    },
  });
}
