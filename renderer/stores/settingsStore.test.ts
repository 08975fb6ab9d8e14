import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '#renderer/ipc/client.ts';
import type { Settings } from '#shared/ipc/contract/app.ts';
import { createSettingsStore } from './settingsStore.ts';

const initial: Settings = {
  theme: 'system',
  language: null,
  layouts: {},
  collapsedPanels: [],
  seenTours: [],
  modelId: null,
  scoreThreshold: 0.4,
  nmsThreshold: 0.5,
  showLabels: true,
  showScores: false,
  showThumbnailBoxes: true,
  boxColoring: 'state',
  asksForLabel: false,
  checks: {},
  keys: {},
};

function create() {
  const changeSettings = vi.fn(() => Promise.resolve(initial));
  const report = vi.fn();
  const store = createSettingsStore(
    { app: { changeSettings } } as unknown as Pick<Client, 'app'>,
    initial,
    report,
  );
  return { changeSettings, report, store };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('settings', () => {
  it('act at once and are sent together when the hand rests', () => {
    const { store, changeSettings } = create();
    store.change({ scoreThreshold: 0.41 });
    store.change({ scoreThreshold: 0.42 });
    store.change({ theme: 'dark' });
    expect(store.getState()).toMatchObject({ scoreThreshold: 0.42, theme: 'dark' });
    expect(changeSettings).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(changeSettings).toHaveBeenCalledExactlyOnceWith({ scoreThreshold: 0.42, theme: 'dark' });
  });

  it('send nothing when nothing has changed', async () => {
    const { store, changeSettings } = create();
    await store.flush();
    store.setPanelCollapsed('images', false);
    vi.runAllTimers();
    expect(changeSettings).not.toHaveBeenCalled();
  });

  it('keep the panels of one group apart from those of another', () => {
    const { store } = create();
    store.rememberLayout('annotate', { images: 20, canvas: 80 });
    store.rememberLayout('inspector', { boxes: 40, labels: 60 });
    expect(store.getState().layouts).toEqual({
      annotate: { images: 20, canvas: 80 },
      inspector: { boxes: 40, labels: 60 },
    });
  });

  it('collapse and bring back a panel', () => {
    const { store } = create();
    store.setPanelCollapsed('images', true);
    expect(store.getState().collapsedPanels).toEqual(['images']);
    store.setPanelCollapsed('images', false);
    expect(store.getState().collapsedPanels).toEqual([]);
  });

  it('report when they could not be kept', async () => {
    const { store, changeSettings, report } = create();
    changeSettings.mockRejectedValueOnce(new Error('disk full'));
    store.change({ theme: 'light' });
    await store.flush();
    expect(report).toHaveBeenCalledOnce();
  });
});
