import { ExpiringCache } from '../../../platform/cache/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { directoryErrors } from './errors.ts';
import { type Authenticated, findToken, insertToken, revokeToken, takeTurn } from './repository.ts';
import { type DirectoryDependencies, record } from './work.ts';

export const DIRECTORY_TOKEN_PREFIX = 'scim_';
const CHANNEL = 'stepwell_directories';
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 10_000;
const SECRET_BYTES = 32;
const SECRET = /^scim_[\w-]{43}$/;
/** `scim_` and four more: enough to tell tokens apart. */
const PREFIX_LENGTH = 9;

export type Tokens = {
  authenticate(secret: string): Promise<Authenticated>;
  followRevocations(): Promise<{ stop(): void }>;
  issue(member: MemberPrincipal, actor: AuditActor): Promise<string>;
  revoke(member: MemberPrincipal, actor: AuditActor): Promise<void>;
};

export function createTokens(deps: DirectoryDependencies): Tokens {
  const { database, clock } = deps;
  const cache = new ExpiringCache<Authenticated>({ clock, maxEntries: MAX_REMEMBERED, ttlMs: REMEMBERED_MS });
  const work = { ...deps, cache };
  return {
    async authenticate(secret) {
      if (!SECRET.test(secret)) throw directoryErrors.directory_token_invalid();
      const hash = hashSecret(secret);
      const found = await cache.load(hash.toString('base64'), () => findToken(database, hash, clock.now()));
      if (found === undefined) throw directoryErrors.directory_token_invalid();
      return found;
    },
    followRevocations: () => database.listen(CHANNEL, () => cache.clear()),
    issue: (member, actor) => issue(work, member, actor),
    revoke: (member, actor) => revoke(work, member, actor),
  };
}

type Work = DirectoryDependencies & { readonly cache: ExpiringCache<Authenticated> };

async function issue(work: Work, { orgId, accountId }: MemberPrincipal, actor: AuditActor): Promise<string> {
  const { database, clock, ids, domains, cache } = work;
  const secret = `${DIRECTORY_TOKEN_PREFIX}${randomToken(SECRET_BYTES)}`;
  const token = { hash: hashSecret(secret), prefix: secret.slice(0, PREFIX_LENGTH), createdBy: accountId };
  await database.asTenant(orgId, async (tx) => {
    await takeTurn(tx, orgId);
    if ((await domains.verifiedOf(tx, orgId)).length === 0) throw directoryErrors.directory_domain_needed();
    const id = ids.next();
    await revokeToken(tx, clock.now());
    await insertToken(tx, { ...token, id, createdAt: clock.now() });
    await record(work, tx, { orgId, actor, action: 'directory.connect', resourceKind: 'directory', resourceId: id });
    tx.afterCommit(() => cache.clear());
    tx.wakeAfterCommit(CHANNEL);
  });
  return secret;
}

/** Does nothing where no directory is connected. */
async function revoke(work: Work, { orgId }: MemberPrincipal, actor: AuditActor): Promise<void> {
  const { database, clock, cache } = work;
  await database.asTenant(orgId, async (tx) => {
    await takeTurn(tx, orgId);
    const id = await revokeToken(tx, clock.now());
    if (id === undefined) return;
    await record(work, tx, { orgId, actor, action: 'directory.disconnect', resourceKind: 'directory', resourceId: id });
    tx.afterCommit(() => cache.clear());
    tx.wakeAfterCommit(CHANNEL);
  });
}
