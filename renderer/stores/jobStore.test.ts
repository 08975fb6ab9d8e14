import { describe, expect, it, vi } from 'vitest';
import type { JobFinished, JobProgress } from '#shared/ipc/events.ts';
import { createJobStore } from './jobStore.ts';

const progress = (jobId: string, done: number): JobProgress => ({
  jobId,
  kind: 'detect',
  done,
  total: 10,
  ratePerSecond: 2,
  remainingMs: 1000,
  current: null,
});

const finished = (jobId: string, failureCount = 0): JobFinished => ({
  jobId,
  kind: 'import',
  outcome: 'done',
  done: 3,
  unchanged: 0,
  failures: [],
  failureCount,
  durationMs: 5,
  error: null,
  resultPath: null,
});

function create() {
  const cancel = vi.fn(() => Promise.resolve({}));
  const report = vi.fn();
  return {
    cancel,
    report,
    store: createJobStore({ job: { cancel } }, report),
  };
}

describe('jobs', () => {
  it('are shown from the start, before they have told of progress', async () => {
    const { store } = create();
    expect(await store.start('import', () => Promise.resolve({ jobId: 'a' }))).toBe(true);
    expect(store.getState().running).toMatchObject([{ jobId: 'a', kind: 'import', done: 0, total: null }]);
  });

  it('are not shown when they ended before the answer that names them came', async () => {
    const { store } = create();
    await store.start('import', () => {
      store.onFinished(finished('a'));
      return Promise.resolve({ jobId: 'a' });
    });
    expect(store.getState().running).toEqual([]);
  });

  it('do not begin when the person thinks better of it', async () => {
    const { store, report } = create();
    expect(await store.start('export', () => Promise.resolve(null))).toBe(false);
    expect(store.getState().running).toEqual([]);
    expect(report).not.toHaveBeenCalled();
  });

  it('report why they could not begin', async () => {
    const { store, report } = create();
    const reason = new Error('no model');
    expect(await store.start('detect', () => Promise.reject(reason))).toBe(false);
    expect(report).toHaveBeenCalledWith(reason);
  });

  it('keep their place in the list while they go on', () => {
    const { store } = create();
    store.onProgress(progress('a', 1));
    store.onProgress(progress('b', 1));
    store.onProgress(progress('a', 2));
    expect(store.getState().running.map(({ jobId, done }) => [jobId, done])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('say that they are being stopped until they have', async () => {
    const { store, cancel } = create();
    store.onProgress(progress('a', 1));
    await store.cancel('a');
    expect(cancel).toHaveBeenCalledWith({ jobId: 'a' });
    expect(store.getState().cancelling.has('a')).toBe(true);
    store.onFinished({ ...finished('a'), outcome: 'cancelled' });
    expect(store.getState()).toMatchObject({ running: [], cancelling: new Set() });
  });

  it('keep their failures until they are read', () => {
    const { store } = create();
    store.onFinished(finished('a', 2));
    store.onFinished(finished('b'));
    expect(store.getState().unreadFailures.map(({ jobId }) => jobId)).toEqual(['a']);
    store.readFailures('a');
    expect(store.getState().unreadFailures).toEqual([]);
  });
});
