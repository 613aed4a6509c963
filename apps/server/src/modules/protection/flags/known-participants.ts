import type { Environment } from '@stepwell/contract';
import type { FlagContext, Json } from '@stepwell/engine';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { ParticipantPrincipal } from '../../../platform/http/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { inTime } from '../../../platform/clock/index.ts';

/** What is stored of a participant, as far as flags ask for it. */
type Stored = {
  readonly market: string | null;
  readonly role: string | null;
  readonly traits: Readonly<Record<string, Json>>;
};

export type KnownParticipantsDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly findParticipant: (
    tx: TenantTx,
    environment: Environment,
    externalId: string,
  ) => Promise<{ readonly subject: Stored } | undefined>;
};

const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 20_000;
const PATIENCE_MS = 1_000;
const NOTHING: Stored = { market: null, role: null, traits: {} };

/**
 * Tells whom a flag is evaluated for when a participant asks: by what their token says and what is stored of them, the token
 * first. What is stored is remembered for five seconds; while it can't be read, the token alone counts.
 */
export function createKnownParticipants(deps: KnownParticipantsDependencies) {
  const { clock, log } = deps;
  const cache = new ExpiringCache<Stored>({ clock, maxEntries: MAX_REMEMBERED, ttlMs: REMEMBERED_MS });
  return async (participant: ParticipantPrincipal): Promise<FlagContext> => {
    const { orgId, environment, externalId, claims } = participant;
    const reading = cache.load(`${orgId} ${environment} ${externalId}`, () => read(deps, participant));
    const stored = await inTime(reading, PATIENCE_MS).catch((error: unknown) => {
      log.warn({ err: error, orgId }, 'a participant could not be read; flags go by the token');
      return NOTHING;
    });
    return {
      targetingKey: externalId,
      market: claims.market ?? stored?.market ?? undefined,
      role: claims.role ?? stored?.role ?? undefined,
      plan: textOf(claims.traits?.plan) ?? textOf(stored?.traits.plan),
    };
  };
}

async function read(
  { database, findParticipant }: KnownParticipantsDependencies,
  { orgId, environment, externalId }: ParticipantPrincipal,
): Promise<Stored> {
  const found = await database.asTenant(orgId, (tx) => findParticipant(tx, environment, externalId));
  return found?.subject ?? NOTHING;
}

function textOf(trait: Json | undefined): string | undefined {
  return typeof trait === 'string' ? trait : undefined;
}
