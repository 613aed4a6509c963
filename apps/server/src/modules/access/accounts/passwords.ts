import { hash, verify } from '@node-rs/argon2';

/** What one guess costs: memory in KiB, passes over it, threads. */
export type PasswordCost = { readonly memoryKib: number; readonly passes: number; readonly threads: number };

/** OWASP Password Storage Cheat Sheet, Argon2id: m = 19 MiB, t = 2, p = 1. About 50 ms. */
export const ARGON2ID: PasswordCost = { memoryKib: 19_456, passes: 2, threads: 1 };

export type Passwords = {
  /** Slow on purpose. Asks nothing of the password: see the rules. */
  hash(password: string): Promise<string>;
  /** Takes the same time when there is no hash to compare with, so that time does not tell who exists. */
  matches(password: string, hashed: string | null): Promise<boolean>;
};

export function createPasswords(cost: PasswordCost): Passwords {
  const decoy = argon2id('no account has this password', cost);
  return {
    hash: (password) => argon2id(password, cost),
    async matches(password, hashed) {
      const matched = await verify(hashed ?? (await decoy), normalized(password));
      return matched && hashed !== null;
    },
  };
}

/** The library's default algorithm is Argon2id; its enum does not survive type stripping. */
function argon2id(password: string, { memoryKib, passes, threads }: PasswordCost): Promise<string> {
  return hash(normalized(password), { memoryCost: memoryKib, timeCost: passes, parallelism: threads });
}

/** One password, one form: keyboards of different systems send é as one code point or as two. */
export function normalized(password: string): string {
  return password.normalize('NFKC');
}
