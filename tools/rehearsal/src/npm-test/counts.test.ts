import { join } from 'node:path';
import { failuresIn, inWords, jestCounts, readReport, skippedFiles, sum } from './counts';

const report = {
  startTime: 1,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [
    { status: 'passed', name: 'good.test.ts', message: '' },
    { status: 'failed', name: 'bad.test.ts', message: '● it is broken' },
  ],
};

describe('the totals of npm test', () => {
  it('name skipped tests only if there are any', () => {
    expect(inWords({ passed: 3, failed: 1, skipped: 0 })).toBe('3 passed, 1 failed');
    expect(inWords({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('count a suite that could not be loaded as a failure', () => {
    expect(jestCounts({ ...report, numRuntimeErrorTestSuites: 1 })).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('count tests that are left out as skipped, never as passed', () => {
    expect(jestCounts({ ...report, numPendingTests: 1, numTodoTests: 1 })).toEqual({
      passed: 5,
      failed: 0,
      skipped: 2,
    });
  });

  it('add up what all steps counted', () => {
    const steps = [
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 10, failed: 3, skipped: 0 },
    ];
    expect(sum(steps)).toEqual({ passed: 11, failed: 3, skipped: 2 });
  });

  it('contain the failures of each file, and nothing else of it', () => {
    expect(failuresIn(report)).toBe('bad.test.ts\n● it is broken');
  });

  it('name each file of which no test ran', () => {
    const late = { status: 'skipped', name: 'late.test.ts', message: '' };
    expect(skippedFiles({ ...report, testResults: [...report.testResults, late] })).toEqual(['late.test.ts']);
  });

  it('are never taken from the report of an earlier run', () => {
    expect(jestCounts(readReport(join(__dirname, 'no-such-report.json'), 0))).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});
