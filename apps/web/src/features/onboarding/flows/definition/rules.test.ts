import type { Rule } from '@stepwell/engine';
import { describe, expect, test } from 'vitest';
import { addRule, changeGroup, groupDepth, removeRule, replaceRule, ruleAt, wrapRule } from './rules.ts';

const isFrench: Rule = { fact: 'market', op: 'eq', value: 'FR' };
const isSeller: Rule = { fact: 'role', op: 'eq', value: 'seller' };
const isBig: Rule = { fact: 'traits.size', op: 'gt', value: 10 };
const TREE: Rule = { all: [isFrench, { any: [isSeller, { not: isBig }] }] };

test('finds and replaces a part by its path', () => {
  expect(ruleAt(TREE, [1, 1, 0])).toBe(isBig);
  expect(ruleAt(TREE, [4])).toBeUndefined();
  expect(replaceRule(TREE, [1, 1, 0], isFrench)).toEqual({ all: [isFrench, { any: [isSeller, { not: isFrench }] }] });
  expect(replaceRule(TREE, [], isBig)).toBe(isBig);
  expect(replaceRule(TREE, [7, 0], isBig)).toEqual(TREE);
});

describe('removing', () => {
  test('a part leaves its neighbours', () => {
    expect(removeRule(TREE, [0])).toEqual({ all: [{ any: [isSeller, { not: isBig }] }] });
  });

  test('the last part takes the emptied groups with it', () => {
    expect(removeRule(TREE, [1, 1, 0])).toEqual({ all: [isFrench, { any: [isSeller] }] });
    expect(removeRule({ any: [{ all: [isBig] }] }, [0, 0])).toBeUndefined();
  });

  test('the root leaves nothing', () => {
    expect(removeRule(TREE, [])).toBeUndefined();
  });
});

describe('adding', () => {
  test('to a group puts the part at its end', () => {
    expect(addRule(TREE, [1], isBig)).toEqual({ all: [isFrench, { any: [isSeller, { not: isBig }, isBig] }] });
  });

  test('to a comparison joins the two by all', () => {
    expect(addRule(isFrench, [], isSeller)).toEqual({ all: [isFrench, isSeller] });
  });

  test('to a not joins it with the new part', () => {
    expect(addRule({ not: isBig }, [], isSeller)).toEqual({ all: [{ not: isBig }, isSeller] });
  });
});

describe('groups', () => {
  test('a part can be put into a group of its own', () => {
    expect(wrapRule(TREE, [0], 'not')).toMatchObject({ all: [{ not: isFrench }, {}] });
    expect(wrapRule(isFrench, [], 'any')).toEqual({ any: [isFrench] });
  });

  test('all and any change into each other', () => {
    expect(changeGroup(TREE, [], 'any')).toEqual({ any: [isFrench, { any: [isSeller, { not: isBig }] }] });
  });

  test('not denies all parts together, and gives them back', () => {
    const denied = changeGroup({ any: [isFrench, isSeller] }, [], 'not');
    expect(denied).toEqual({ not: { any: [isFrench, isSeller] } });
    expect(changeGroup(denied, [], 'any')).toEqual({ any: [isFrench, isSeller] });
    expect(changeGroup({ all: [isBig] }, [], 'not')).toEqual({ not: isBig });
  });

  test('a comparison is no group', () => {
    expect(changeGroup(isBig, [], 'all')).toBe(isBig);
  });
});

test('counts groups within groups', () => {
  expect([groupDepth(isBig), groupDepth({ not: isBig }), groupDepth(TREE)]).toEqual([0, 1, 3]);
});
