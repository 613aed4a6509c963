import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compatible } from './compatibility.ts';
import { type CompiledFlow, compileFlow } from './compiled-flow.ts';
import type { StepDefinition } from './definition.ts';
import type { JourneyState, StepRecord } from './journey.ts';
import { MIGRATION_MODES, planMigration } from './migration.ts';
import { progressOf } from './progress.ts';
import { definitions, journeys, RUNS } from './testing/arbitraries.ts';
import {
  begin,
  compiled,
  field,
  form,
  frozen,
  info,
  play,
  START_MS,
  skippable,
  task,
  terms,
  withRecords,
} from './testing/flows.ts';

const LATER_MS = START_MS + 1_000;

function carry(from: CompiledFlow, to: CompiledFlow, journey: JourneyState) {
  return planMigration(from, to, journey, 'carry', LATER_MS);
}

function recordIn(plan: { readonly steps: readonly StepRecord[] }, key: string): StepRecord | undefined {
  return plan.steps.find((record) => record.key === key);
}

describe('carrying a journey over', () => {
  const before = compiled([form('profile'), terms('rules'), info('welcome'), task('check')]);

  it('keeps what is done where the step is equivalent and starts the rest anew', () => {
    const after = compiled([
      form('profile', { title: { en: 'About you' } }),
      terms('rules', { document: { version: '2', body: { en: 'Be kinder' } } }),
      task('check'),
      form('bank'),
    ]);
    const journey = play(
      before,
      begin(before),
      ['profile', 'submit', 'participant', { name: 'Ada' }],
      ['rules', 'complete'],
      ['welcome', 'complete'],
    );
    const plan = carry(before, after, journey);
    expect(plan).toMatchObject({
      mode: 'carry',
      outcome: 'regresses',
      carried: ['profile'],
      reset: ['rules'],
      dropped: ['welcome'],
      percentBefore: 75,
      percentAfter: 25,
      completedAtMs: null,
    });
    expect(plan.steps.map((record) => record.key)).toEqual(['profile', 'rules', 'check', 'bank']);
    expect(recordIn(plan, 'profile')).toEqual(journey.steps.profile);
    expect(recordIn(plan, 'rules')).toMatchObject({ state: 'todo', rowVersion: 3, doneAtMs: null });
    expect(recordIn(plan, 'bank')).toMatchObject({ state: 'todo', rowVersion: 1 });
  });

  it('puts a step in progress back to do and keeps its draft', () => {
    const after = compiled([form('profile'), info('welcome')]);
    const journey = play(before, begin(before), ['profile', 'save', 'participant', { name: 'A' }]);
    const plan = carry(before, after, journey);
    expect(recordIn(plan, 'profile')).toMatchObject({
      state: 'todo',
      answers: { name: 'A' },
      rowVersion: 3,
      startedAtMs: null,
    });
    expect(plan).toMatchObject({ outcome: 'unchanged', reset: ['profile'], carried: [] });
  });

  it('keeps answers as a draft when the form changed, and drops them when the step is of another kind', () => {
    const journey = play(before, begin(before), ['profile', 'submit', 'participant', { name: 'Ada' }]);
    const stricter = compiled([form('profile', { fields: [field('name'), field('phone')] })]);
    expect(recordIn(carry(before, stricter, journey), 'profile')).toMatchObject({
      state: 'todo',
      answers: { name: 'Ada' },
      submittedAtMs: null,
    });
    const other = compiled([task('profile')]);
    expect(recordIn(carry(before, other, journey), 'profile')).toMatchObject({ state: 'todo', answers: null });
  });

  it('drops the draft of an open step that is of another kind now', () => {
    const journey = withRecords(begin(before), { profile: { answers: { name: 'A' } } });
    const other = compiled([task('profile')]);
    expect(carry(before, other, journey)).toMatchObject({
      reset: ['profile'],
      steps: [{ answers: null, rowVersion: 2 }],
    });
    const same = compiled([form('profile', { weight: 2 })]);
    expect(carry(before, same, journey)).toMatchObject({ carried: ['profile'], steps: [{ rowVersion: 1 }] });
  });

  it('keeps a skipped step skipped unless it may no longer be skipped', () => {
    const lenient = compiled([skippable(form('profile')), info('welcome')]);
    const journey = play(lenient, begin(lenient), ['profile', 'skip']);
    const heavier = compiled([skippable(form('profile', { weight: 2 }))]);
    expect(recordIn(carry(lenient, heavier, journey), 'profile')?.state).toBe('skipped');
    expect(recordIn(carry(lenient, before, journey), 'profile')).toMatchObject({ state: 'todo', rowVersion: 3 });
    const optional = compiled([form('profile', { required: false })]);
    expect(recordIn(carry(lenient, optional, journey), 'profile')?.state).toBe('todo');
    const changed = compiled([skippable(form('profile', { fields: [field('phone')] }))]);
    expect(recordIn(carry(lenient, changed, journey), 'profile')?.state).toBe('todo');
  });

  it('carries what waits for review and what was rejected', () => {
    const reviewed = compiled([form('papers', { review: true }), form('bank', { review: true })]);
    const journey = play(
      reviewed,
      begin(reviewed),
      ['papers', 'submit', 'participant', { name: 'a' }],
      ['bank', 'submit', 'participant', { name: 'b' }],
      ['bank', 'reject', 'reviewer'],
    );
    const after = compiled([form('papers', { review: true }), form('bank', { review: true }), info('more')]);
    expect(carry(reviewed, after, journey)).toMatchObject({
      carried: ['papers', 'bank'],
      steps: [{ state: 'submitted' }, { state: 'rejected', reason: 'Not readable' }, { state: 'todo' }],
    });
  });

  it('keeps the completion, and sets it when the new version finds the journey complete', () => {
    const short = compiled([info('welcome')]);
    const journey = play(before, begin(before), ['welcome', 'complete']);
    expect(carry(before, short, journey)).toMatchObject({
      outcome: 'advances',
      percentAfter: 100,
      completedAtMs: LATER_MS,
    });
    const complete = play(short, begin(short), ['welcome', 'complete']);
    expect(carry(short, before, complete)).toMatchObject({ outcome: 'regresses', completedAtMs: START_MS });
  });

  it('at one percentage, takes the complete journey to be ahead', () => {
    const soft = compiled([info('welcome'), info('tour', { required: false })]);
    const strict = compiled([info('welcome'), info('tour')]);
    const journey = play(soft, begin(soft), ['welcome', 'complete']);
    expect(carry(soft, strict, journey)).toMatchObject({ outcome: 'regresses', percentBefore: 50, percentAfter: 50 });
    const open = withRecords(begin(strict), { welcome: { state: 'done', doneAtMs: START_MS } });
    expect(carry(strict, soft, open)).toMatchObject({ outcome: 'advances', percentBefore: 50, percentAfter: 50 });
  });
});

describe('a stranded journey', () => {
  const everywhere = compiled([info('welcome'), info('tour')]);
  const french = compiled([info('welcome'), info('tour', { weight: 2 })], {
    targeting: { markets: ['FR'], roles: [] },
  });

  it('is one under way whose subject the new version is not meant for', () => {
    const journey = play(everywhere, begin(everywhere, { market: 'DE' }), ['welcome', 'complete']);
    expect(carry(everywhere, french, journey).outcome).toBe('stranded');
  });

  it('is not one that was complete, that is complete now, or that the old version was not meant for either', () => {
    const complete = play(everywhere, begin(everywhere), ['welcome', 'complete'], ['tour', 'complete']);
    expect(carry(everywhere, french, complete).outcome).toBe('unchanged');
    const earlier = { ...begin(everywhere), completedAtMs: START_MS };
    expect(carry(everywhere, french, earlier).outcome).toBe('unchanged');
    const short = compiled([info('welcome')], { targeting: { markets: ['FR'], roles: [] } });
    const half = play(everywhere, begin(everywhere), ['welcome', 'complete']);
    expect(carry(everywhere, short, half).outcome).toBe('advances');
    expect(carry(french, short, begin(french, { market: 'DE' })).outcome).toBe('unchanged');
  });

  it('is one whose every open step is blocked', () => {
    const circular = compiled([info('welcome', { requires: ['tour'] }), info('tour', { requires: ['welcome'] })]);
    expect(carry(everywhere, circular, begin(everywhere)).outcome).toBe('stranded');
    expect(carry(circular, circular, begin(circular)).outcome).toBe('unchanged');
  });

  it('is not one that waits for a review', () => {
    const reviewed = compiled([form('papers', { review: true }), info('tour')]);
    const waiting = compiled([form('papers', { review: true }), info('tour', { requires: ['papers'] })]);
    const journey = play(reviewed, begin(reviewed), ['papers', 'submit', 'participant', { name: 'a' }]);
    expect(carry(reviewed, waiting, journey).outcome).toBe('unchanged');
  });
});

describe('the other modes', () => {
  const before = compiled([form('profile'), info('welcome')]);
  const after = compiled([form('profile'), info('news')]);
  const journey = play(
    before,
    begin(before),
    ['profile', 'submit', 'participant', { name: 'Ada' }],
    ['welcome', 'complete'],
  );

  it('finish on the old version with nothing changed', () => {
    expect(planMigration(before, after, journey, 'finish_on_old', LATER_MS)).toEqual({
      mode: 'finish_on_old',
      outcome: 'kept',
      steps: Object.values(journey.steps),
      carried: ['profile', 'welcome'],
      reset: [],
      dropped: [],
      percentBefore: 100,
      percentAfter: 100,
      completedAtMs: START_MS,
    });
  });

  it('restart with everything touched back to do', () => {
    const plan = planMigration(before, after, journey, 'restart', LATER_MS);
    expect(plan).toMatchObject({
      outcome: 'restarted',
      carried: [],
      reset: ['profile'],
      dropped: ['welcome'],
      percentBefore: 100,
      percentAfter: 0,
      completedAtMs: null,
    });
    expect(plan.steps).toMatchObject([
      { key: 'profile', state: 'todo', answers: null, rowVersion: 3 },
      { key: 'news', state: 'todo', rowVersion: 1 },
    ]);
  });

  it('restart also between equal versions, leaving untouched steps alone', () => {
    const half = play(before, begin(before), ['welcome', 'complete']);
    const plan = planMigration(before, before, half, 'restart', LATER_MS);
    expect(plan.steps).toMatchObject([{ rowVersion: 1 }, { state: 'todo', rowVersion: 3 }]);
  });
});

describe('laws of migration', () => {
  const isTouched = (record: StepRecord): boolean => record.state !== 'todo' || record.answers !== null;

  it('Feature: engine, Property 19: carrying over loses nothing', () => {
    fc.assert(
      fc.property(journeys, definitions, ({ compiled: from, journey }, definition) => {
        const to = compileFlow(definition);
        const plan = carry(from, to, frozen(journey));
        for (const step of to.steps) {
          const old = from.stepsByKey.get(step.key);
          const [record, now] = [journey.steps[step.key], recordIn(plan, step.key)];
          if (!old || !record) continue;
          if (['done', 'submitted', 'rejected'].includes(record.state) && compatible(old, step)) {
            expect(now).toEqual(record);
          }
          if (old.kind === step.kind) expect(now?.answers).toEqual(record.answers);
        }
        if (journey.completedAtMs !== null) expect(plan.completedAtMs).toBe(journey.completedAtMs);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 20: every touched step is carried, reset or dropped, and only a reset raises its row version', () => {
    fc.assert(
      fc.property(
        journeys,
        definitions,
        fc.constantFrom(...MIGRATION_MODES),
        ({ compiled: from, journey }, definition, mode) => {
          const to = compileFlow(definition);
          const plan = planMigration(from, to, journey, mode, LATER_MS);
          const named = [...plan.carried, ...plan.reset, ...plan.dropped];
          expect(new Set(named).size).toBe(named.length);
          const touched = Object.values(journey.steps).filter(isTouched);
          expect(named).toEqual(expect.arrayContaining(touched.map((record) => record.key)));
          for (const record of plan.steps) {
            const old = journey.steps[record.key];
            const isReset = plan.reset.includes(record.key);
            expect(record.rowVersion).toBe(old ? old.rowVersion + Number(isReset) : 1);
            if (isReset) expect(record.state).toBe('todo');
          }
        },
      ),
      RUNS,
    );
  });

  it('Feature: engine, Property 21: carrying over to an equal definition changes nothing', () => {
    fc.assert(
      fc.property(journeys, ({ compiled: from, journey }) => {
        const same = compileFlow(structuredClone(from.definition));
        const plan = carry(from, same, journey);
        expect(plan.outcome).toBe('unchanged');
        expect(plan.steps).toEqual(from.steps.map((step) => journey.steps[step.key]));
        expect([plan.reset, plan.dropped]).toEqual([[], []]);
        expect(plan.completedAtMs).toBe(journey.completedAtMs);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 22: the figures of a plan are those of the journey before and after', () => {
    fc.assert(
      fc.property(journeys, definitions, ({ compiled: from, journey }, definition) => {
        const to = compileFlow(definition);
        const plan = carry(from, to, journey);
        const steps = Object.fromEntries(plan.steps.map((record) => [record.key, record]));
        expect(plan.percentBefore).toBe(progressOf(from, journey).percent);
        expect(plan.percentAfter).toBe(progressOf(to, { ...journey, steps }).percent);
        if (plan.outcome === 'advances') expect(plan.percentAfter).toBeGreaterThanOrEqual(plan.percentBefore);
        if (plan.outcome === 'regresses') expect(plan.percentAfter).toBeLessThanOrEqual(plan.percentBefore);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 23: no step that may not be skipped is skipped after carrying over', () => {
    fc.assert(
      fc.property(journeys, definitions, ({ compiled: from, journey }, definition) => {
        const to = compileFlow(definition);
        for (const record of carry(from, to, journey).steps) {
          const step = to.stepsByKey.get(record.key) as StepDefinition;
          if (record.state === 'skipped') expect([step.required, step.skippable]).toEqual([false, true]);
          expect(record.state).not.toBe('in_progress');
        }
      }),
      RUNS,
    );
  });
});
