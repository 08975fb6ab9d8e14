import { describe, expect, it } from 'vitest';
import { closingLine, countTests } from './closingLine.mjs';

const report = {
  numPassedTests: 7,
  numFailedTests: 2,
  numPendingTests: 1,
  numTodoTests: 1,
  success: false,
  testResults: [
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}] },
  ],
};

const well = { endedWell: true };

describe('countTests', () => {
  it('counts what the report counts', () => {
    expect(countTests('unit', report, well)).toEqual({ name: 'unit', passed: 7, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const broken = {
      ...report,
      testResults: [...report.testResults, { status: 'failed', assertionResults: [] }],
    };
    expect(countTests('unit', broken, well).failed).toBe(3);
  });

  it('fails a run without a report, without tests, or that failed for another reason', () => {
    expect(countTests('unit', null, well).failed).toBe(1);
    const empty = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      success: true,
      testResults: [],
    };
    expect(countTests('unit', empty, well).failed).toBe(1);
    expect(countTests('unit', { ...empty, numPassedTests: 3, success: false }, well).failed).toBe(1);
    expect(countTests('unit', { ...empty, numPassedTests: 3 }, well).failed).toBe(0);
  });

  it('fails a run that ended badly though every test passed', () => {
    const good = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, success: true, testResults: [] };
    expect(countTests('unit', good, { endedWell: false })).toEqual({
      name: 'unit',
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });

  it('lets a project be empty when files were chosen', () => {
    const empty = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      success: true,
      testResults: [],
    };
    expect(countTests('e2e', empty, { endedWell: true, mayBeEmpty: true }).failed).toBe(0);
    expect(countTests('e2e', empty, { endedWell: false, mayBeEmpty: true }).failed).toBe(1);
  });

  it('does not take a run of skipped tests only for a good one', () => {
    const skipped = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 5,
      success: true,
      testResults: [],
    };
    expect(countTests('unit', skipped, well)).toEqual({ name: 'unit', passed: 0, failed: 1, skipped: 5 });
  });
});

describe('closingLine', () => {
  it('adds up and leaves out skipped ones where there are none', () => {
    expect(closingLine([{ name: 'a', passed: 3, failed: 0, skipped: 0 }])).toBe('3 passed, 0 failed');
    expect(
      closingLine([
        { name: 'a', passed: 3, failed: 1, skipped: 0 },
        { name: 'b', passed: 4, failed: 1, skipped: 2 },
      ]),
    ).toBe('7 passed, 2 failed, 2 skipped');
  });
});
