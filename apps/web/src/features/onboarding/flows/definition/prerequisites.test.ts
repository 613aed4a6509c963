import { expect, test } from 'vitest';
import { cycleThrough } from './prerequisites.ts';
import { infoStep } from './testing/examples.ts';

const STEPS = [infoStep('a'), infoStep('b', ['a']), infoStep('c', ['b']), infoStep('d', ['a', 'c'])];

test('requiring a step that waits for this one closes a circle, named the shortest way', () => {
  expect(cycleThrough(STEPS, 'a', 'b')).toEqual(['a', 'b', 'a']);
  expect(cycleThrough(STEPS, 'a', 'c')).toEqual(['a', 'c', 'b', 'a']);
  expect(cycleThrough(STEPS, 'a', 'd')).toEqual(['a', 'd', 'a']);
});

test('a step cannot wait for itself', () => {
  expect(cycleThrough(STEPS, 'a', 'a')).toEqual(['a', 'a']);
});

test('no circle is closed by what comes before, or by what is no step', () => {
  expect(cycleThrough(STEPS, 'd', 'b')).toBeNull();
  expect(cycleThrough(STEPS, 'd', 'nobody')).toBeNull();
});

test('a circle elsewhere does not count', () => {
  const steps = [infoStep('x', ['y']), infoStep('y', ['x']), infoStep('z')];
  expect(cycleThrough(steps, 'z', 'x')).toBeNull();
});
