import { listPasskeys, readStanding } from './read-model.ts';
import type { SecondFactorWork, SignInMethods } from './service.ts';

export async function readMethods(
  { database }: Pick<SecondFactorWork, 'database'>,
  accountId: string,
): Promise<SignInMethods> {
  return database.asSystem({ routine: 'what an account can sign in with' }, async (tx) => {
    const standing = await readStanding(tx, accountId);
    const passkeys = await listPasskeys(tx, accountId);
    return {
      password: standing.hasPassword,
      totp: standing.totpConfirmedAt && { confirmed_at: standing.totpConfirmedAt.toISOString() },
      backup_codes_left: standing.backupCodesLeft,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, isBackedUp }) => ({
        id,
        name,
        created_at: createdAt.toISOString(),
        last_used_at: lastUsedAt?.toISOString() ?? null,
        is_backed_up: isBackedUp,
      })),
    };
  });
}
