import type { CompiledFlow } from './compiled-flow.ts';
import type { Rule, StepDefinition, Targeting } from './definition.ts';
import type { JourneyState, StepRecord, Subject } from './journey.ts';
import { evaluateRule, type Facts, factsOf } from './rules.ts';

const EVERY_MARKET = '*';

/** What one look at a journey finds; shared by the rules so that applicability is worked out once per question. */
export type JourneySurvey = {
  readonly compiled: CompiledFlow;
  readonly journey: JourneyState;
  readonly facts: Facts;
  /** The steps that apply to the subject now, in the definition's order. */
  readonly applicable: readonly StepDefinition[];
  readonly applicableKeys: ReadonlySet<string>;
};

/** Whether a flow is meant for a subject: market, role and rule. The rule sees no answers, for there are none yet. */
export function matchesTargeting(targeting: Targeting, subject: Subject): boolean {
  return (
    matchesMarket(targeting.markets, subject) &&
    matchesRole(targeting.roles, subject) &&
    holds(targeting.rule, () => factsOf(subject, {}))
  );
}

/**
 * The steps that apply to a subject now, in the definition's order: role and market match and `visible_if` holds over
 * the answers of done and submitted steps.
 */
export function applicableSteps(
  flow: { readonly steps: readonly StepDefinition[] },
  subject: Subject,
  steps: Readonly<Record<string, StepRecord>>,
): StepDefinition[] {
  return stepsFor(flow.steps, subject, factsOf(subject, steps));
}

/** Surveys a journey. */
export function surveyJourney(compiled: CompiledFlow, journey: JourneyState): JourneySurvey {
  // Reading the answers costs a pass over all records, needless where no step asks for them.
  const facts = factsOf(journey.subject, compiled.hasVisibilityRules ? journey.steps : {});
  const applicable = stepsFor(compiled.steps, journey.subject, facts);
  return { compiled, journey, facts, applicable, applicableKeys: new Set(applicable.map((step) => step.key)) };
}

/** Whether role and market let the step apply; `visible_if` left aside. */
export function isOffered(step: StepDefinition, subject: Subject): boolean {
  return matchesMarket(step.markets, subject) && matchesRole(step.roles, subject);
}

function stepsFor(steps: readonly StepDefinition[], subject: Subject, facts: Facts): StepDefinition[] {
  return steps.filter((step) => isOffered(step, subject) && holds(step.visible_if, () => facts));
}

function holds(rule: Rule | undefined, facts: () => Facts): boolean {
  return rule === undefined || evaluateRule(rule, facts());
}

function matchesMarket(markets: readonly string[], { market }: Subject): boolean {
  return markets.includes(EVERY_MARKET) || (market !== null && markets.includes(market));
}

function matchesRole(roles: readonly string[], { role }: Subject): boolean {
  return roles.length === 0 || (role !== null && roles.includes(role));
}
