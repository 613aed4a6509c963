import type { OpenedSession } from '../sessions/index.ts';
import { announce } from './announcement.ts';
import { secondFactorErrors } from './errors.ts';
import { totpPurpose } from './proving.ts';
import { lockStanding, readStanding } from './read-model.ts';
import {
  beginTotp as writeTotp,
  confirmTotp as writeConfirmation,
  findTotp,
  insertBackupCodes,
  removeBackupCodes,
  removeTotp as deleteTotp,
} from './repository.ts';
import type { Owner, SecondFactorWork } from './service.ts';
import { newTotpSecret, qrSvg, totpStep, totpUri } from './totp.ts';

/** The backup codes, and the session under its new token; undefined where that stays as it is. */
export type TotpConfirmed = { readonly codes: string[]; readonly renewed: OpenedSession | undefined };

const SET_UP_MS = 900_000;
const ROUTINE = { routine: 'setting up an authenticator app' } as const;

export async function beginTotp({ database, clock, sealer, accounts }: SecondFactorWork, { who }: Owner) {
  const { accountId } = who;
  const secret = newTotpSecret();
  const sealed = sealer.seal(secret, totpPurpose(accountId));
  const email = await database.asSystem(ROUTINE, async (tx) => {
    if (!(await writeTotp(tx, accountId, sealed, clock.now()))) throw secondFactorErrors.totp_active();
    return (await accounts.accountById(tx, accountId))?.email ?? '';
  });
  const uri = totpUri(secret, email);
  return { secret, uri, qr_svg: qrSvg(uri) };
}

/** Hashing the backup codes is slow: the code is checked before, and that the secret is still the same after. */
export async function confirmTotp(work: SecondFactorWork, owner: Owner, code: string): Promise<TotpConfirmed> {
  const { accountId, sessionId } = owner.who;
  const { sealed, step } = await firstCode(work, accountId, code);
  const { codes, set } = await work.backupCodes.make();
  return work.database.asSystem(ROUTINE, async (tx) => {
    const at = work.clock.now();
    if (!(await writeConfirmation(tx, accountId, { sealed, step, at }))) throw secondFactorErrors.totp_not_begun();
    await removeBackupCodes(tx, accountId);
    await insertBackupCodes(tx, accountId, set, at);
    const proof = { secondFactor: true, cookieHash: owner.cookieHash };
    const { renewed } = await work.sessions.confirm(tx, sessionId, proof);
    await announce(work, tx, owner, 'totp_added');
    return { codes, renewed };
  });
}

async function firstCode({ database, clock, sealer }: SecondFactorWork, accountId: string, code: string) {
  const found = await database.asSystem(ROUTINE, (tx) => findTotp(tx, accountId));
  if (found && found.confirmedAt !== null) throw secondFactorErrors.totp_active();
  if (!found || found.createdAt.getTime() + SET_UP_MS <= clock.nowMs()) throw secondFactorErrors.totp_not_begun();
  const step = totpStep(sealer.open(found.sealed, totpPurpose(accountId)), code, clock.nowMs());
  if (step === undefined) throw secondFactorErrors.code_wrong();
  return { sealed: found.sealed, step };
}

export async function removeTotp(work: SecondFactorWork, owner: Owner): Promise<void> {
  const { accountId } = owner.who;
  await work.database.asSystem(ROUTINE, async (tx) => {
    const { operatorRole, passkeys, totpConfirmedAt } = await lockStanding(tx, accountId);
    if (operatorRole !== null && totpConfirmedAt !== null && passkeys === 0) {
      throw secondFactorErrors.second_factor_required_for_operators();
    }
    await removeBackupCodes(tx, accountId);
    if (await deleteTotp(tx, accountId)) await announce(work, tx, owner, 'totp_removed');
  });
}

export async function renewBackupCodes(work: SecondFactorWork, owner: Owner): Promise<string[]> {
  const { accountId } = owner.who;
  const { totpConfirmedAt } = await work.database.asSystem(ROUTINE, (tx) => readStanding(tx, accountId));
  if (totpConfirmedAt === null) throw secondFactorErrors.totp_not_active();
  const { codes, set } = await work.backupCodes.make();
  await work.database.asSystem(ROUTINE, async (tx) => {
    const standing = await lockStanding(tx, accountId);
    if (standing.totpConfirmedAt === null) throw secondFactorErrors.totp_not_active();
    await removeBackupCodes(tx, accountId);
    await insertBackupCodes(tx, accountId, set, work.clock.now());
    await announce(work, tx, owner, 'backup_codes_renewed');
  });
  return codes;
}
