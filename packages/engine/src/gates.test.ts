import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicableSteps } from './applicability.ts';
import { type Requirements, requirementsOf, satisfiedCapabilities } from './gates.ts';
import type { JourneyState } from './journey.ts';
import { choices, isForward, journeys, plainDefinitions, playAlong, playedIn, RUNS } from './testing/arbitraries.ts';
import { begin, compiled, external, form, gate, play, START_MS, skippable, task, terms } from './testing/flows.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const PAYOUTS = 'payouts.request';

function requirements(flowOf: ReturnType<typeof compiled>, journey: JourneyState, nowMs = START_MS): Requirements {
  const found = requirementsOf(flowOf, journey, PAYOUTS, nowMs);
  if (!found) throw new Error('The flow has no such capability.');
  return found;
}

describe('a gate', () => {
  const flowOf = compiled([form('profile'), terms('rules', { requires: ['profile'] }), form('bank')], {
    gates: [gate(PAYOUTS, ['rules', 'bank'], { deadline_days: 7 })],
  });

  it('is not known to a flow that does not name its capability', () => {
    expect(requirementsOf(flowOf, begin(flowOf), 'content.publish', START_MS)).toBeNull();
  });

  it('says what is due now and what comes up later, prerequisites included', () => {
    expect(requirements(flowOf, begin(flowOf))).toEqual({
      allowed: false,
      capability: PAYOUTS,
      currentlyDue: ['profile', 'bank'],
      eventuallyDue: ['rules'],
      pastDue: [],
      pendingReview: [],
      deadlineMs: START_MS + 7 * DAY_MS,
      errors: [],
      alternatives: [],
    });
  });

  it('leaves out a prerequisite that is finished', () => {
    const journey = play(flowOf, begin(flowOf), ['profile', 'submit', 'participant', { name: 'Ada' }]);
    expect(requirements(flowOf, journey)).toMatchObject({ currentlyDue: ['rules', 'bank'], eventuallyDue: [] });
  });

  it('opens when all its steps are done', () => {
    const journey = play(
      flowOf,
      begin(flowOf),
      ['profile', 'submit', 'participant', { name: 'Ada' }],
      ['rules', 'complete'],
      ['bank', 'submit', 'participant', { name: 'IBAN' }],
    );
    expect(requirements(flowOf, journey)).toMatchObject({ allowed: true, currentlyDue: [], eventuallyDue: [] });
    expect(satisfiedCapabilities(flowOf, journey)).toEqual([PAYOUTS]);
  });

  it('is past due only after the deadline, and only with what can be done now', () => {
    const journey = begin(flowOf);
    expect(requirements(flowOf, journey, START_MS + 7 * DAY_MS).pastDue).toEqual([]);
    expect(requirements(flowOf, journey, START_MS + 7 * DAY_MS + 1)).toMatchObject({
      currentlyDue: [],
      pastDue: ['profile', 'bank'],
      eventuallyDue: ['rules'],
    });
  });

  it('lists what waits for review and why something was rejected', () => {
    const reviewed = compiled([form('papers', { review: true }), form('bank', { review: true })], {
      gates: [gate(PAYOUTS, ['papers', 'bank'])],
    });
    const journey = play(
      reviewed,
      begin(reviewed),
      ['papers', 'submit', 'participant', { name: 'a' }],
      ['bank', 'submit', 'participant', { name: 'b' }],
      ['papers', 'reject', 'reviewer'],
    );
    expect(requirements(reviewed, journey)).toMatchObject({
      currentlyDue: ['papers'],
      pendingReview: ['bank'],
      deadlineMs: null,
      errors: [{ stepKey: 'papers', reason: 'Not readable' }],
    });
  });

  it('does not take a skipped step for a done one', () => {
    const lenient = compiled([skippable(form('bank'))], { gates: [gate(PAYOUTS, ['bank'])] });
    const journey = play(lenient, begin(lenient), ['bank', 'skip']);
    expect(requirements(lenient, journey)).toMatchObject({ allowed: false, currentlyDue: ['bank'] });
  });

  it('does not need a step that is not offered to the subject', () => {
    const french = compiled([form('bank', { markets: ['FR'] }), terms('rules', { roles: ['owner'] })], {
      gates: [gate(PAYOUTS, ['bank', 'rules'])],
    });
    expect(requirements(french, begin(french, { market: 'DE', role: 'editor' })).allowed).toBe(true);
    expect(requirements(french, begin(french, { market: 'FR', role: 'editor' })).currentlyDue).toEqual(['bank']);
  });
});

describe('a gate over a step that an answer makes apply', () => {
  const isCompany = { fact: 'answers.profile.kind', op: 'eq', value: 'company' } as const;
  const flowOf = compiled([form('profile'), form('register', { visible_if: isCompany }), task('extra')], {
    gates: [gate(PAYOUTS, ['register'])],
  });

  it('stays closed while the question is open, and asks for it', () => {
    expect(requirements(flowOf, begin(flowOf))).toMatchObject({
      allowed: false,
      currentlyDue: ['profile'],
      eventuallyDue: ['register'],
    });
  });

  it('opens when the answer rules the step out', () => {
    const journey = play(flowOf, begin(flowOf), ['profile', 'submit', 'participant', { kind: 'person' }]);
    expect(requirements(flowOf, journey).allowed).toBe(true);
  });

  it('asks for the step when the answer makes it apply', () => {
    const journey = play(flowOf, begin(flowOf), ['profile', 'submit', 'participant', { kind: 'company' }]);
    expect(requirements(flowOf, journey)).toMatchObject({ allowed: false, currentlyDue: ['register'] });
  });

  it('follows a chain of questions', () => {
    const chained = compiled(
      [
        form('profile'),
        form('register', { visible_if: isCompany }),
        form('owners', {
          visible_if: { all: [{ fact: 'answers.register.listed', op: 'neq', value: true }, isCompany] },
        }),
      ],
      { gates: [gate(PAYOUTS, ['owners'])] },
    );
    expect(requirements(chained, begin(chained))).toMatchObject({
      currentlyDue: ['profile'],
      eventuallyDue: ['register', 'owners'],
    });
    const ruledOut = play(chained, begin(chained), ['profile', 'submit', 'participant', { kind: 'person' }]);
    expect(requirements(chained, ruledOut).allowed).toBe(true);
  });

  it('takes a question that was skipped, or that its own answer alone would open, for settled', () => {
    const skippedQuestion = compiled([skippable(form('profile')), form('register', { visible_if: isCompany })], {
      gates: [gate(PAYOUTS, ['register'])],
    });
    const journey = play(skippedQuestion, begin(skippedQuestion), ['profile', 'skip']);
    expect(requirements(skippedQuestion, journey).allowed).toBe(true);
    const circular = compiled([form('profile', { visible_if: isCompany })], { gates: [gate(PAYOUTS, ['profile'])] });
    expect(requirements(circular, begin(circular)).allowed).toBe(true);
  });

  it('does not wait where other facts have already decided', () => {
    const elsewhere = compiled(
      [
        form('profile'),
        form('register', { visible_if: { all: [isCompany, { fact: 'market', op: 'eq', value: 'FR' }] } }),
      ],
      { gates: [gate(PAYOUTS, ['register'])] },
    );
    expect(requirements(elsewhere, begin(elsewhere, { market: 'DE' })).allowed).toBe(true);
    expect(requirements(elsewhere, begin(elsewhere, { market: 'FR' })).allowed).toBe(false);
  });
});

describe('the alternatives of a gate', () => {
  const flowOf = compiled([external('bank_check'), form('statement'), task('call'), form('ssn', { markets: ['US'] })], {
    gates: [gate(PAYOUTS, ['bank_check'], { alternatives: [['statement', 'call'], ['ssn'], ['call', 'ssn']] })],
  });

  it('are listed with what each still needs, leaving out those that do not concern the subject', () => {
    expect(requirements(flowOf, begin(flowOf)).alternatives).toEqual([['statement', 'call'], ['call']]);
    const journey = play(flowOf, begin(flowOf), ['statement', 'submit', 'participant', { name: 'x' }]);
    expect(requirements(flowOf, journey).alternatives).toEqual([['call'], ['call']]);
  });

  it('open the gate, each by itself', () => {
    const journey = play(flowOf, begin(flowOf), ['call', 'complete', 'tenant']);
    expect(requirements(flowOf, journey)).toMatchObject({ allowed: true, currentlyDue: [], alternatives: [] });
  });

  it('never let through a subject whom none of their steps concerns', () => {
    const foreign = compiled([form('bank'), form('ssn', { markets: ['US'] })], {
      gates: [gate(PAYOUTS, ['bank'], { alternatives: [['ssn']] })],
    });
    expect(requirements(foreign, begin(foreign, { market: 'FR' }))).toMatchObject({ allowed: false, alternatives: [] });
  });
});

describe('laws of gates', () => {
  it('Feature: engine, Property 15: a gate is open iff its needed steps are done or those of one alternative', () => {
    fc.assert(
      fc.property(playedIn(plainDefinitions), ({ compiled: flowOf, journey }) => {
        const isDone = (key: string): boolean => journey.steps[key]?.state === 'done';
        for (const { capability, steps, alternatives = [] } of flowOf.definition.gates) {
          const expected = steps.every(isDone) || alternatives.some((way) => way.every(isDone));
          expect(requirementsOf(flowOf, journey, capability, START_MS)?.allowed).toBe(expected);
          expect(satisfiedCapabilities(flowOf, journey).includes(capability)).toBe(expected);
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 16: the lists of requirements share no step and cover every unmet step of the gate', () => {
    fc.assert(
      fc.property(journeys, fc.boolean(), ({ compiled: flowOf, journey }, isLate) => {
        const nowMs = isLate ? START_MS + 2 * DAY_MS : START_MS;
        const keys = applicableSteps(flowOf, journey.subject, journey.steps).map((step) => step.key);
        for (const { capability, steps } of flowOf.definition.gates) {
          const found = requirementsOf(flowOf, journey, capability, nowMs) as Requirements;
          const listed = [found.currentlyDue, found.eventuallyDue, found.pastDue, found.pendingReview].flat();
          expect(new Set(listed).size).toBe(listed.length);
          const unmet = steps.filter((key) => keys.includes(key) && journey.steps[key]?.state !== 'done');
          if (found.allowed) expect(listed).toEqual([]);
          else expect(listed).toEqual(expect.arrayContaining(unmet));
          expect(listed.filter((key) => journey.steps[key]?.state === 'done')).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 17: a closed gate always names something to do or to wait for', () => {
    fc.assert(
      fc.property(journeys, ({ compiled: flowOf, journey }) => {
        for (const { capability } of flowOf.definition.gates) {
          const found = requirementsOf(flowOf, journey, capability, START_MS) as Requirements;
          const next = [...found.currentlyDue, ...found.pastDue, ...found.pendingReview];
          if (!found.allowed) expect(next).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 18: forward moves never close an open gate', () => {
    fc.assert(
      fc.property(journeys, choices, ({ compiled: flowOf, journey }, picks) => {
        const expectStillOpen = (before: JourneyState, after: JourneyState): void => {
          const open = satisfiedCapabilities(flowOf, after);
          expect(open).toEqual(expect.arrayContaining(satisfiedCapabilities(flowOf, before)));
        };
        playAlong(flowOf, journey, picks, expectStillOpen, isForward);
      }),
      { ...RUNS, numRuns: 600 },
    );
  });
});
