import { checkFields } from './check-fields.ts';
import { type FlowDefinition, PUBLISHABLE_KINDS, STEP_KINDS, type StepDefinition } from './definition.ts';
import { type DefinitionProblem, problem, repeatedKeys } from './definition-problem.ts';
import { MARKETS } from './markets.ts';
import { prerequisiteCycles } from './prerequisite-cycles.ts';

/** A flow may have this many steps. */
export const MAX_STEPS = 100;

const STEP_KEY = /^[a-z][a-z0-9_]{0,62}$/;
const MAX_WEIGHT = 100;
const WEB_LINK = /^https?:\/\/[^\s]+$/i;

/** Problems of the list of steps and of each step, other than texts and rules. */
export function checkSteps({ steps }: FlowDefinition): DefinitionProblem[] {
  if (steps.length === 0) return [problem('empty_flow', 'steps', 'The flow has no step.')];
  return [
    ...checkCount(steps),
    ...checkKeys(steps),
    ...steps.flatMap((step, index) => checkStep(step, `steps/${index}`)),
    ...checkPrerequisites(steps),
  ];
}

/** Problems of a list of markets, which must name at least one. */
export function checkMarkets(markets: readonly string[], path: string): DefinitionProblem[] {
  if (markets.length === 0) return [problem('invalid_market', path, 'Name at least one market, or * for all.')];
  return markets.flatMap((market, index) => {
    if (market === '*' || MARKETS.has(market)) return [];
    const message = `${market} is not an ISO 3166-1 alpha-2 code.`;
    return [problem('invalid_market', `${path}/${index}`, message, { market })];
  });
}

/** Problems of an optional link: only web addresses, so that no script can hide in one. */
export function checkLink(link: string | undefined, path: string): DefinitionProblem[] {
  if (link === undefined || WEB_LINK.test(link)) return [];
  return [problem('invalid_link', path, 'A link starts with https:// or http://.', { link })];
}

function checkCount(steps: readonly StepDefinition[]): DefinitionProblem[] {
  if (steps.length <= MAX_STEPS) return [];
  const message = `The flow has ${steps.length} steps; ${MAX_STEPS} is the most.`;
  return [problem('too_many_steps', 'steps', message, { count: steps.length, limit: MAX_STEPS })];
}

function checkKeys(steps: readonly StepDefinition[]): DefinitionProblem[] {
  const repeated = repeatedKeys(steps.map((step) => step.key)).map(({ key, index }) =>
    problem('duplicate_step_key', `steps/${index}/key`, `Two steps are called ${key}.`, { key }),
  );
  const malformed = steps.flatMap(({ key }, index) => {
    const message = `The step key ${key} is not lower-case letters, digits and _, starting with a letter (63 at most).`;
    return STEP_KEY.test(key) ? [] : [problem('invalid_step_key', `steps/${index}/key`, message, { key })];
  });
  return [...repeated, ...malformed];
}

function checkStep(step: StepDefinition, path: string): DefinitionProblem[] {
  return [
    ...checkKind(step, path),
    ...checkEffort(step, path),
    ...checkMarkets(step.markets, `${path}/markets`),
    ...checkContent(step, path),
  ];
}

function checkKind({ kind }: StepDefinition, path: string): DefinitionProblem[] {
  if (PUBLISHABLE_KINDS.includes(kind)) return [];
  return STEP_KINDS.includes(kind)
    ? [problem('kind_not_available', `${path}/kind`, `Steps of the kind ${kind} cannot be published yet.`, { kind })]
    : [problem('unknown_kind', `${path}/kind`, `There is no step kind ${kind}.`, { kind })];
}

function checkEffort(step: StepDefinition, path: string): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (step.required && step.skippable) {
    const message = `The step ${step.key} is required and cannot be skippable as well.`;
    problems.push(problem('required_step_skippable', `${path}/skippable`, message));
  }
  if (!Number.isInteger(step.weight) || step.weight < 1 || step.weight > MAX_WEIGHT) {
    const message = `The weight is a whole number from 1 to ${MAX_WEIGHT}.`;
    problems.push(problem('invalid_weight', `${path}/weight`, message));
  }
  if (!Number.isFinite(step.estimated_minutes) || step.estimated_minutes < 0) {
    problems.push(problem('invalid_minutes', `${path}/estimated_minutes`, 'The estimate is 0 minutes or more.'));
  }
  return problems;
}

function checkContent(step: StepDefinition, path: string): DefinitionProblem[] {
  switch (step.kind) {
    case 'form':
      return checkFields(step, path);
    case 'terms': {
      const isBlank = step.document.version.trim() === '';
      const message = `The terms ${step.key} need the version of their document.`;
      return [
        ...(isBlank ? [problem('terms_without_version', `${path}/document/version`, message)] : []),
        ...checkLink(step.document.url, `${path}/document/url`),
      ];
    }
    case 'external': {
      const message = `The step ${step.key} needs the source whose webhook completes it.`;
      const isBlank = step.source.trim() === '';
      return [
        ...(isBlank ? [problem('external_without_source', `${path}/source`, message)] : []),
        ...checkLink(step.link, `${path}/link`),
      ];
    }
    default:
      return [];
  }
}

function checkPrerequisites(steps: readonly StepDefinition[]): DefinitionProblem[] {
  const keys = new Set(steps.map((step) => step.key));
  const unknown = steps.flatMap((step, index) =>
    step.requires.flatMap((key, place) => {
      const message = `${step.key} requires ${key}, which is no step of the flow.`;
      return keys.has(key)
        ? []
        : [problem('unknown_prerequisite', `steps/${index}/requires/${place}`, message, { key })];
    }),
  );
  // The search is quadratic: it waits until the flow is of a size that can be published.
  return steps.length > MAX_STEPS ? unknown : [...unknown, ...checkCycles(steps)];
}

function checkCycles(steps: readonly StepDefinition[]): DefinitionProblem[] {
  return prerequisiteCycles(steps).map((cycle) => {
    const index = steps.findLastIndex((step) => step.key === cycle[0]);
    const message = `These steps require one another: ${cycle.join(' → ')}.`;
    return problem('prerequisite_cycle', `steps/${index}/requires`, message, { cycle });
  });
}
