// @ts-check

/** @typedef {{ name: string, passed: number, failed: number, skipped: number }} Outcome */

/**
 * What a vitest JSON report counts. A run without a single test has failed, and so has a file that could not be loaded,
 * and a run that ended badly for a reason that no test has, such as an error that nobody caught.
 *
 * @param {string} name
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number, success: boolean, testResults: readonly { status: string, assertionResults: readonly unknown[] }[] } | null} report
 * @param {{ endedWell: boolean, mayBeEmpty?: boolean }} run - `mayBeEmpty`: the person has chosen files, and this
 *   project may have none of them
 * @returns {Outcome}
 */
export function countTests(name, report, { endedWell, mayBeEmpty = false }) {
  if (report === null) return { name, passed: 0, failed: 1, skipped: 0 };
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  let failed = report.numFailedTests + unloadable;
  const isBad = !report.success || !endedWell || (passed === 0 && !mayBeEmpty);
  if (failed === 0 && isBad) failed = 1;
  return { name, passed, failed, skipped };
}

/**
 * The last line of a test run.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function closingLine(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
