import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, changedFields, mergeAnswers, sameAnswers } from './merge-answers.ts';

describe('joining answers of two devices', () => {
  test('keeps what was typed here and takes the rest from there', () => {
    const base = { name: 'Ada', city: 'Paris' };
    expect(mergeAnswers(base, { ...base, name: 'Ada L.' }, { ...base, city: 'Lyon' })).toEqual({
      answers: { name: 'Ada L.', city: 'Lyon' },
      conflicts: [],
    });
  });

  test('names a field changed on both sides and keeps what was typed here', () => {
    expect(mergeAnswers({ name: 'Ada' }, { name: 'Ada L.' }, { name: 'A. Lovelace' })).toEqual({
      answers: { name: 'Ada L.' },
      conflicts: ['name'],
    });
  });

  test('keeps a field empty that was emptied here', () => {
    expect(mergeAnswers({ name: 'Ada' }, { name: '' }, { name: 'Ada', city: 'Lyon' }).answers).toEqual({
      name: '',
      city: 'Lyon',
    });
  });
});

test('an empty answer is no answer', () => {
  expect(sameAnswers({ name: '', tags: [] }, { city: null })).toBe(true);
  expect(sameAnswers({ agreed: false }, {})).toBe(false);
  expect(changedFields({ tags: ['a', 'b'] }, { tags: ['b', 'a'] })).toEqual(['tags']);
});

const answer = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean(), fc.array(fc.string({ maxLength: 2 })));
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), answer);
const settings = { seed: 20_260, numRuns: 200 };

describe('for any answers', () => {
  test('nothing typed here is lost', () => {
    fc.assert(
      fc.property(answers, answers, answers, (base, mine, theirs) => {
        const merged = mergeAnswers(base, mine, theirs).answers;
        for (const key of changedFields(base, mine)) expect(merged[key]).toEqual(mine[key]);
      }),
      settings,
    );
  });

  test('what nobody touched here follows the server', () => {
    fc.assert(
      fc.property(answers, answers, (base, theirs) => {
        expect(mergeAnswers(base, base, theirs)).toEqual({ answers: theirs, conflicts: [] });
      }),
      settings,
    );
  });

  test('with nothing new on the server, what was typed stands', () => {
    fc.assert(
      fc.property(answers, answers, (base, mine) => {
        expect(sameAnswers(mergeAnswers(base, mine, base).answers, mine)).toBe(true);
      }),
      settings,
    );
  });
});
