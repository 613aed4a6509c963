import type { SECOND_FACTOR_METHODS, SignInMethodView } from '@stepwell/contract';
import type { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Sealer } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts, PasswordCost } from '../accounts/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import type { Ceremonies } from '../ceremonies/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { Origin, Sessions } from '../sessions/index.ts';
import { type BackupCodes, createBackupCodes } from './backup-codes.ts';
import { createPasskeyProtocol, type PasskeyChallenge, type PasskeyProtocol } from './passkey-protocol.ts';
import { addPasskey, beginPasskey, type PasskeyAdded, removePasskey, renamePasskey } from './passkey-set-up.ts';
import { methodsOf, passkeyRequest, prove, provePasskey } from './proving.ts';
import { lockStanding, readStanding, waysIn } from './read-model.ts';
import { beginTotp, confirmTotp, removeTotp, renewBackupCodes, type TotpConfirmed } from './totp-set-up.ts';
import { readMethods } from './view.ts';

export type SecondFactorMethod = (typeof SECOND_FACTOR_METHODS)[number];
export type SecondFactorProof = {
  readonly method: SecondFactorMethod;
  readonly code?: string | undefined;
  readonly assertion?: unknown;
  /** What the passkey had to answer. */
  readonly challenge?: string | undefined;
};
export type SignInMethods = z.input<typeof SignInMethodView>;

/** What other rooms may ask. */
export type SecondFactors = {
  /** What an account can prove itself with: second factors, none where none is on, and whether it has a password. */
  standingOf(tx: SystemTx, accountId: string): Promise<{ methods: SecondFactorMethod[]; hasPassword: boolean }>;
  /**
   * How many ways there are to sign in without a mail: the password, passkeys and connected accounts. The account stays
   * locked until the end, so that of two that are removed at the same time one is left.
   */
  countWaysIn(tx: SystemTx, accountId: string): Promise<number>;
  /** A challenge to the passkeys of one account or, without one, to whichever the device has. */
  passkeyRequest(tx: SystemTx, accountId?: string): Promise<PasskeyChallenge>;
  /** Whether the proof is right; a code is used up by it. Call it outside transactions, and count attempts before. */
  prove(accountId: string, proof: SecondFactorProof, origin: Origin): Promise<boolean>;
  /** Whose passkey answered the challenge; undefined when the answer is not accepted. */
  provePasskey(assertion: unknown, challenge: string): Promise<string | undefined>;
};

/** Somebody signed in, at their own account, and from where. */
export type Owner = {
  readonly who: SignedInPrincipal;
  readonly actor: AuditActor;
  /** Hash of the session cookie that came along. */
  readonly cookieHash: Buffer | undefined;
};

/** The use-cases behind the room's own routes. */
export type SecondFactorService = SecondFactors & {
  view(accountId: string): Promise<SignInMethods>;
  /** Throws `totp_active`. */
  beginTotp(owner: Owner): Promise<{ secret: string; uri: string; qr_svg: string }>;
  /** Throws `totp_not_begun`, `totp_active`, `code_wrong`. */
  confirmTotp(owner: Owner, code: string): Promise<TotpConfirmed>;
  /** Throws `second_factor_required_for_operators`. */
  removeTotp(owner: Owner): Promise<void>;
  /** Throws `totp_not_active`. */
  renewBackupCodes(owner: Owner): Promise<string[]>;
  /** Throws `too_many_passkeys`. */
  beginPasskey(owner: Owner): Promise<{ token: string; options: Record<string, unknown> }>;
  /** Throws `ceremony_over`, `passkey_refused`, `too_many_passkeys`. */
  addPasskey(owner: Owner, passkey: { token: string; name: string; attestation: unknown }): Promise<PasskeyAdded>;
  /** Throws `not_found`. */
  renamePasskey(owner: Owner, id: string, name: string): Promise<SignInMethods>;
  /** Throws `not_found`, `last_sign_in_method`, `second_factor_required_for_operators`. */
  removePasskey(owner: Owner, id: string): Promise<void>;
};

export type SecondFactorDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly sealer: Sealer;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly accounts: Pick<Accounts, 'accountById'>;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly sessions: Pick<Sessions, 'confirm'>;
  readonly ceremonies: Pick<Ceremonies, 'begin' | 'take'>;
  readonly publicUrl: string;
  /** Of a guess at a backup code. Tests pay less. */
  readonly passwordCost?: PasswordCost | undefined;
};

export type SecondFactorWork = SecondFactorDependencies & {
  readonly protocol: PasskeyProtocol;
  readonly backupCodes: BackupCodes;
};

/** A backup code has 50 random bits; this makes each guess dear as well. */
const BACKUP_CODE_COST: PasswordCost = { memoryKib: 19_456, passes: 2, threads: 1 };

export function createSecondFactors(deps: SecondFactorDependencies): SecondFactorService {
  const work: SecondFactorWork = {
    ...deps,
    protocol: createPasskeyProtocol(deps.publicUrl),
    backupCodes: createBackupCodes(deps.passwordCost ?? BACKUP_CODE_COST),
  };
  return {
    async standingOf(tx, accountId) {
      const standing = await readStanding(tx, accountId);
      return { methods: methodsOf(standing), hasPassword: standing.hasPassword };
    },
    countWaysIn: async (tx, accountId) => waysIn(await lockStanding(tx, accountId)),
    passkeyRequest: (tx, accountId) => passkeyRequest(work, tx, accountId),
    prove: (accountId, proof, origin) => prove(work, accountId, proof, origin),
    provePasskey: async (assertion, challenge) => (await provePasskey(work, assertion, challenge))?.accountId,
    view: (accountId) => readMethods(work, accountId),
    beginTotp: (owner) => beginTotp(work, owner),
    confirmTotp: (owner, code) => confirmTotp(work, owner, code),
    removeTotp: (owner) => removeTotp(work, owner),
    renewBackupCodes: (owner) => renewBackupCodes(work, owner),
    beginPasskey: (owner) => beginPasskey(work, owner),
    addPasskey: (owner, passkey) => addPasskey(work, owner, passkey),
    renamePasskey: (owner, id, name) => renamePasskey(work, owner, id, name),
    removePasskey: (owner, id) => removePasskey(work, owner, id),
  };
}
