import { expect, test } from 'vitest';
import { checkDefinitionFile } from './check-file.ts';
import { infoStep, smallFlow } from './testing/flow-room.ts';

function problemsIn(json: unknown): [string, string][] {
  const checked = checkDefinitionFile(json);
  return checked.ok ? [] : checked.problems.map(({ code, path }) => [code, path]);
}

test('a definition fit to be published passes and comes back', () => {
  const checked = checkDefinitionFile(JSON.parse(JSON.stringify(smallFlow())));
  expect(checked).toEqual({ ok: true, definition: smallFlow() });
});

test('what the rules refuse is named as they name it', () => {
  const steps = [infoStep('a', ['b']), infoStep('b', ['a'])];
  const gates = [{ capability: 'x', title: { en: 'X' }, steps: ['zzz'] }];
  expect(problemsIn(smallFlow({ steps, gates }))).toEqual([
    ['prerequisite_cycle', 'steps/0/requires'],
    ['gate_unknown_step', 'gates/0/steps/0'],
  ]);
});

test('an unknown kind is one problem, not one of the rules and one of the shape', () => {
  const flow = { ...smallFlow(), steps: [{ ...infoStep('first'), kind: 'dance' }], gates: [] };
  expect(problemsIn(flow)).toEqual([['unknown_kind', 'steps/0/kind']]);
});

test('what only the shape forbids is told with its place', () => {
  const flow = { ...smallFlow(), colour: 'blue', theme: { accent: 'blue', font: 'x' } };
  expect(problemsIn(flow)).toEqual([
    ['invalid_shape', 'theme/accent'],
    ['invalid_shape', 'theme/font'],
    ['invalid_shape', 'colour'],
  ]);
});

test('what is no object at all is told at the root', () => {
  for (const json of [null, 7, 'flow', []]) expect(problemsIn(json)).toEqual([['invalid_shape', '']]);
});
