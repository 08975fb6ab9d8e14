// @ts-check

/** @typedef {{ name: string, passed: number, failed: number, skipped: number }} Outcome */

/**
 * What a vitest JSON report counts. A run without a single test has failed, and so has a file that could not be loaded.
 *
 * @param {string} name
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number, success: boolean, testResults: readonly { status: string, assertionResults: readonly unknown[] }[] } | null} report
 * @returns {Outcome}
 */
export function countTests(name, report) {
  if (report === null) return { name, passed: 0, failed: 1, skipped: 0 };
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  let failed = report.numFailedTests + unloadable;
  if (failed === 0 && (!report.success || report.numPassedTests === 0)) failed = 1;
  return {
    name,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
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
