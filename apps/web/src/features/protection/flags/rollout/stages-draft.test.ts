import { describe, expect, it } from 'vitest';
import { newDefinition } from '../new-definition.ts';
import { baseOf, newRolloutDraft, type RolloutDraft, rolloutOf, rolloutProblems, withOneMore } from './stages-draft.ts';

const usual = newRolloutDraft(0);
const percentages = ({ stages }: RolloutDraft) => stages.map(({ percentage }) => percentage);
const typed = (...texts: string[]): RolloutDraft => ({
  ...usual,
  stages: texts.map((percentage, id) => ({ id, percentage, hold: '2', unit: 'hours' })),
});
const said = (draft: RolloutDraft, base = 0) => Object.fromEntries(rolloutProblems(draft, base));

describe('the stages of a new rollout', () => {
  it('begin with the usual ones that take nobody away', () => {
    expect(percentages(usual)).toEqual(['5', '25', '50', '100']);
    expect(percentages(newRolloutDraft(30))).toEqual(['50', '100']);
    expect(rolloutProblems(usual, 0).size).toBe(0);
    expect([baseOf(newDefinition('boolean')), baseOf({ ...newDefinition('boolean'), is_enabled: true })]).toEqual([
      0, 100,
    ]);
  });

  it('get one more half way to everybody, under an id of its own', () => {
    const more = withOneMore(typed('5', '20'));
    expect(percentages(more)).toEqual(['5', '20', '60']);
    expect(more.stages.at(-1)).toEqual({ id: 2, percentage: '60', hold: '2', unit: 'hours' });
    expect(percentages(withOneMore(typed('?')))).toEqual(['?', '']);
  });

  it('say what is wrong where it is', () => {
    expect(said(typed('5', '5', 'x', '101', '0'))).toEqual({
      'percentage/1': 'ascending',
      'percentage/2': 'percentage',
      'percentage/3': 'percentage',
      'percentage/4': 'percentage',
    });
    expect(said(typed('5'), 30)).toEqual({ 'percentage/0': 'takes_away' });
    const tooLong = { ...usual, stages: [{ id: 0, percentage: '5', hold: '31', unit: 'days' as const }] };
    expect(said(tooLong)).toEqual({ 'hold/0': 'hold' });
  });

  it('are sent in minutes, with a guard where one is wanted', () => {
    const draft = { ...typed('2,5', '100'), maxFailure: '1.5', minOutcomes: '0' };
    const stages = [2.5, 100].map((percentage) => ({ percentage, hold_minutes: 120 }));
    expect(rolloutOf(draft)).toEqual({ stages, guard: null });
    const guard = { max_failure_percent: 1.5, min_outcomes: 0 };
    expect(rolloutOf({ ...draft, hasGuard: true })).toEqual({ stages, guard });
    const wrong = { ...draft, hasGuard: true, maxFailure: '100', minOutcomes: '' };
    expect(said(wrong)).toEqual({ max_failure: 'max_failure', min_outcomes: 'min_outcomes' });
    expect(said({ ...wrong, hasGuard: false })).toEqual({});
  });
});
