import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { createNoticeStore } from './noticeStore.ts';

describe('notices', () => {
  it('say an error once until it is read', () => {
    const store = createNoticeStore();
    const error = new AppError('storage.full', 'The disk is full.', { file: 'a.surd' });
    store.report(error);
    store.report(error);
    expect(store.getState().notices).toHaveLength(1);
    store.close(store.getState().notices[0]?.id ?? 0);
    store.report(error);
    expect(store.getState().notices).toHaveLength(1);
  });

  it('keep the last error for the status bar until it is read', () => {
    const store = createNoticeStore();
    store.report(new AppError('file.empty', 'empty'));
    store.tell('info', { key: 'boxes.noneDoubtful' });
    expect(store.getState().lastError?.code).toBe('file.empty');
    for (const { id } of store.getState().notices) store.close(id);
    expect(store.getState().lastError).toBeNull();
  });

  it('do not pile up when the same is said again', () => {
    const store = createNoticeStore();
    store.tell('info', { key: 'boxes.noneDoubtful' });
    store.tell('success', { key: 'jobs.done.detect', values: { count: 2 } });
    store.tell('info', { key: 'boxes.noneDoubtful' });
    expect(store.getState().notices.map(({ text }) => 'key' in text && text.key)).toEqual([
      'jobs.done.detect',
      'boxes.noneDoubtful',
    ]);
  });

  it('say nothing of what the person has stopped', () => {
    const store = createNoticeStore();
    store.report(new AppError('job.cancelled', 'Cancelled.'));
    expect(store.getState().notices).toEqual([]);
  });

  it('call a bug a bug', () => {
    const store = createNoticeStore();
    store.report(new TypeError('x is undefined'));
    expect(store.getState().lastError?.code).toBe('internal.bug');
  });
});
