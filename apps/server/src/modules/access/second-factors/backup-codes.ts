import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import type { PasswordCost } from '../accounts/index.ts';
import type { BackupCodeSet } from './repository.ts';

/** Crockford's: no i, l, o, u; what is misread is put right when a code is typed. 32 letters, so 5 bits of a byte are one. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODES = 10;
const LETTERS = 10;
const SALT_BYTES = 16;

export type BackupCodes = {
  /** Ten codes of 50 bits, to be shown once, and what is kept of them. Slow on purpose: call it outside transactions. */
  make(): Promise<{ codes: string[]; set: BackupCodeSet }>;
  /** What a typed code is kept as under this salt. Slow on purpose. */
  hash(code: string, salt: Buffer): Promise<Buffer>;
};

export function createBackupCodes(cost: PasswordCost): BackupCodes {
  /** The library's default algorithm is Argon2id; its enum does not survive type stripping. */
  const hash = (code: string, salt: Buffer) =>
    hashRaw(plain(code), { salt, memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.threads });
  return {
    hash,
    async make() {
      const salt = randomBytes(SALT_BYTES);
      const codes = Array.from({ length: CODES }, newCode);
      return { codes, set: { salt, hashes: await Promise.all(codes.map((code) => hash(code, salt))) } };
    },
  };
}

function newCode(): string {
  const letters = Array.from(randomBytes(LETTERS), (byte) => ALPHABET[byte & 31]).join('');
  return `${letters.slice(0, LETTERS / 2)}-${letters.slice(LETTERS / 2)}`;
}

function plain(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}
