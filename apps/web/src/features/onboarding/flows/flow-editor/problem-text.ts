import { type DefinitionProblem, type FlowDefinition, PROBLEM_CODES, type ProblemCode, textIn } from '@stepwell/engine';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

type Speak = TFunction<'flow-editor'>;

/** What a problem says, in the member's language. */
export function useProblemText(): (problem: DefinitionProblem) => string {
  const { t } = useTranslation('flow-editor');
  return (problem) => problemText(problem, t);
}

function problemText({ code, details = {} }: DefinitionProblem, t: Speak): string {
  const said = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, inWords(value)]));
  return t(`problem.${code satisfies ProblemCode}`, { key: '', limit: '', ...said });
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.join(' → ') : String(value);
}

/** Whether a problem that the server found is one this page has words for: the server may be newer. */
export function isKnownProblem(problem: { code: string }): problem is DefinitionProblem {
  return PROBLEM_CODES.some((code) => code === problem.code);
}

/** Where a problem is: the step or gate by its title, then the part of it. */
export function problemPlace(flow: FlowDefinition, path: string, locale: string, settings: string): string {
  const [list, position] = path.split('/');
  const index = Number(position);
  const title = (text: FlowDefinition['title'], key: string) => textIn(text, locale, flow.default_locale) || key;
  const step = list === 'steps' ? flow.steps[index] : undefined;
  if (step) return title(step.title, step.key);
  const gate = list === 'gates' ? flow.gates[index] : undefined;
  return gate ? title(gate.title, gate.capability) : settings;
}
