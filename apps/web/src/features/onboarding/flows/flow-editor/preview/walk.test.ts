import { expect, test } from 'vitest';
import { flowOf, formStep, infoStep } from '../../definition/testing/examples.ts';
import { lookAt, startWalk, walkOn, walkTo } from './walk.ts';

const ANYBODY = { market: null, role: null, traits: {} };
const FLOW = flowOf([
  infoStep('welcome'),
  { ...formStep('profile'), requires: ['welcome'], review: true },
  { ...infoStep('tips'), visible_if: { fact: 'answers.profile.name', op: 'eq', value: 'Ada' } },
  { ...infoStep('france'), markets: ['FR'] },
]);

const keysOf = (walk: ReturnType<typeof lookAt>) => walk.steps.map(({ step, state }) => `${step.key} ${state}`);

test('shows what the participant would see, with what each step waits for', () => {
  const walk = lookAt(FLOW, startWalk(FLOW, ANYBODY));
  expect(keysOf(walk)).toEqual(['welcome todo', 'profile blocked']);
  expect(walk.steps[1]?.waitsFor).toEqual(['welcome']);
  expect(keysOf(lookAt(FLOW, startWalk(FLOW, { ...ANYBODY, market: 'FR' })))).toContain('france todo');
});

test('goes on by the rules: a reviewed step waits, its answers make others visible', () => {
  let journey = walkOn(FLOW, startWalk(FLOW, ANYBODY), { stepKey: 'welcome', move: 'complete', actor: 'participant' });
  journey = walkOn(FLOW, journey, {
    stepKey: 'profile',
    move: 'submit',
    actor: 'participant',
    answers: { name: 'Ada' },
  });
  expect(keysOf(lookAt(FLOW, journey))).toEqual(['welcome done', 'profile submitted', 'tips todo']);
  journey = walkOn(FLOW, journey, { stepKey: 'profile', move: 'approve', actor: 'tenant' });
  expect(keysOf(lookAt(FLOW, journey))).toEqual(['welcome done', 'profile done', 'tips todo']);
  expect(lookAt(FLOW, journey).progress.percent).toBe(66);
});

test('a move that the rules refuse changes nothing', () => {
  const journey = startWalk(FLOW, ANYBODY);
  expect(walkOn(FLOW, journey, { stepKey: 'profile', move: 'submit', actor: 'participant', answers: {} })).toBe(
    journey,
  );
  expect(walkOn(FLOW, journey, { stepKey: 'gone', move: 'complete', actor: 'participant' })).toBe(journey);
});

test('a walk goes on when the flow is changed under it', () => {
  const journey = walkOn(FLOW, startWalk(FLOW, ANYBODY), {
    stepKey: 'welcome',
    move: 'complete',
    actor: 'participant',
  });
  const changed = flowOf([infoStep('welcome'), infoStep('new', ['welcome'])]);
  expect(keysOf(lookAt(changed, journey))).toEqual(['welcome done', 'new todo']);
});

test('comes to a step with all that it waits for done, and nothing else', () => {
  const flow = flowOf([infoStep('a'), infoStep('b', ['a']), infoStep('c', ['b', 'gone']), infoStep('d', ['a'])]);
  const journey = walkTo(flow, startWalk(flow, ANYBODY), 'c');
  expect(keysOf(lookAt(flow, journey))).toEqual(['a done', 'b done', 'c todo', 'd todo']);
  const again = walkTo(flow, walkOn(flow, journey, { stepKey: 'c', move: 'complete', actor: 'participant' }), 'c');
  expect(keysOf(lookAt(flow, again))).toContain('c todo');
});

test('a circle of steps does not keep it from coming anywhere', () => {
  const flow = flowOf([infoStep('a', ['b']), infoStep('b', ['a'])]);
  expect(keysOf(lookAt(flow, walkTo(flow, startWalk(flow, ANYBODY), 'b')))).toEqual(['a done', 'b todo']);
});
