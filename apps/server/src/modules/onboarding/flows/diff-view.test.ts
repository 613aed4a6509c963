import { describe, expect, test } from 'vitest';
import { diffView } from './diff-view.ts';
import { infoStep, smallFlow } from './testing/flow-room.ts';

const flowOf = (...keys: string[]) => smallFlow({ steps: keys.map((key) => infoStep(key)), gates: [] });

describe('steps', () => {
  test('a changed step shows the members that differ on both sides', () => {
    const before = smallFlow();
    const after = smallFlow({ steps: [{ ...infoStep('first'), weight: 5 }, infoStep('second', ['first'])] });
    expect(diffView(before, after).steps).toEqual([
      { key: 'first', change: 'changed', compatible: true, fields: [{ path: 'weight', before: 1, after: 5 }] },
    ]);
  });

  test('a member that one side lacks is null there', () => {
    const hidden = { ...infoStep('first'), visible_if: { fact: 'market', op: 'eq' as const, value: 'FR' } };
    const [step] = diffView(flowOf('first'), smallFlow({ steps: [hidden], gates: [] })).steps;
    expect(step?.fields).toEqual([
      { path: 'visible_if', before: null, after: { fact: 'market', op: 'eq', value: 'FR' } },
    ]);
  });

  test('a step of another kind is incompatible', () => {
    const { body: _, ...rest } = infoStep('a') as { body: unknown } & Record<string, unknown>;
    const task = { ...rest, kind: 'task' } as ReturnType<typeof infoStep>;
    const [step] = diffView(flowOf('a'), smallFlow({ steps: [task], gates: [] })).steps;
    expect(step).toMatchObject({ key: 'a', change: 'changed', compatible: false });
  });

  test('of a new order the fewest moves are shown', () => {
    const moves = diffView(flowOf('a', 'b', 'c', 'd'), flowOf('d', 'a', 'b', 'c')).steps;
    expect(moves).toEqual([
      { key: 'd', change: 'moved', compatible: true, fields: [{ path: 'position', before: 3, after: 0 }] },
    ]);
  });

  test('adding and removing steps moves none of the others', () => {
    const { steps } = diffView(flowOf('a', 'b', 'c'), flowOf('x', 'b', 'c', 'y'));
    expect(steps.map(({ key, change }) => [key, change])).toEqual([
      ['x', 'added'],
      ['y', 'added'],
      ['a', 'removed'],
    ]);
  });
});

test('gates are shown whole on both sides', () => {
  const gate = { capability: 'thing.use', title: { en: 'Use the thing' }, steps: ['first'] };
  const other = { capability: 'other.use', title: { en: 'Other' }, steps: ['second'] };
  const before = smallFlow({ gates: [gate] });
  const after = smallFlow({ gates: [{ ...gate, deadline_days: 3 }, other] });
  expect(diffView(before, after).gates).toEqual([
    { capability: 'other.use', change: 'added', before: null, after: other },
    { capability: 'thing.use', change: 'changed', before: gate, after: { ...gate, deadline_days: 3 } },
  ]);
  expect(diffView(after, before).gates).toContainEqual({
    capability: 'other.use',
    change: 'removed',
    before: other,
    after: null,
  });
});

test('targeting and theme are named by their path', () => {
  const after = smallFlow({ targeting: { markets: ['FR'], roles: [] }, theme: { radius: 4 } });
  expect(diffView(smallFlow(), after).other).toEqual([
    { path: 'targeting/markets', before: ['*'], after: ['FR'] },
    { path: 'theme/radius', before: null, after: 4 },
  ]);
});

test('equal definitions differ in nothing', () => {
  expect(diffView(smallFlow(), smallFlow())).toEqual({ steps: [], gates: [], other: [] });
});
