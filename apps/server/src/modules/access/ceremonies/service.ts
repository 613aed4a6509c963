import type { Json } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret, type Sealer } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { type IdSource, randomToken } from '../../../platform/ids/index.ts';
import { ceremonyErrors } from './errors.ts';
import {
  attemptCeremony,
  type CeremonyRow,
  changeCeremony,
  countAttempts,
  findCeremony,
  insertCeremony,
  purgeCeremonies,
  spendCeremony,
} from './repository.ts';

export type CeremonyKind = 'second_factor' | 'passkey_registration' | 'passkey' | 'oauth' | 'sso';

/** `state` is what was given when it began; whoever began it knows its shape. */
export type Ceremony = { readonly id: string; readonly accountId: string | null; readonly state: unknown };

/** What has begun and waits for its second half, for ten minutes. */
export type Ceremonies = {
  /** Returns the token that the second half comes with; it is kept nowhere. */
  begin(tx: SystemTx, ceremony: { kind: CeremonyKind; accountId: string | null; state: Json }): Promise<string>;
  /** Counts one of five attempts, for good, before anything is proved. Throws `ceremony_over`. */
  attempt(kind: CeremonyKind, token: string): Promise<Ceremony & { readonly attemptsLeft: number }>;
  /** For what is answered once, rightly or wrongly. Throws `ceremony_over`. */
  take(kind: CeremonyKind, token: string): Promise<Ceremony>;
  /** Throws `ceremony_over` when another got there first. */
  finish(tx: SystemTx, id: string): Promise<void>;
  /** Changes the state of one that is not over and returns it as it was. Throws `ceremony_over`. */
  change(tx: SystemTx, kind: CeremonyKind, token: string, next: (ceremony: Ceremony) => Promise<Json>): Promise<void>;
  /** How many attempts of the last hour led nowhere. */
  failedAttempts(tx: SystemTx, kind: CeremonyKind, accountId: string): Promise<number>;
  /** Removes what has long expired; for upkeep. Returns how many. */
  purge(): Promise<number>;
};

export type CeremonyDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly sealer: Sealer;
};

const TTL_MS = 600_000;
const MAX_ATTEMPTS = 5;
const COUNTED_MS = 3_600_000;
const TOKEN_BYTES = 32;
const PURGED_AT_ONCE = 5_000;
const ROUTINE = { routine: 'ceremonies of signing in' } as const;

export function createCeremonies(deps: CeremonyDependencies): Ceremonies {
  const { database, clock, sealer } = deps;
  return {
    begin: (tx, ceremony) => begin(deps, tx, ceremony),
    async attempt(kind, token) {
      const row = await database.asSystem(ROUTINE, (tx) => attemptCeremony(tx, sought(clock, kind, token)));
      return { ...opened(sealer, kind, row), attemptsLeft: row?.attemptsLeft ?? 0 };
    },
    async take(kind, token) {
      const row = await database.asSystem(ROUTINE, async (tx) => {
        const found = await findCeremony(tx, sought(clock, kind, token));
        return found && (await spendCeremony(tx, found.id, clock.now())) ? found : undefined;
      });
      return opened(sealer, kind, row);
    },
    async finish(tx, id) {
      if (!(await spendCeremony(tx, id, clock.now()))) throw ceremonyErrors.ceremony_over();
    },
    async change(tx, kind, token, next) {
      const ceremony = opened(sealer, kind, await findCeremony(tx, sought(clock, kind, token)));
      await changeCeremony(tx, ceremony.id, sealed(sealer, kind, await next(ceremony)));
    },
    failedAttempts: (tx, kind, accountId) =>
      countAttempts(tx, accountId, kind, new Date(clock.nowMs() - COUNTED_MS + TTL_MS)),
    purge: () =>
      database.asSystem(ROUTINE, (tx) => purgeCeremonies(tx, new Date(clock.nowMs() - COUNTED_MS), PURGED_AT_ONCE)),
  };
}

async function begin(
  { clock, ids, sealer }: CeremonyDependencies,
  tx: SystemTx,
  { kind, accountId, state }: { kind: CeremonyKind; accountId: string | null; state: Json },
): Promise<string> {
  const token = randomToken(TOKEN_BYTES);
  const createdAt = clock.now();
  await insertCeremony(tx, {
    id: ids.next(),
    kind,
    tokenHash: hashSecret(token),
    accountId,
    sealed: sealed(sealer, kind, state),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + TTL_MS),
  });
  return token;
}

function sought(clock: Clock, kind: CeremonyKind, token: string) {
  return { tokenHash: hashSecret(token), kind, now: clock.now(), maxAttempts: MAX_ATTEMPTS };
}

function sealed(sealer: Sealer, kind: CeremonyKind, state: Json): Buffer {
  return sealer.seal(JSON.stringify(state), purposeOf(kind));
}

function opened(sealer: Sealer, kind: CeremonyKind, row: CeremonyRow | undefined): Ceremony {
  if (!row) throw ceremonyErrors.ceremony_over();
  const { id, accountId } = row;
  return { id, accountId, state: JSON.parse(sealer.open(row.sealed, purposeOf(kind))) };
}

function purposeOf(kind: CeremonyKind): string {
  return `ceremony ${kind}`;
}
