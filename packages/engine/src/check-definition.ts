import { checkGates } from './check-gates.ts';
import { checkRules } from './check-rules.ts';
import { shapeProblems } from './check-shape.ts';
import { checkLink, checkMarkets, checkSteps } from './check-steps.ts';
import { checkTexts } from './check-texts.ts';
import type { FlowDefinition } from './definition.ts';
import type { DefinitionProblem } from './definition-problem.ts';

/**
 * Everything that keeps a definition from being published; empty when it may be. Never throws, whatever it is given:
 * where the JSON types are wrong, only those places are reported (`invalid_shape`), for nothing else can be said.
 *
 * @example checkDefinition(draft).map((problem) => `${problem.path}: ${problem.message}`)
 */
export function checkDefinition(definition: FlowDefinition): DefinitionProblem[] {
  const malformed = shapeProblems(definition);
  if (malformed.length > 0) return malformed;
  return [
    ...checkTexts(definition),
    ...checkMarkets(definition.targeting.markets, 'targeting/markets'),
    ...checkLink(definition.theme?.logo_url, 'theme/logo_url'),
    ...checkSteps(definition),
    ...checkRules(definition),
    ...checkGates(definition),
  ];
}
