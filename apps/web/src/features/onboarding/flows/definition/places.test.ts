import { describe, expect, test } from 'vitest';
import { isWithin, pathOfPointer, placeFromText, placeOfPath, placeToText, type Place } from './places.ts';
import { flowOf, infoStep } from './testing/examples.ts';

const FLOW = flowOf([infoStep('a'), infoStep('b'), infoStep('a')], {
  gates: [{ capability: 'chat', title: { en: 'Chat' }, steps: ['a'] }],
});

test.each<[string, Place]>([
  ['steps/1/title', { part: 'step', id: 'b' }],
  ['steps/2/key', { part: 'step', id: 'a#2' }],
  ['gates/0/steps/1', { part: 'gate', index: 0 }],
  ['steps', { part: 'flow' }],
  ['steps/9/title', { part: 'flow' }],
  ['theme/accent', { part: 'flow' }],
])('the problem at %s is mended at %j', (path, place) => {
  expect(placeOfPath(FLOW, path)).toEqual(place);
});

describe('in the address', () => {
  test.each<Place>([{ part: 'flow' }, { part: 'step', id: 'a#2' }, { part: 'gate', index: 0 }])(
    '%j comes back',
    (place) => {
      expect(placeFromText(FLOW, placeToText(place))).toEqual(place);
    },
  );

  test.each([null, '', 'step:gone', 'gate:7', '%%'])('%s leads to the first step', (text) => {
    expect(placeFromText(FLOW, text)).toEqual({ part: 'step', id: 'a' });
  });

  test('a flow without steps shows its settings', () => {
    expect(placeFromText(flowOf([]), null)).toEqual({ part: 'flow' });
  });
});

test('a path is within its ancestors only', () => {
  expect([isWithin('steps/1/title', 'steps/1'), isWithin('steps/10', 'steps/1'), isWithin('a', 'a')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a pointer into the body becomes the path of the definition', () => {
  expect(pathOfPointer('/definition/steps/0/title/en~1x')).toBe('steps/0/title/en/x');
  expect(pathOfPointer('/row_version')).toBe('row_version');
});
