import { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { OpenedSession } from '../sessions/index.ts';
import { announce, record } from './announcement.ts';
import { secondFactorErrors } from './errors.ts';
import type { RegisteredPasskey } from './passkey-protocol.ts';
import { listPasskeys, lockStanding, waysIn } from './read-model.ts';
import { insertPasskey, removePasskey as deletePasskey, renamePasskey as writeName } from './repository.ts';
import type { Owner, SecondFactorWork, SignInMethods } from './service.ts';
import { readMethods } from './view.ts';

/** The ways in, and the session under its new token; undefined where that stays as it is. */
export type PasskeyAdded = { readonly methods: SignInMethods; readonly renewed: OpenedSession | undefined };

const MAX_PASSKEYS = 20;
const ROUTINE = { routine: 'setting up a passkey' } as const;
const State = z.object({ challenge: z.string() });

export async function beginPasskey({ database, accounts, protocol, ceremonies }: SecondFactorWork, { who }: Owner) {
  return database.asSystem(ROUTINE, async (tx) => {
    const { accountId } = who;
    const known = await listPasskeys(tx, accountId);
    if (known.length >= MAX_PASSKEYS) throw secondFactorErrors.too_many_passkeys();
    const account = await accounts.accountById(tx, accountId);
    if (!account) throw commonErrors.not_signed_in();
    const { challenge, options } = await protocol.registration(account, known);
    const token = await ceremonies.begin(tx, { kind: 'passkey_registration', accountId, state: { challenge } });
    return { token, options };
  });
}

export async function addPasskey(
  work: SecondFactorWork,
  owner: Owner,
  { token, name, attestation }: { token: string; name: string; attestation: unknown },
): Promise<PasskeyAdded> {
  const { accountId, sessionId } = owner.who;
  const ceremony = await work.ceremonies.take('passkey_registration', token);
  const { challenge } = State.parse(ceremony.state);
  const made = ceremony.accountId === accountId ? await work.protocol.registered(attestation, challenge) : undefined;
  if (!made) throw secondFactorErrors.passkey_refused();
  const { renewed } = await work.database.asSystem(ROUTINE, async (tx) => {
    await keep(work, tx, accountId, { ...made, name });
    await announce(work, tx, owner, 'passkey_added');
    return work.sessions.confirm(tx, sessionId, { secondFactor: true, cookieHash: owner.cookieHash });
  });
  return { methods: await readMethods(work, accountId), renewed };
}

async function keep(
  { ids, clock }: SecondFactorWork,
  tx: SystemTx,
  accountId: string,
  made: RegisteredPasskey & { name: string },
): Promise<void> {
  const { passkeys } = await lockStanding(tx, accountId);
  if (passkeys >= MAX_PASSKEYS) throw secondFactorErrors.too_many_passkeys();
  const row = { ...made, id: ids.next(), accountId, createdAt: clock.now() };
  if (!(await insertPasskey(tx, row))) throw secondFactorErrors.passkey_refused();
}

export async function renamePasskey(
  work: SecondFactorWork,
  owner: Owner,
  id: string,
  name: string,
): Promise<SignInMethods> {
  const { accountId } = owner.who;
  await work.database.asSystem(ROUTINE, async (tx) => {
    if (!(await writeName(tx, id, accountId, name))) throw commonErrors.not_found();
    await record(work, tx, owner, 'second_factor.passkey_renamed');
  });
  return readMethods(work, accountId);
}

export async function removePasskey(work: SecondFactorWork, owner: Owner, id: string): Promise<void> {
  const { accountId } = owner.who;
  await work.database.asSystem(ROUTINE, async (tx) => {
    const standing = await lockStanding(tx, accountId);
    const { operatorRole, passkeys, totpConfirmedAt } = standing;
    if (!(await deletePasskey(tx, id, accountId))) throw commonErrors.not_found();
    // Refused after the removal, which the roll-back undoes: what is not there must read as not there.
    if (waysIn(standing) === 1) throw secondFactorErrors.last_sign_in_method();
    if (passkeys === 1 && operatorRole !== null && totpConfirmedAt === null) {
      throw secondFactorErrors.second_factor_required_for_operators();
    }
    await announce(work, tx, owner, 'passkey_removed');
  });
}
