import { describe, expect, it, vi } from 'vitest';
import type { ProjectInfo } from '#shared/ipc/contract/project.ts';
import { AppError } from '#shared/base/errors.ts';
import { createProjectStore } from './projectStore.ts';

const info: ProjectInfo = {
  name: 'algebra',
  path: '/p/algebra.surd',
  imageCount: 3,
  reviewedCount: 1,
  lastImageId: 2,
  recoveryNote: null,
};

function create() {
  const project = {
    current: vi.fn(() => Promise.resolve<ProjectInfo | null>(null)),
    create: vi.fn(() => Promise.resolve<ProjectInfo | null>(info)),
    open: vi.fn(() => Promise.resolve<ProjectInfo | null>(info)),
    openRecent: vi.fn(() => Promise.resolve(info)),
    openSample: vi.fn(() => Promise.resolve(info)),
    listRecent: vi.fn(() => Promise.resolve([])),
    close: vi.fn(() => Promise.resolve({})),
    addEffort: vi.fn(() => Promise.resolve({})),
    effortReport: vi.fn(() => Promise.reject(new Error('not asked for'))),
    preferences: vi.fn(() =>
      Promise.resolve({ lookAlikes: [], labelThresholds: [], digitLabels: [], savedViews: [] }),
    ),
    changePreferences: vi.fn(() => Promise.resolve({})),
    rememberImage: vi.fn(() => Promise.resolve({})),
  };
  const report = vi.fn();
  return { project, report, store: createProjectStore({ project }, report, () => Promise.resolve()) };
}

describe('the project', () => {
  it('is taken over from the main process at the start', async () => {
    const { store, project } = create();
    expect(store.getState().phase).toBe('loading');
    await store.load();
    expect(store.getState().phase).toBe('none');
    project.current.mockResolvedValueOnce(info);
    await store.load();
    expect(store.getState()).toMatchObject({ phase: 'open', info });
  });

  it('stays on the screen when it is told of a second time', async () => {
    const { store, project } = create();
    await store.openSample();
    const { opening } = store.getState();
    project.current.mockResolvedValueOnce({ ...info, reviewedCount: 2 });
    await store.load();
    expect(store.getState()).toMatchObject({ opening, info: { reviewedCount: 2 } });
  });

  it('stays as it is when the person closes the dialog', async () => {
    const { store, project } = create();
    await store.openSample();
    const { opening } = store.getState();
    project.open.mockResolvedValueOnce(null);
    expect(await store.open()).toBe(false);
    expect(store.getState()).toMatchObject({ phase: 'open', opening });
  });

  it('is asked for again when opening another has failed', async () => {
    const { store, project, report } = create();
    await store.openSample();
    project.openRecent.mockRejectedValueOnce(new AppError('project.locked', 'It is open elsewhere.'));
    expect(await store.openRecent('r1')).toBe(false);
    expect(report).toHaveBeenCalledOnce();
    expect(store.getState().phase).toBe('none');
  });

  it('counts its openings, and a refresh is none', async () => {
    const { store, project } = create();
    await store.create();
    const { opening } = store.getState();
    project.current.mockResolvedValueOnce({ ...info, imageCount: 9 });
    await store.refresh();
    expect(store.getState()).toMatchObject({ opening, info: { imageCount: 9 } });
    await store.close();
    expect(store.getState().opening).toBe(opening + 1);
  });
});
