import {
  compileFlag,
  type FlagContext,
  type FlagDefinition,
  type RolloutOutcomes,
  type RolloutState,
} from '@stepwell/engine';
import type { TenantTx } from '../../../../platform/database/index.ts';
import { commonErrors } from '../../../../platform/errors/index.ts';
import type { Caller } from '../caller.ts';
import { type ChangeWork, lockedFlag } from '../changing.ts';
import { flagErrors } from '../errors.ts';
import type { KnownParticipantsDependencies } from '../known-participants.ts';
import { findFlag } from '../read-model.ts';
import type { FlagRow } from '../repository.ts';
import { countOutcomes, latestRollout, type Rollout } from './repository.ts';
import { settleRollout } from './rollouts.ts';

/** How it went for somebody, named by `targetingKey` or as a participant of whom more is stored. */
export type Outcome = Omit<FlagContext, 'targetingKey'> & {
  readonly targetingKey?: string;
  readonly participant?: string;
  readonly hasSucceeded: boolean;
};
export type Reported = { readonly counted: number; readonly state: RolloutState | null };

export type OutcomeReports = {
  /**
   * Counts them for the rollout of the flag that runs or is paused, and steps it back at once where its guard is breached.
   * Throws `not_found`, `flag_archived`.
   */
  reportOutcomes(caller: Caller, key: string, outcomes: readonly Outcome[]): Promise<Reported>;
};

export type OutcomeReportsDependencies = ChangeWork & Pick<KnownParticipantsDependencies, 'findParticipant'>;

export function createOutcomeReports(work: OutcomeReportsDependencies): OutcomeReports {
  return {
    reportOutcomes: (caller, key, outcomes) =>
      work.database.asTenant(caller.orgId, async (tx) => {
        const seen = await findFlag(tx, caller.environment, key);
        if (seen === undefined) throw commonErrors.not_found();
        if (seen.archived_at !== null) throw flagErrors.flag_archived();
        const rollout = await latestRollout(tx, seen.id);
        if (rollout === undefined || !isCounting(rollout)) return nothingOf(rollout);
        const known = isNarrowed(seen.definition) ? await lookUp(work, tx, caller, outcomes) : new Map<string, never>();
        const people = outcomes.map((outcome) => ({ outcome, subject: subjectOf(outcome, known) }));
        return count(work, tx, caller, key, people);
      }),
  };
}

type Person = { readonly outcome: Outcome; readonly subject: FlagContext };

async function count(
  work: ChangeWork,
  tx: TenantTx,
  { environment, correlationId }: Caller,
  key: string,
  people: readonly Person[],
): Promise<Reported> {
  const flag = await lockedFlag(tx, { environment }, key);
  const rollout = await latestRollout(tx, flag.id);
  if (rollout === undefined || !isCounting(rollout)) return nothingOf(rollout);
  const outcomes = await countOutcomes(tx, rollout, tally(flag, people));
  const cause = { environment, ...(correlationId === undefined ? {} : { correlationId }) };
  return { counted: people.length, state: await settleRollout(work, tx, flag, { ...rollout, outcomes }, cause) };
}

function isCounting({ position: { state } }: Rollout): boolean {
  return state === 'running' || state === 'paused';
}

function nothingOf(rollout: Rollout | undefined): Reported {
  return { counted: 0, state: rollout?.position.state ?? null };
}

/** Served is whom the flag gives something other than what it gives everybody it is not for. */
function tally({ key, definition }: FlagRow, people: readonly Person[]): RolloutOutcomes {
  const { evaluate } = compileFlag(key, definition);
  const counts = { served: { succeeded: 0, failed: 0 }, others: { succeeded: 0, failed: 0 } };
  for (const { outcome, subject } of people) {
    const answer = evaluate(subject);
    const isServed = !('error' in answer) && answer.variant !== definition.off_variant;
    counts[isServed ? 'served' : 'others'][outcome.hasSucceeded ? 'succeeded' : 'failed'] += 1;
  }
  return counts;
}

function isNarrowed({ markets, plans, roles }: FlagDefinition): boolean {
  return !markets.includes('*') || plans.length > 0 || roles.length > 0;
}

type Known = Omit<FlagContext, 'targetingKey'>;

async function lookUp(
  { findParticipant }: OutcomeReportsDependencies,
  tx: TenantTx,
  { environment }: Caller,
  outcomes: readonly Outcome[],
): Promise<ReadonlyMap<string, Known>> {
  const ids = [...new Set(outcomes.flatMap(({ participant }) => participant ?? []))];
  const found = await Promise.all(ids.map((id) => findParticipant(tx, environment, id)));
  return new Map(
    ids.map((id, at): [string, Known] => {
      const { market, role, traits } = found[at]?.subject ?? { market: null, role: null, traits: {} };
      const plan = typeof traits.plan === 'string' ? traits.plan : undefined;
      return [id, { market: market ?? undefined, role: role ?? undefined, plan }];
    }),
  );
}

function subjectOf({ targetingKey, participant, market, plan, role }: Outcome, known: ReadonlyMap<string, Known>) {
  const stored = known.get(participant ?? '');
  return {
    targetingKey: targetingKey ?? participant,
    market: market ?? stored?.market,
    plan: plan ?? stored?.plan,
    role: role ?? stored?.role,
  };
}
