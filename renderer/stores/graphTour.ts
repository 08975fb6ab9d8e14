import { createStore } from 'zustand/vanilla';
import type { GraphSample } from '#shared/graphView/graphSamples.ts';
import type { NodeKey } from './graphState.ts';
import type { GraphStore } from './graphStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { Store } from './store.ts';

/** Steps of the tour: from a model that does not convert to the cause, and to what can be done. */
export const tourSteps = ['sample', 'runtimes', 'finding', 'node', 'rewrite', 'cut', 'converted'] as const;

/** One of {@link tourSteps}. */
export type TourStep = (typeof tourSteps)[number];

/** The runtime that the sample is meant for, and the operator that it lacks. */
const runtime = 'tflite';
const missingOperator = 'CropAndResize';

/** What `settings.seenTours` calls this tour. */
const tourId = 'graph';

export interface GraphTourState {
  /** Null while no tour is under way. */
  readonly step: TourStep | null;
}

interface GraphTourActions {
  /** Opens the sample that fails, and begins. */
  start(): Promise<void>;
  next(): Promise<void>;
  previous(): Promise<void>;
  /** Ends the tour, or declines it; it is not offered again. */
  end(): void;
}

export type GraphTour = Store<GraphTourState, GraphTourActions>;

/** Whether the tour was neither taken nor declined yet. */
export function isTourNew(settings: Pick<SettingsStore, 'getState'>): boolean {
  return !settings.getState().seenTours.includes(tourId);
}

/**
 * The walk through a model that fails. It acts on the graph as a person would, and ends by itself when another model is
 * opened.
 */
export function createGraphTour(graph: GraphStore, settings: SettingsStore): GraphTour {
  const store = createStore<GraphTourState>(() => ({ step: null }));
  const { getState, setState } = store;
  /** The model that the tour opened; null while it opens one. */
  let handle: string | null = null;

  const open = async (sample: GraphSample): Promise<boolean> => {
    handle = null;
    await graph.openSample(sample);
    const { file, phase } = graph.getState();
    handle = file?.handle ?? null;
    return phase === 'ready';
  };

  const missingNode = (): NodeKey | null => {
    const group = graph
      .getState()
      .diagnosis?.groups.find((each) => each.runtime === runtime && each.opType === missingOperator);
    const place = group?.places[0];
    return place === undefined ? null : { graph: place.graph, node: place.node };
  };

  const colour = (by: string | null): void => {
    if (graph.getState().colouredBy !== by) graph.colourBy(by);
  };

  const arrive: Readonly<Record<TourStep, () => unknown>> = {
    sample: () => {
      colour(null);
    },
    runtimes: () => {
      colour(runtime);
    },
    finding: () => {
      graph.setDrawer('findings');
    },
    node: async () => {
      const node = missingNode();
      if (node !== null) await graph.reveal(node);
    },
    rewrite: () => {
      graph.setDrawer('findings');
    },
    cut: () => {
      graph.setDrawer('findings');
    },
    converted: () => open('tflite'),
  };

  const end = (): void => {
    setState({ step: null });
    const { seenTours } = settings.getState();
    if (!seenTours.includes(tourId)) settings.change({ seenTours: [...seenTours, tourId] });
  };

  const go = async (by: 1 | -1): Promise<void> => {
    const { step } = getState();
    if (step === null) return;
    const next = tourSteps[tourSteps.indexOf(step) + by];
    if (next === undefined) {
      if (by === 1) end();
      return;
    }
    setState({ step: next });
    // Back from the converted model: the one that fails is opened again.
    if (step === 'converted') {
      await open('tensorflow');
      colour(runtime);
    }
    await arrive[next]();
  };

  graph.subscribe(({ file }) => {
    if (getState().step !== null && handle !== null && file?.handle !== handle) end();
  });

  return Object.assign(store, {
    start: async () => {
      setState({ step: null });
      if (await open('tensorflow')) setState({ step: 'sample' });
    },
    next: () => go(1),
    previous: () => go(-1),
    end,
  });
}
