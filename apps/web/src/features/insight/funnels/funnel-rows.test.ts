import { expect, test } from 'vitest';
import { funnelRows } from './funnel-rows.ts';

const stage = (key: string, saw: number, entered: number) => ({
  key,
  title: key,
  saw,
  entered,
  conversion: saw === 0 ? null : entered / saw,
  overall: null,
  median_seconds: null,
  p90_seconds: null,
});

test('whoever saw a stage and did not enter it is lost there, also where a stage is seen by few', () => {
  const rows = funnelRows([stage('start', 200, 200), stage('branch', 40, 10), stage('end', 200, 50)], ({ key }) => key);
  expect(rows.map(({ lost, lostShare }) => [lost, lostShare])).toEqual([
    [0, 0],
    [30, 0.75],
    [150, 0.75],
  ]);
});

test('the widest stage fills the picture', () => {
  const [first, second] = funnelRows([stage('a', 100, 50), stage('b', 200, 20)], ({ key }) => key);
  expect([first?.sawWidth, first?.enteredWidth]).toEqual([0.5, 0.25]);
  expect([second?.sawWidth, second?.enteredWidth]).toEqual([1, 0.1]);
});

test('a stage that nobody saw has no share', () => {
  expect(funnelRows([stage('a', 0, 0)], ({ key }) => key)).toMatchObject([{ lost: 0, lostShare: null, sawWidth: 0 }]);
});
