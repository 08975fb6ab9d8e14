import { describe, expect, it } from 'vitest';
import { createNoticeStore } from '#renderer/stores/noticeStore.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { JobFinished } from '#shared/ipc/events.ts';
import { announceJob } from './announceJob.ts';

const finished: JobFinished = {
  jobId: 'j',
  kind: 'import',
  outcome: 'done',
  done: 12,
  unchanged: 0,
  failures: [],
  failureCount: 0,
  durationMs: 10,
  error: null,
  resultPath: null,
};

function announced(job: Partial<JobFinished>) {
  const notices = createNoticeStore();
  announceJob({ notices } as unknown as Workbench, { ...finished, ...job });
  return notices
    .getState()
    .notices.map(({ tone, text, action }) => ({ tone, text, hasAction: action !== null }));
}

describe('announceJob', () => {
  it('counts what is new, and names what was there already', () => {
    expect(announced({ unchanged: 2 })).toEqual([
      {
        tone: 'success',
        text: { key: 'jobs.done.importSomeKnown', values: { count: 10, known: 2 } },
        hasAction: false,
      },
    ]);
  });

  it('offers to show what was exported', () => {
    expect(announced({ kind: 'export' })).toMatchObject([
      { text: { values: { count: 12 } }, hasAction: true },
    ]);
  });

  it('is silent about one image that was detected by its key', () => {
    expect(announced({ kind: 'detect', done: 1 })).toEqual([]);
  });

  it('says that what was done before it was stopped is kept', () => {
    expect(announced({ outcome: 'cancelled' })).toMatchObject([{ text: { key: 'jobs.cancelled' } }]);
  });

  it('says why a job failed as a whole', () => {
    const error = { code: 'storage.full', message: 'full', details: {} } as const;
    expect(announced({ outcome: 'failed', error })).toEqual([
      { tone: 'error', text: { error }, hasAction: false },
    ]);
  });
});
