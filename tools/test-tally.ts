/** What is read of the JSON report of a vitest run. */
export type TestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Sums reports. A file that could not be loaded, and a run that left no report, count as one failed test each. */
export function tallyOf(reports: readonly (TestReport | undefined)[]): Tally {
  return reports.map(tallyOfReport).reduce(sum, { passed: 0, failed: 0, skipped: 0 });
}

export function sum(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line by which a run is judged; it is the last one printed. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function tallyOfReport(report: TestReport | undefined): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
