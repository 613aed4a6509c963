import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LookUpBatch, type LookUps } from './index.ts';

/** Look-ups that note which keys each statement asks for. `absent` has no row. */
function noted(over: Partial<LookUps<string>> = {}) {
  const statements: string[][] = [];
  const batch = new LookUpBatch<string>({
    async many(keys) {
      statements.push([...keys]);
      return new Map(keys.filter((key) => key !== 'absent').map((key) => [key, `row of ${key}`]));
    },
    ...over,
  });
  return { batch, statements };
}

test('what is asked for within one turn is read by one statement, and each gets its own', async () => {
  const { batch, statements } = noted();
  const asked = ['a', 'absent', 'b', 'a'].map((key) => batch.find(key));
  expect(await Promise.all(asked)).toEqual(['row of a', undefined, 'row of b', 'row of a']);
  expect(statements).toEqual([['a', 'absent', 'b']]);
});

test('what is asked for in the next turn is read by another statement', async () => {
  const { batch, statements } = noted();
  const first = batch.find('a');
  await turn();
  expect(await Promise.all([first, batch.find('b')])).toEqual(['row of a', 'row of b']);
  expect(statements).toEqual([['a'], ['b']]);
});

test('no statement asks for more than 25 keys', async () => {
  const { batch, statements } = noted();
  const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
  expect(await Promise.all(keys.map((key) => batch.find(key)))).toEqual(keys.map((key) => `row of ${key}`));
  expect(statements.map(({ length }) => length)).toEqual([25, 25, 10]);
});

test('a key that nothing else is asked beside is read by the statement for one', async () => {
  const { batch, statements } = noted({ one: async (key) => (key === 'absent' ? undefined : `one ${key}`) });
  expect(await batch.find('a')).toBe('one a');
  expect(await batch.find('absent')).toBeUndefined();
  expect(await Promise.all([batch.find('a'), batch.find('a')])).toEqual(['one a', 'one a']);
  expect(statements).toEqual([]);
  expect(await Promise.all([batch.find('a'), batch.find('b')])).toEqual(['row of a', 'row of b']);
});

test('a statement that fails tells all that wait for it, and nobody else', async () => {
  const { batch } = noted({
    many: async (keys) => {
      if (keys.includes('k3')) throw new Error('no answer');
      return new Map(keys.map((key) => [key, key]));
    },
  });
  const keys = Array.from({ length: 30 }, (_, at) => `k${at}`);
  const outcomes = await Promise.allSettled(keys.map((key) => batch.find(key)));
  for (const outcome of outcomes.slice(0, 25)) expect(outcome).toMatchObject({ reason: { message: 'no answer' } });
  expect(outcomes.slice(25)).toMatchObject(keys.slice(25).map((value) => ({ status: 'fulfilled', value })));
  expect(await batch.find('k4')).toBe('k4');
});
