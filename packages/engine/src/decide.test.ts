import { describe, expect, it } from 'vitest';
import { type Command, decide, type Refused } from './decide.ts';
import type { StepDefinition } from './definition.ts';
import { ACTORS, type Move, type StoredStepState } from './journey.ts';
import {
  begin,
  command,
  compiled,
  external,
  form,
  gate,
  info,
  play,
  START_MS,
  skippable,
  task,
  terms,
  withRecords,
} from './testing/flows.ts';
import { allowedMoves } from './transitions.ts';

const flowOf = compiled(
  [
    form('profile'),
    terms('rules', { requires: ['profile'] }),
    skippable(info('tour')),
    task('check'),
    external('bank'),
    form('papers', { review: true, required: false }),
    info('company', { visible_if: { fact: 'answers.profile.kind', op: 'eq', value: 'company' } }),
    info('french', { markets: ['FR'] }),
  ],
  { gates: [gate('content.publish', ['profile'])] },
);
const fresh = begin(flowOf);

function accepted(journey: typeof fresh, stepKey: string, move: Move, rest: Partial<Command> = {}) {
  const decision = decide(flowOf, journey, command(stepKey, move, rest));
  if (!decision.ok) throw new Error(`refused: ${decision.code}`);
  return decision;
}

function refusal(journey: typeof fresh, stepKey: string, move: Move, rest: Partial<Command> = {}): Refused {
  const decision = decide(flowOf, journey, command(stepKey, move, rest));
  if (decision.ok) throw new Error('accepted');
  return decision;
}

describe('an accepted move', () => {
  it('gives the next record, the journey and what follows', () => {
    const answers = { name: 'Ada', kind: 'company' };
    const decision = accepted(fresh, 'profile', 'submit', { answers, rowVersion: 1, nowMs: START_MS + 5 });
    const next = {
      key: 'profile',
      state: 'done',
      rowVersion: 2,
      answers,
      reason: null,
      startedAtMs: START_MS + 5,
      submittedAtMs: START_MS + 5,
      doneAtMs: START_MS + 5,
    };
    expect(decision).toMatchObject({
      step: next,
      previous: fresh.steps.profile,
      completedAtMs: null,
      newlyApplicable: ['company'],
      noLongerApplicable: [],
      openedCapabilities: ['content.publish'],
      closedCapabilities: [],
    });
    expect(decision.journey).toEqual({ ...fresh, steps: { ...fresh.steps, profile: next } });
    expect(decision.progress.stepsDone).toBe(1);
  });

  it('may close a gate and take steps away', () => {
    const done = accepted(fresh, 'profile', 'submit', { answers: { kind: 'company' } }).journey;
    expect(accepted(done, 'profile', 'reopen', { actor: 'tenant', reason: 'Name changed' })).toMatchObject({
      step: {
        state: 'in_progress',
        reason: 'Name changed',
        doneAtMs: null,
        submittedAtMs: null,
        answers: { kind: 'company' },
      },
      noLongerApplicable: ['company'],
      closedCapabilities: ['content.publish'],
    });
  });

  it('completes the journey with the last required step, once', () => {
    const small = compiled([info('a'), info('b'), skippable(info('c'))]);
    const first = decide(small, begin(small), command('a', 'complete', { nowMs: START_MS + 1 }));
    expect(first).toMatchObject({ completedAtMs: null });
    const journey = play(small, begin(small), ['a', 'complete']);
    const second = decide(small, journey, command('b', 'complete', { nowMs: START_MS + 2 }));
    expect(second).toMatchObject({
      ok: true,
      completedAtMs: START_MS + 2,
      progress: { isComplete: true, percent: 66 },
    });
    const complete = second.ok ? second.journey : journey;
    const reopened = decide(small, complete, command('b', 'reset', { actor: 'system', nowMs: START_MS + 3 }));
    expect(reopened).toMatchObject({ completedAtMs: START_MS + 2, progress: { isComplete: false } });
  });

  it('keeps the draft of a form and hands it in', () => {
    const saved = accepted(fresh, 'profile', 'save', { answers: { name: 'A' }, nowMs: START_MS + 1 });
    expect(saved.step).toMatchObject({ state: 'in_progress', answers: { name: 'A' }, startedAtMs: START_MS + 1 });
    const again = accepted(saved.journey, 'profile', 'save', { answers: { name: 'Ad' }, nowMs: START_MS + 2 });
    expect(again.step).toMatchObject({ answers: { name: 'Ad' }, startedAtMs: START_MS + 1, rowVersion: 3 });
    const handedIn = accepted(again.journey, 'profile', 'submit', { nowMs: START_MS + 3 });
    expect(handedIn.step).toMatchObject({ state: 'done', answers: { name: 'Ad' }, startedAtMs: START_MS + 1 });
  });

  it('starts without touching answers', () => {
    expect(accepted(fresh, 'profile', 'start').step).toMatchObject({
      state: 'in_progress',
      answers: null,
      reason: null,
    });
  });

  it('skips and comes back', () => {
    const skipped = accepted(fresh, 'tour', 'skip', { reason: 'Later' });
    expect(skipped.step).toMatchObject({ state: 'skipped', reason: 'Later', startedAtMs: null, doneAtMs: null });
    expect(accepted(skipped.journey, 'tour', 'reopen').step).toMatchObject({ state: 'todo', reason: null });
    const byTenant = accepted(skipped.journey, 'tour', 'reopen', { actor: 'tenant', nowMs: START_MS + 9 });
    expect(byTenant.step).toMatchObject({ state: 'in_progress', startedAtMs: START_MS + 9 });
  });

  it('remembers the start of a step that is skipped midway', () => {
    const started = accepted(fresh, 'tour', 'start', { nowMs: START_MS + 1 }).journey;
    expect(accepted(started, 'tour', 'skip', { nowMs: START_MS + 2 }).step.startedAtMs).toBe(START_MS + 1);
  });

  it('waits for review, is rejected with a reason, shows it while worked on, and is approved', () => {
    const submitted = accepted(fresh, 'papers', 'submit', { answers: { name: 'a' }, nowMs: START_MS + 1 });
    expect(submitted.step).toMatchObject({ state: 'submitted', submittedAtMs: START_MS + 1, doneAtMs: null });
    const rejected = accepted(submitted.journey, 'papers', 'reject', { actor: 'reviewer', reason: 'Blurred' });
    expect(rejected.step).toMatchObject({ state: 'rejected', reason: 'Blurred', submittedAtMs: START_MS + 1 });
    const restarted = accepted(rejected.journey, 'papers', 'start');
    expect(restarted.step).toMatchObject({ state: 'in_progress', reason: 'Blurred', submittedAtMs: null });
    const again = accepted(restarted.journey, 'papers', 'submit', { nowMs: START_MS + 5 });
    expect(again.step).toMatchObject({ state: 'submitted', reason: null, submittedAtMs: START_MS + 5 });
    const approved = accepted(again.journey, 'papers', 'approve', { actor: 'reviewer', nowMs: START_MS + 7 });
    expect(approved.step).toMatchObject({ state: 'done', submittedAtMs: START_MS + 5, doneAtMs: START_MS + 7 });
  });

  it('forgets a rejected submission that is skipped', () => {
    const lenient = compiled([skippable(form('papers', { review: true }))]);
    const submitted = play(lenient, begin(lenient), ['papers', 'submit', 'participant', { name: 'a' }]);
    const rejected = play(lenient, submitted, ['papers', 'reject', 'reviewer']);
    expect(decide(lenient, rejected, command('papers', 'skip'))).toMatchObject({
      step: { state: 'skipped', submittedAtMs: null, reason: null, answers: { name: 'a' } },
    });
  });

  it('lets the tenant complete a task and a webhook an outside step, with what they know', () => {
    expect(accepted(fresh, 'check', 'complete', { actor: 'tenant', answers: { score: 3 } }).step).toMatchObject({
      state: 'done',
      answers: { score: 3 },
    });
    expect(accepted(fresh, 'bank', 'complete', { actor: 'webhook' }).step).toMatchObject({
      state: 'done',
      answers: null,
    });
    expect(accepted(fresh, 'bank', 'save', { actor: 'tenant', answers: { ref: 1 } }).step.state).toBe('in_progress');
  });

  it('lets what was read and what was done elsewhere wait for review too', () => {
    const reviewed = compiled(
      [info('a'), terms('b'), task('c'), external('d')].map((step) => ({ ...step, review: true })),
    );
    for (const key of ['a', 'b', 'c', 'd']) {
      const decision = decide(reviewed, begin(reviewed), command(key, 'complete', { actor: 'tenant' }));
      expect(decision).toMatchObject({ step: { state: 'submitted', submittedAtMs: START_MS, doneAtMs: null } });
    }
  });

  it('decides on handed-in work, and takes a step up again, although a prerequisite is open again', () => {
    const ordered = compiled([info('a'), skippable(form('b', { requires: ['a'], review: true }))]);
    const moves = (state: StoredStepState, actor: Command['actor']): Move[] => {
      const records = { b: { state, reason: null, submittedAtMs: START_MS } };
      return allowedMoves(ordered, withRecords(begin(ordered), records), 'b', actor);
    };
    expect(moves('submitted', 'reviewer')).toEqual(['approve', 'reject', 'reset']);
    expect(moves('done', 'reviewer')).toEqual(['reopen', 'reset']);
    expect(moves('skipped', 'participant')).toEqual(['reopen']);
    expect(moves('rejected', 'participant')).toEqual([]);
  });

  it('resets a step to its beginning, one version on', () => {
    const done = accepted(fresh, 'profile', 'submit', { answers: { name: 'Ada' } }).journey;
    expect(accepted(done, 'profile', 'reset', { actor: 'tenant' }).step).toEqual({
      ...fresh.steps.profile,
      rowVersion: 3,
    });
  });

  it('takes no answers for none, where none are needed', () => {
    expect(accepted(fresh, 'tour', 'complete', { answers: {} }).step.answers).toBeNull();
  });
});

describe('a refused move', () => {
  it('names an unknown step', () => {
    expect(refusal(fresh, 'constructor', 'start')).toEqual({
      ok: false,
      code: 'step_unknown',
      state: null,
      record: null,
      allowedMoves: [],
      missing: [],
    });
  });

  it('shows the current record to who comes with an old version', () => {
    const started = accepted(fresh, 'profile', 'start').journey;
    expect(refusal(started, 'profile', 'submit', { rowVersion: 1, answers: {} })).toEqual({
      ok: false,
      code: 'row_version_stale',
      state: 'in_progress',
      record: started.steps.profile,
      allowedMoves: ['save', 'submit'],
      missing: [],
    });
  });

  it('names a step that does not apply', () => {
    expect(refusal(fresh, 'french', 'complete')).toMatchObject({
      code: 'step_not_applicable',
      state: null,
      record: { key: 'french' },
      allowedMoves: [],
    });
  });

  it('shows state and allowed moves when the state does not allow the move', () => {
    const done = accepted(fresh, 'tour', 'complete').journey;
    expect(refusal(done, 'tour', 'complete')).toMatchObject({
      code: 'transition_not_allowed',
      state: 'done',
      allowedMoves: [],
    });
    expect(refusal(fresh, 'tour', 'submit')).toMatchObject({
      code: 'transition_not_allowed',
      allowedMoves: ['start', 'complete', 'skip'],
    });
    expect(refusal(fresh, 'profile', 'complete').code).toBe('transition_not_allowed');
    expect(refusal(fresh, 'profile', 'approve', { actor: 'reviewer' }).code).toBe('transition_not_allowed');
  });

  it('names the missing prerequisites, to whoever asks', () => {
    for (const actor of ['participant', 'tenant'] as const) {
      expect(refusal(fresh, 'rules', 'complete', { actor })).toMatchObject({
        code: 'prerequisites_missing',
        state: 'blocked',
        missing: ['profile'],
        allowedMoves: actor === 'tenant' ? ['reset'] : [],
      });
    }
  });

  it.each<[string, Move, Command['actor']]>([
    ['check', 'complete', 'participant'],
    ['check', 'complete', 'webhook'],
    ['check', 'save', 'participant'],
    ['bank', 'complete', 'participant'],
    ['bank', 'complete', 'reviewer'],
    ['profile', 'submit', 'reviewer'],
    ['profile', 'start', 'system'],
    ['profile', 'reset', 'participant'],
    ['profile', 'reset', 'webhook'],
  ])('tells %s %s by the %s that it is not theirs', (stepKey, move, actor) => {
    expect(refusal(fresh, stepKey, move, { actor, answers: { x: 1 } }).code).toBe('actor_not_permitted');
  });

  it('does not skip what must or cannot be skipped', () => {
    expect(refusal(fresh, 'profile', 'skip').code).toBe('step_not_skippable');
    expect(refusal(fresh, 'papers', 'skip').code).toBe('step_not_skippable');
    const contradictory = compiled([info('a', { required: true, skippable: true })]);
    expect(decide(contradictory, begin(contradictory), command('a', 'skip'))).toMatchObject({
      code: 'step_not_skippable',
    });
  });

  it('asks for a reason', () => {
    const submitted = accepted(fresh, 'papers', 'submit', { answers: {} }).journey;
    for (const reason of [undefined, null, '', '  ']) {
      expect(refusal(submitted, 'papers', 'reject', { actor: 'reviewer', reason }).code).toBe('reason_required');
    }
  });

  it('asks for answers, and takes none where nothing is filled in', () => {
    expect(refusal(fresh, 'profile', 'submit').code).toBe('answers_required');
    const draft = accepted(fresh, 'profile', 'save', { answers: { name: 'A' } }).journey;
    expect(refusal(draft, 'profile', 'save').code).toBe('answers_required');
    expect(refusal(fresh, 'tour', 'complete', { answers: { a: 1 } }).code).toBe('answers_not_accepted');
    expect(refusal(fresh, 'profile', 'start', { answers: { a: 1 } }).code).toBe('answers_not_accepted');
  });
});

describe('allowed moves', () => {
  const moves = (step: StepDefinition, state: StoredStepState) => {
    const single = compiled([step]);
    const journey = withRecords(begin(single), { [step.key]: { state } });
    return Object.fromEntries(ACTORS.map((actor) => [actor, allowedMoves(single, journey, step.key, actor)]));
  };

  it('on a form to do', () => {
    expect(moves(skippable(form('a')), 'todo')).toEqual({
      participant: ['start', 'save', 'submit', 'skip'],
      tenant: ['start', 'save', 'submit', 'skip', 'reset'],
      reviewer: ['reset'],
      webhook: [],
      system: ['reset'],
    });
  });

  it('on an outside step in progress', () => {
    expect(moves(external('a'), 'in_progress')).toEqual({
      participant: [],
      tenant: ['save', 'complete', 'reset'],
      reviewer: ['reset'],
      webhook: ['complete', 'reject'],
      system: ['reset'],
    });
  });

  it('on a task that was rejected', () => {
    expect(moves(task('a'), 'rejected')).toMatchObject({
      participant: ['start'],
      tenant: ['start', 'save', 'complete', 'reset'],
      webhook: [],
    });
  });

  it('lets only the webhook of an external step reject what was not handed in', () => {
    const both = compiled([external('check'), info('read')]);
    const reject = (stepKey: string, actor: Command['actor']) =>
      decide(both, begin(both), command(stepKey, 'reject', { actor, reason: 'No match' }));
    expect(reject('check', 'webhook')).toMatchObject({ ok: true, step: { state: 'rejected', reason: 'No match' } });
    expect(reject('check', 'tenant')).toMatchObject({ ok: false, code: 'actor_not_permitted' });
    expect(reject('read', 'webhook')).toMatchObject({ ok: false, code: 'transition_not_allowed' });
  });

  it('on terms that wait for review', () => {
    expect(moves(terms('a', { review: true }), 'submitted')).toEqual({
      participant: [],
      tenant: ['approve', 'reject', 'reset'],
      reviewer: ['approve', 'reject', 'reset'],
      webhook: [],
      system: ['reset'],
    });
  });

  it('on what is done and what is skipped', () => {
    expect(moves(info('a'), 'done')).toMatchObject({
      participant: [],
      tenant: ['reopen', 'reset'],
      reviewer: ['reopen', 'reset'],
    });
    expect(moves(skippable(info('a')), 'skipped')).toMatchObject({
      participant: ['reopen'],
      reviewer: ['reopen', 'reset'],
    });
  });

  it('are none on a step the flow does not have', () => {
    expect(allowedMoves(flowOf, fresh, 'nowhere', 'tenant')).toEqual([]);
  });
});
