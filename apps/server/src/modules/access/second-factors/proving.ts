import type { SystemTx } from '../../../platform/database/index.ts';
import type { Origin } from '../sessions/index.ts';
import { tell } from './announcement.ts';
import type { PasskeyChallenge } from './passkey-protocol.ts';
import { listPasskeys, type Standing } from './read-model.ts';
import { findBackupSalt, findPasskey, findTotp, spendBackupCode, advancePasskey, spendTotp } from './repository.ts';
import type { SecondFactorMethod, SecondFactorProof, SecondFactorWork } from './service.ts';
import { totpStep } from './totp.ts';

const ROUTINE = { routine: 'proving a second factor' } as const;

/** Backup codes stand in for the app; without it they are nothing. */
export function methodsOf({ totpConfirmedAt, backupCodesLeft, passkeys }: Standing): SecondFactorMethod[] {
  return [
    ...(totpConfirmedAt === null ? [] : (['totp'] as const)),
    ...(totpConfirmedAt === null || backupCodesLeft === 0 ? [] : (['backup_code'] as const)),
    ...(passkeys === 0 ? [] : (['passkey'] as const)),
  ];
}

export async function passkeyRequest(
  { protocol }: SecondFactorWork,
  tx: SystemTx,
  accountId: string | undefined,
): Promise<PasskeyChallenge> {
  return protocol.request(accountId === undefined ? undefined : await listPasskeys(tx, accountId));
}

export async function prove(
  work: SecondFactorWork,
  accountId: string,
  { method, code = '', assertion, challenge }: SecondFactorProof,
  origin: Origin,
): Promise<boolean> {
  switch (method) {
    case 'totp':
      return proveTotp(work, accountId, code);
    case 'backup_code':
      return proveBackupCode(work, accountId, code, origin);
    case 'passkey':
      return challenge !== undefined && (await provePasskey(work, assertion, challenge, accountId)) !== undefined;
  }
}

async function proveTotp({ database, clock, sealer }: SecondFactorWork, accountId: string, code: string) {
  return database.asSystem(ROUTINE, async (tx) => {
    const found = await findTotp(tx, accountId);
    if (!found || found.confirmedAt === null) return false;
    const step = totpStep(sealer.open(found.sealed, totpPurpose(accountId)), code, clock.nowMs());
    return step !== undefined && spendTotp(tx, accountId, step);
  });
}

/** The hash is slow, so no transaction waits for it. */
async function proveBackupCode(work: SecondFactorWork, accountId: string, code: string, origin: Origin) {
  const { database, clock, backupCodes } = work;
  const salt = await database.asSystem(ROUTINE, (tx) => findBackupSalt(tx, accountId));
  if (!salt) return false;
  const hash = await backupCodes.hash(code, salt);
  return database.asSystem(ROUTINE, async (tx) => {
    const used = await spendBackupCode(tx, accountId, hash, clock.now());
    if (used) await tell(work, tx, accountId, 'backup_code_used', origin);
    return used;
  });
}

/** Whose passkey signed the challenge; of `accountId` alone, where it is named. */
export async function provePasskey(
  { database, clock, protocol }: SecondFactorWork,
  answer: unknown,
  challenge: string,
  accountId?: string,
): Promise<{ accountId: string } | undefined> {
  const assertion = protocol.parseAssertion(answer);
  if (!assertion) return undefined;
  const passkey = await database.asSystem(ROUTINE, (tx) => findPasskey(tx, Buffer.from(assertion.id, 'base64url')));
  if (!passkey || (accountId !== undefined && passkey.accountId !== accountId)) return undefined;
  const asserted = await protocol.asserted(assertion, challenge, passkey);
  if (!asserted) return undefined;
  const used = { ...asserted, at: clock.now() };
  return (await database.asSystem(ROUTINE, (tx) => advancePasskey(tx, passkey.id, used))) ? passkey : undefined;
}

/** A secret opens only for the account that it was sealed for. */
export function totpPurpose(accountId: string): string {
  return `totp ${accountId}`;
}
