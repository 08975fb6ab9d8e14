import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import type { JobFinished, JobProgress } from '#shared/ipc/events.ts';
import { Jobs } from './jobs.ts';

function recordedJobs(): { jobs: Jobs; progress: JobProgress[]; finished: JobFinished[] } {
  const progress: JobProgress[] = [];
  const finished: JobFinished[] = [];
  const jobs = new Jobs({ progress: (each) => progress.push(each), finished: (each) => finished.push(each) });
  return { jobs, progress, finished };
}

describe('a job', () => {
  it('tells its id before its first news, and its end exactly once', async () => {
    const { jobs, progress, finished } = recordedJobs();
    const { jobId, ended } = jobs.start('import', async (reporter) => {
      reporter.setTotal(3);
      reporter.step('a');
      reporter.step('b', true);
      reporter.step('c');
      await Promise.resolve();
    });
    expect(progress).toEqual([]);
    expect(await ended).toMatchObject({
      jobId,
      outcome: 'done',
      done: 3,
      unchanged: 1,
      failureCount: 0,
      error: null,
    });
    expect(finished).toHaveLength(1);
    expect(progress.some(({ total }) => total === 3)).toBe(true);
  });

  it('goes on after what it could not do, and keeps no more than the first hundred', async () => {
    const { jobs } = recordedJobs();
    const { ended } = jobs.start('detect', (reporter) => {
      for (let i = 0; i < 250; i += 1) reporter.fail(`${i}`, new AppError('file.empty', `${i} is empty`));
      return Promise.resolve();
    });
    const { outcome, done, failures, failureCount } = await ended;
    expect({ outcome, done, failureCount, kept: failures.length }).toEqual({
      outcome: 'done',
      done: 250,
      failureCount: 250,
      kept: 100,
    });
  });

  it('that throws has failed; the error is told', async () => {
    const { jobs } = recordedJobs();
    const { ended } = jobs.start('export', () => Promise.reject(new AppError('storage.full', 'full')));
    expect(await ended).toMatchObject({ outcome: 'failed', error: { code: 'storage.full' } });
  });

  it('that is cancelled ends as cancelled, whatever it throws then; afterwards it is unknown', async () => {
    const { jobs } = recordedJobs();
    const { jobId, ended } = jobs.start(
      'detect',
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('torn down'));
          });
        }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    jobs.cancel(jobId);
    expect(await ended).toMatchObject({ outcome: 'cancelled', error: null });
    expect(() => {
      jobs.cancel(jobId);
    }).toThrow(AppError);
  });

  it('has told of all its ends when all are cancelled', async () => {
    const { jobs, finished } = recordedJobs();
    for (let i = 0; i < 3; i += 1) {
      jobs.start(
        'import',
        ({ signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              resolve();
            });
          }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    await jobs.cancelAll();
    expect(finished.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});
