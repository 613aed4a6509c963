import fc from 'fast-check';
import { type CompiledFlow, compileFlow } from '../compiled-flow.ts';
import { type Command, decide } from '../decide.ts';
import type { FlowDefinition, GateDefinition, Rule, StepDefinition, StepKind } from '../definition.ts';
import { ACTORS, type Actor, type JourneyState, MOVES, type Subject } from '../journey.ts';
import { newJourney } from '../journey-changes.ts';
import { allowedMoves } from '../transitions.ts';
import { external, field, flow, form, gate, info, START_MS, task, terms } from './flows.ts';

/** Every property runs with this seed, so that a red run is red again. */
export const RUNS = { seed: 20_260_101, numRuns: 300 };

const MARKETS = ['FR', 'DE'];
const ROLES = ['owner', 'editor'];
const VALUES = ['x', 'y'];
const KINDS = ['info', 'form', 'form', 'form', 'terms', 'task', 'external'] as const;

export const subjects: fc.Arbitrary<Subject> = fc.record({
  market: fc.constantFrom(null, ...MARKETS),
  role: fc.constantFrom(null, ...ROLES),
  traits: fc.record({ size: fc.integer({ min: 0, max: 3 }) }),
});

/** Valid definitions: prerequisites and visibility look only at earlier steps. */
export const definitions: fc.Arbitrary<FlowDefinition> = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const keys = Array.from({ length: count }, (_, index) => `s${index}`);
  return fc
    .tuple(fc.tuple(...keys.map((key, index) => stepOf(key, keys.slice(0, index)))), gatesOver(keys))
    .map(([steps, gates]) => flow(steps, { gates }));
});

/** Valid definitions in which every step applies to everybody all the time. */
export const plainDefinitions: fc.Arbitrary<FlowDefinition> = definitions.map((definition) => ({
  ...definition,
  steps: definition.steps.map((step) => ({ ...step, markets: ['*'], roles: [], visible_if: undefined })),
}));

/** Attempts of any actor at any move; those that tend to succeed and to lead onward are tried more often. */
export const attempts: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    stepKey: fc.integer({ min: 0, max: 5 }).map((index) => `s${index}`),
    move: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('submit' as const, 'complete' as const) },
      { weight: 2, arbitrary: fc.constantFrom('skip' as const, 'approve' as const, 'reject' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...MOVES) },
    ),
    actor: fc.constantFrom('tenant' as const, 'tenant' as const, 'participant' as const, ...ACTORS),
    rowVersion: fc.constantFrom(null, null, null, null, 1, 2),
    answers: fc.constantFrom(undefined, undefined, { f: 'x' }, { f: 'x' }, { f: 'y' }),
    reason: fc.constantFrom(null, '', 'Not readable', 'Not readable'),
    nowMs: fc.integer({ min: 0, max: 1_000 }).map((later) => START_MS + later),
  }),
  { maxLength: 60, size: 'max' },
);

/** Picks for `playAlong`. */
export const choices: fc.Arbitrary<number[]> = fc.array(fc.nat({ max: 9_999 }), {
  minLength: 2,
  maxLength: 25,
  size: 'max',
});

/** A flow and a journey in it that some sequence of moves leads to. */
export const journeys = playedIn(definitions);

export function playedIn(
  source: fc.Arbitrary<FlowDefinition>,
): fc.Arbitrary<{ compiled: CompiledFlow; journey: JourneyState }> {
  return fc.tuple(source, subjects, choices).map(([definition, subject, picks]) => {
    const compiled = compileFlow(definition);
    return { compiled, journey: playAlong(compiled, newJourney(compiled, subject, START_MS), picks) };
  });
}

/** Makes, for each pick, one of the moves that somebody may make; the forward ones are likelier. */
export function playAlong(
  compiled: CompiledFlow,
  journey: JourneyState,
  picks: readonly number[],
  onAccepted: (before: JourneyState, after: JourneyState, command: Command) => void = () => {},
  isAllowed: (command: Command) => boolean = () => true,
): JourneyState {
  return picks.reduce((current, pick) => {
    const offered = compiled.steps
      .flatMap(({ key }) => ACTORS.flatMap((actor) => movesOf(compiled, current, key, actor, pick)))
      .filter(isAllowed);
    const likely = offered.filter((command) => isForward(command) || command.move === 'reject');
    const pool = pick % 5 === 0 || likely.length === 0 ? offered : likely;
    const chosen = pool[pick % Math.max(pool.length, 1)];
    return chosen ? attemptAll(compiled, current, [chosen], onAccepted) : current;
  }, journey);
}

function movesOf(
  compiled: CompiledFlow,
  journey: JourneyState,
  stepKey: string,
  actor: Actor,
  pick: number,
): Command[] {
  const answers = { f: pick % 3 === 0 ? 'y' : 'x' };
  return allowedMoves(compiled, journey, stepKey, actor).map((move) => ({
    stepKey,
    move,
    actor,
    rowVersion: null,
    answers: move === 'save' || move === 'submit' ? answers : null,
    reason: 'Not readable',
    nowMs: START_MS + (pick % 1_000),
  }));
}

/** Attempts every command; those refused change nothing. */
export function attemptAll(
  compiled: CompiledFlow,
  journey: JourneyState,
  commands: readonly Command[],
  onAccepted: (before: JourneyState, after: JourneyState, command: Command) => void = () => {},
): JourneyState {
  return commands.reduce((current, command) => {
    const decision = decide(compiled, current, command);
    if (!decision.ok) return current;
    onAccepted(current, decision.journey, command);
    return decision.journey;
  }, journey);
}

/** The attempts that only ever bring a step forward. */
export function isForward(command: Command): boolean {
  return ['start', 'save', 'submit', 'complete', 'skip', 'approve'].includes(command.move);
}

function stepOf(key: string, earlier: readonly string[]): fc.Arbitrary<StepDefinition> {
  return fc
    .record({
      kind: fc.constantFrom<StepKind>(...KINDS),
      need: fc.constantFrom('required', 'optional', 'skippable'),
      weight: fc.integer({ min: 1, max: 100 }),
      estimated_minutes: fc.integer({ min: 0, max: 10 }),
      markets: fc.constantFrom(['*'], ['*'], ['*'], ['FR'], MARKETS),
      roles: fc.constantFrom([], [], [], ['owner']),
      requires: fc.subarray([...earlier], { maxLength: Math.min(2, earlier.length) }),
      visible_if: fc.option(ruleOver(earlier), { nil: undefined, freq: 3 }),
      review: fc.boolean(),
    })
    .map(({ kind, need, ...rest }) => madeOf(kind, key, { ...rest, ...NEEDS[need] }));
}

const NEEDS: Readonly<Record<string, { required: boolean; skippable: boolean }>> = {
  required: { required: true, skippable: false },
  optional: { required: false, skippable: false },
  skippable: { required: false, skippable: true },
};

function madeOf(kind: StepKind, key: string, rest: Partial<Omit<StepDefinition, 'kind'>>): StepDefinition {
  if (kind === 'info') return info(key, rest);
  if (kind === 'terms') return terms(key, rest);
  if (kind === 'task') return task(key, rest);
  if (kind === 'external') return external(key, rest);
  return form(key, { fields: [field('f', { required: false })], ...rest });
}

function ruleOver(keys: readonly string[]): fc.Arbitrary<Rule> {
  const facts = ['market', 'traits.size', ...keys.flatMap((key) => [`answers.${key}.f`, `answers.${key}.f`])];
  const comparison = fc.record({
    fact: fc.constantFrom(...facts),
    op: fc.constantFrom('eq', 'neq', 'exists', 'gte'),
    value: fc.constantFrom(...VALUES, true, 2),
  }) as fc.Arbitrary<Rule>;
  const pair = fc.array(comparison, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 4, arbitrary: comparison },
    comparison.map((not) => ({ not })),
    pair.map((all) => ({ all })),
    pair.map((any) => ({ any })),
  );
}

function gatesOver(keys: readonly string[]): fc.Arbitrary<GateDefinition[]> {
  const some = fc.subarray([...keys], { minLength: 1, maxLength: Math.min(3, keys.length) });
  const rest = fc.record({
    alternatives: fc.option(fc.array(some, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    deadline_days: fc.constantFrom(undefined, 1),
  });
  return fc
    .array(fc.tuple(some, rest), { maxLength: 3 })
    .map((gates) => gates.map(([steps, more], index) => gate(`cap.c${index}`, steps, more)));
}
