export type { JourneySurvey } from './applicability.ts';
export { applicableSteps, matchesTargeting, surveyJourney } from './applicability.ts';
export { checkDefinition } from './check-definition.ts';
export { MAX_RULE_DEPTH } from './check-rules.ts';
export { MAX_STEPS } from './check-steps.ts';
export { compatible, incompatibilities } from './compatibility.ts';
export type { CompiledFlow } from './compiled-flow.ts';
export { compileFlow } from './compiled-flow.ts';
export type { Accepted, Command, Decision, RefusalCode, Refused } from './decide.ts';
export { decide, REFUSALS } from './decide.ts';
export type * from './definition.ts';
export { PUBLISHABLE_KINDS, STEP_KINDS } from './definition.ts';
export type { DefinitionProblem, ProblemCode } from './definition-problem.ts';
export { PROBLEM_CODES } from './definition-problem.ts';
export type { DefinitionDiff, GateChange, StepChange } from './diff.ts';
export { diffDefinitions } from './diff.ts';
export type { FlagProblem } from './flags/check-flag.ts';
export { checkFlag } from './flags/check-flag.ts';
export type { CompiledFlag } from './flags/compile-flag.ts';
export { compileFlag } from './flags/compile-flag.ts';
export type {
  FlagAnswer,
  FlagContext,
  FlagDefinition,
  FlagFailure,
  FlagKind,
  FlagReason,
  FlagResult,
} from './flags/flag.ts';
export type {
  OutcomeCounts,
  RolloutGuard,
  RolloutOutcomes,
  RolloutPlan,
  RolloutPosition,
  RolloutStage,
  RolloutState,
} from './flags/rollout.ts';
export {
  isBreached,
  percentageAt,
  reportedOf,
  rolloutBegun,
  rolloutNow,
  rolloutPaused,
  rolloutResumed,
  rolloutStopped,
} from './flags/rollout.ts';
export type {
  Funnel,
  FunnelChain,
  FunnelDefinition,
  FunnelEvent,
  FunnelMatcher,
  FunnelStage,
  FunnelState,
} from './funnel.ts';
export { advance, createFunnel, matches, newFunnelState, runFunnel } from './funnel.ts';
export type { FunnelReach, FunnelStageSummary, FunnelSummary } from './funnel-summary.ts';
export { nearestRank, reached, summarizeFunnel } from './funnel-summary.ts';
export type { Requirements } from './gates.ts';
export { requirementsOf, satisfiedCapabilities } from './gates.ts';
export type * from './journey.ts';
export { ACTORS, MOVES, STORED_STATES } from './journey.ts';
export type { Consequences, JourneyChange } from './journey-changes.ts';
export { changeSubject, newJourney, resetJourney, skipAll } from './journey-changes.ts';
export { MARKETS } from './markets.ts';
export type { MigrationMode, MigrationOutcome, MigrationPlan } from './migration.ts';
export { MIGRATION_MODES, planMigration } from './migration.ts';
export { progressOf } from './progress.ts';
export type { Facts } from './rules.ts';
export { evaluateRule, factsOf } from './rules.ts';
export { recordOf, stateOf, statesOf, untouchedRecord } from './step-states.ts';
export { textIn } from './texts.ts';
export type { Transition } from './transition-table.ts';
export { TRANSITIONS } from './transition-table.ts';
export { allowedMoves } from './transitions.ts';
