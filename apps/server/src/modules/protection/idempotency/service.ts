import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret, type Sealer } from '../../../platform/crypto/index.ts';
import { type Database, DatabaseRefusal } from '../../../platform/database/index.ts';
import { commonErrors, Refusal } from '../../../platform/errors/index.ts';
import type { Idempotency, WrittenAnswer } from '../../../platform/http/index.ts';
import { keep, type KeptAnswer, purge, takeTurn } from './repository.ts';

const KEPT_MS = 24 * 3_600_000;
const PURPOSE = 'idempotent answer';
const ROUTINE = { routine: 'answers kept for a day' };
const PURGED_AT_ONCE = 5_000;

export type IdempotencyDependencies = {
  readonly database: Pick<Database, 'asOne' | 'asSystem'>;
  readonly clock: Clock;
  readonly sealer: Sealer;
};

/** Answers are kept for 24 hours. */
export type KeptAnswers = Idempotency & {
  /** Forgets what is older; call it now and then. */
  purge(): Promise<void>;
};

/**
 * Keeps the answer of a request in the very transaction of its effects: there is no moment at which one is there without the
 * other. While the first is under way, others with its key are refused. A refusal keeps nothing and frees the key.
 */
export function createIdempotency(deps: IdempotencyDependencies): KeptAnswers {
  const { database, clock } = deps;
  return {
    async once({ caller, key, fingerprint }, work) {
      const place = { keyHash: hashSecret(`${caller}\n${key}`), fingerprint: hashSecret(fingerprint) };
      const outcome = await database.asOne(() => answered(deps, place, work)).catch(busy);
      if (outcome instanceof Refusal) throw outcome;
      return outcome;
    },
    purge: () => database.asSystem(ROUTINE, (tx) => purge(tx, keptSince(clock), PURGED_AT_ONCE)).then(() => undefined),
  };
}

type Place = { readonly keyHash: Buffer; readonly fingerprint: Buffer };
type Answered = { readonly answer: WrittenAnswer; readonly isReplay: boolean };

/** A refusal is returned: what it wrote, such as a counted attempt, is committed. Anything else that is thrown undoes all. */
async function answered(
  deps: IdempotencyDependencies,
  { keyHash, fingerprint }: Place,
  work: () => Promise<WrittenAnswer>,
): Promise<Answered | Refusal> {
  const { database, clock, sealer } = deps;
  const since = keptSince(clock);
  const { isTaken, kept } = await database.asSystem(ROUTINE, (tx) => takeTurn(tx, keyHash, since));
  if (kept) return replay(deps, fingerprint, kept);
  if (!isTaken) return commonErrors.idempotency_key_in_use(undefined, { retryAfterSeconds: 1 });
  const answer = await work().catch(refusalIn);
  if (answer instanceof Refusal) return answer;
  const sealed = { fingerprint, answer: sealer.seal(JSON.stringify(answer), PURPOSE) };
  const isKept = await database.asSystem(ROUTINE, (tx) => keep(tx, keyHash, sealed, { now: clock.now(), since }));
  if (!isKept) throw new Error('an answer to the same request was kept meanwhile');
  return { answer, isReplay: false };
}

function replay({ sealer }: IdempotencyDependencies, fingerprint: Buffer, kept: KeptAnswer): Answered | Refusal {
  if (!kept.fingerprint.equals(fingerprint)) return commonErrors.idempotency_key_reused();
  return { answer: JSON.parse(sealer.open(kept.answer, PURPOSE)) as WrittenAnswer, isReplay: true };
}

function busy(error: unknown): never {
  if (!(error instanceof DatabaseRefusal) || error.code !== 'too_many_wholes') throw error;
  throw commonErrors.database_busy(undefined, { retryAfterSeconds: 1 });
}

function refusalIn(error: unknown): Refusal {
  if (error instanceof Refusal && error.kind !== 'internal') return error;
  throw error;
}

function keptSince(clock: Clock): Date {
  return new Date(clock.nowMs() - KEPT_MS);
}
