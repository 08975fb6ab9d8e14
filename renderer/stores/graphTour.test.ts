import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Settings } from '#shared/ipc/contract/app.ts';
import type { GraphState } from './graphState.ts';
import type { GraphStore } from './graphStore.ts';
import { createGraphTour, isTourNew, tourSteps } from './graphTour.ts';
import type { SettingsStore } from './settingsStore.ts';

/** A graph store that opens at once, and notes what is done with it. */
function madeTour() {
  const seen = createStore(() => ({ seenTours: [] as readonly string[] }));
  const settings = Object.assign(seen, {
    change: (patch: Partial<Settings>) => {
      seen.setState({ seenTours: patch.seenTours ?? [] });
    },
  }) as unknown as SettingsStore;
  const state = createStore(() => ({ phase: 'empty' }) as unknown as GraphState);
  const place = { graph: 0, node: 7, label: 'crop', scope: '' };
  let opened = 0;
  const graph = Object.assign(state, {
    openSample: vi.fn((sample: string) => {
      state.setState({ phase: 'reading', file: { handle: `${sample} ${++opened}`, name: '', folder: '' } });
      state.setState({
        phase: 'ready',
        colouredBy: null,
        diagnosis: {
          runtimes: [],
          matrix: [],
          groups: [
            { runtime: 'tflite-gpu', opType: 'CropAndResize', places: [{ ...place, node: 1 }] },
            { runtime: 'tflite', opType: 'CropAndResize', places: [place] },
          ],
        } as unknown as GraphState['diagnosis'],
      });
      return Promise.resolve();
    }),
    colourBy: vi.fn((colouredBy: string | null) => {
      state.setState({ colouredBy });
    }),
    setDrawer: vi.fn(),
    reveal: vi.fn(() => Promise.resolve()),
  });
  return { graph, settings, tour: createGraphTour(graph as unknown as GraphStore, settings) };
}

it('goes through all steps to the node that fails and to the converted file, and is seen then', async () => {
  const { graph, settings, tour } = madeTour();
  expect(isTourNew(settings)).toBe(true);
  await tour.start();
  const walked = [];
  for (let step = tour.getState().step; step !== null; step = tour.getState().step) {
    walked.push(step);
    await tour.next();
  }
  expect(walked).toEqual(tourSteps);
  expect(graph.reveal).toHaveBeenCalledWith({ graph: 0, node: 7 });
  expect(graph.colourBy).toHaveBeenCalledWith('tflite');
  expect(graph.openSample.mock.calls).toEqual([['tensorflow'], ['tflite']]);
  expect(isTourNew(settings)).toBe(false);
});

it('goes back from the converted file to the one that fails', async () => {
  const { graph, tour } = madeTour();
  await tour.start();
  for (let step = 1; step < tourSteps.length; step++) await tour.next();
  expect(tour.getState().step).toBe('converted');
  await tour.previous();
  expect(tour.getState().step).toBe('cut');
  expect(graph.openSample.mock.calls.at(-1)).toEqual(['tensorflow']);
  expect(graph.getState().colouredBy).toBe('tflite');
});

it('ends when another model is opened or the model is closed', async () => {
  for (const file of [{ handle: 'mine', name: '', folder: '' }, null]) {
    const { graph, settings, tour } = madeTour();
    await tour.start();
    await tour.next();
    graph.setState({ file });
    expect(tour.getState().step).toBe(null);
    expect(isTourNew(settings)).toBe(false);
  }
});

it('does not begin when the sample cannot be read, and is declined once', async () => {
  const { graph, settings, tour } = madeTour();
  graph.openSample.mockImplementation(() => {
    graph.setState({ phase: 'failed' });
    return Promise.resolve();
  });
  await tour.start();
  expect(tour.getState().step).toBe(null);
  tour.end();
  tour.end();
  expect(settings.getState().seenTours).toEqual(['graph']);
});
