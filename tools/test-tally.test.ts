import { describe, expect, it } from 'vitest';
import { type TestReport, tallyLine, tallyOf } from './test-tally.ts';

const report = (changes: Partial<TestReport> = {}): TestReport => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...changes,
});

describe('the tally of a run', () => {
  it('sums all reports', () => {
    const failed = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }];
    const other = report({
      numPassedTests: 2,
      numFailedTests: 1,
      numPendingTests: 3,
      numTodoTests: 1,
      testResults: failed,
    });
    expect(tallyLine(tallyOf([report(), other]))).toBe('7 passed, 1 failed, 4 skipped');
  });

  it('counts a file that could not be loaded, though none of its tests ran', () => {
    const unloaded = [{ status: 'failed', assertionResults: [] }];
    expect(tallyOf([report({ testResults: unloaded })])).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a run that left no report', () => {
    expect(tallyOf([report(), undefined])).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });
});
