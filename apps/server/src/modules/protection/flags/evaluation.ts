import { createHash } from 'node:crypto';
import type { Environment, FLAG_REASONS } from '@stepwell/contract';
import type { CompiledFlag, FlagContext, Json } from '@stepwell/engine';
import { commonErrors } from '../../../platform/errors/index.ts';
import { fallbackOf, type FlagFallback } from './environment-fallback.ts';
import type { FlagSet } from './flag-set.ts';
import { createKnownParticipants, type KnownParticipantsDependencies } from './known-participants.ts';
import type { LiveFlags } from './live-flags.ts';

/** Whose flags, and for whom. */
export type Question = { readonly orgId: string; readonly environment: Environment; readonly subject: FlagContext };

export type Evaluated = {
  readonly key: string;
  readonly value: Json;
  readonly reason: (typeof FLAG_REASONS)[number];
  readonly variant?: string;
  readonly metadata?: { readonly source: 'mirror' | 'memory' | 'environment' };
};
export type Unanswered = { readonly key: string; readonly errorCode: 'TARGETING_KEY_MISSING' | 'FLAG_NOT_FOUND' };
export type Answer = Evaluated | Unanswered;

export type Evaluation = {
  /** Where flags can't be read, what the environment says counts. Throws `database_unavailable` where it says nothing. */
  evaluate(question: Question, key: string): Promise<Answer>;
  /**
   * Every flag of the environment, by key. `tag` is another one whenever an answer could be. Throws
   * `database_unavailable`.
   */
  evaluateAll(question: Question): Promise<{ readonly tag: string; readonly answers: () => Answer[] }>;
  /** Whom a flag is evaluated for when a participant asks. */
  subjectOf: ReturnType<typeof createKnownParticipants>;
};

export type EvaluationDependencies = KnownParticipantsDependencies & {
  readonly live: Pick<LiveFlags, 'flagsOf'>;
  readonly fallback: FlagFallback;
};

export function createEvaluation(deps: EvaluationDependencies): Evaluation {
  const { live, fallback } = deps;
  return {
    subjectOf: createKnownParticipants(deps),
    async evaluate({ orgId, environment, subject }, key) {
      const set = await live.flagsOf(orgId, environment);
      if (set === undefined) return fromEnvironment(fallback, key);
      const flag = set.flags.get(key);
      return flag === undefined ? { key, errorCode: 'FLAG_NOT_FOUND' } : answerOf(key, flag, subject, set);
    },
    async evaluateAll(question) {
      const set = await live.flagsOf(question.orgId, question.environment);
      if (set === undefined) throw unreadable();
      const answers = () => [...set.flags].map(([key, flag]) => answerOf(key, flag, question.subject, set));
      return { tag: tagOf(question, set), answers };
    },
  };
}

function answerOf(key: string, flag: CompiledFlag, subject: FlagContext, { source }: FlagSet): Answer {
  const result = flag.evaluate(subject);
  if ('error' in result) return { key, errorCode: result.error };
  return source === undefined ? { key, ...result } : { key, ...result, metadata: { source } };
}

function fromEnvironment(fallback: FlagFallback, key: string): Evaluated {
  const value = fallbackOf(fallback, key);
  if (value === undefined) throw unreadable();
  return { key, value, reason: 'DEFAULT', metadata: { source: 'environment' } };
}

function unreadable() {
  return commonErrors.database_unavailable(undefined, { retryAfterSeconds: 1 });
}

function tagOf({ orgId, environment, subject }: Question, { version, source }: FlagSet): string {
  const { targetingKey = null, market = null, plan = null, role = null } = subject;
  const text = JSON.stringify([orgId, environment, version, source ?? null, targetingKey, market, plan, role]);
  return createHash('sha256').update(text).digest('base64url');
}
