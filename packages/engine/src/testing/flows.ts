import { type CompiledFlow, compileFlow } from '../compiled-flow.ts';
import { type Command, decide } from '../decide.ts';
import type {
  ExternalStep,
  FlowDefinition,
  FormField,
  FormStep,
  GateDefinition,
  InfoStep,
  StepDefinition,
  TaskStep,
  TermsStep,
} from '../definition.ts';
import type { Actor, Answers, JourneyState, Move, StepRecord, Subject } from '../journey.ts';
import { newJourney } from '../journey-changes.ts';

/** 2026-01-01T00:00:00Z. */
export const START_MS = 1_767_225_600_000;

export const ANYBODY: Subject = { market: null, role: null, traits: {} };

const base = {
  title: { en: 'Title' },
  required: true,
  skippable: false,
  weight: 1,
  estimated_minutes: 2,
  roles: [],
  markets: ['*'],
  requires: [],
};
const optional = { required: false, skippable: true };

export function info(key: string, rest: Partial<InfoStep> = {}): InfoStep {
  return { ...base, key, kind: 'info', body: { en: 'Read me' }, ...rest };
}

export function field(key: string, rest: Partial<FormField> = {}): FormField {
  return { key, label: { en: key }, required: true, input: 'text', schema: { type: 'string' }, ...rest };
}

export function form(key: string, rest: Partial<FormStep> = {}): FormStep {
  return { ...base, key, kind: 'form', fields: [field('name')], ...rest };
}

export function terms(key: string, rest: Partial<TermsStep> = {}): TermsStep {
  return { ...base, key, kind: 'terms', document: { version: '1', body: { en: 'Be kind' } }, ...rest };
}

export function task(key: string, rest: Partial<TaskStep> = {}): TaskStep {
  return { ...base, key, kind: 'task', ...rest };
}

export function external(key: string, rest: Partial<ExternalStep> = {}): ExternalStep {
  return { ...base, key, kind: 'external', source: 'partner', ...rest };
}

export function skippable<Step extends StepDefinition>(step: Step): Step {
  return { ...step, ...optional };
}

export function gate(capability: string, steps: readonly string[], rest: Partial<GateDefinition> = {}): GateDefinition {
  return { capability, title: { en: capability }, steps, ...rest };
}

export function flow(steps: readonly StepDefinition[], rest: Partial<FlowDefinition> = {}): FlowDefinition {
  return {
    title: { en: 'Flow' },
    default_locale: 'en',
    locales: ['en'],
    targeting: { markets: ['*'], roles: [] },
    steps,
    gates: [],
    ...rest,
  };
}

export function compiled(steps: readonly StepDefinition[], rest: Partial<FlowDefinition> = {}): CompiledFlow {
  return compileFlow(flow(steps, rest));
}

export function begin(flowOf: CompiledFlow, subject: Partial<Subject> = {}): JourneyState {
  return newJourney(flowOf, { ...ANYBODY, ...subject }, START_MS);
}

/** A journey whose records are as given, without having been played. */
export function withRecords(journey: JourneyState, records: Record<string, Partial<StepRecord>>): JourneyState {
  const steps = { ...journey.steps };
  for (const [key, record] of Object.entries(records)) {
    const known = steps[key];
    if (!known) throw new Error(`The flow has no step ${key}.`);
    steps[key] = { ...known, ...record };
  }
  return { ...journey, steps };
}

/** A command by the participant; the clock stands at the journey's start. */
export function command(stepKey: string, move: Move, rest: Partial<Command> = {}): Command {
  return { stepKey, move, actor: 'participant', rowVersion: null, nowMs: START_MS, ...rest };
}

export type Played = readonly [stepKey: string, move: Move, actor?: Actor, answers?: Answers];

/** Plays moves one after the other; every one of them must be accepted. */
export function play(flowOf: CompiledFlow, journey: JourneyState, ...moves: readonly Played[]): JourneyState {
  return moves.reduce((current, [stepKey, move, actor = 'participant', answers]) => {
    const reason = move === 'reject' ? 'Not readable' : null;
    const decision = decide(flowOf, current, command(stepKey, move, { actor, reason, answers: answers ?? null }));
    if (!decision.ok) throw new Error(`${move} of ${stepKey} by ${actor} was refused: ${decision.code}`);
    return decision.journey;
  }, journey);
}

/** Makes every object within read-only, so that a function that writes into its input throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
