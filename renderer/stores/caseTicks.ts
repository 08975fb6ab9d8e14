import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type { WindowCorrection } from '#shared/ipc/contract/annotation.ts';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import type { AnnotationSession } from './annotationSession.ts';
import type { FailuresStore } from './failuresStore.ts';
import type { Store } from './store.ts';

/** Cases that are ticked at once, at most: what one step may hold. */
const mostTicked = 20_000;

export interface CaseTicksState {
  /** Ticked cases by their id. */
  readonly ticked: ReadonlyMap<number, WindowCase>;
  /** The place of the gallery that a range begins at. */
  readonly anchor: number | null;
}

/** What is done to the ticked cases. Labels are ids. */
export type SpreadAction =
  | { readonly kind: 'relabel'; readonly labelId: number }
  | { readonly kind: 'delete' }
  /** Symbols that the truth lacks, as they were detected; null leaves each the label that it was read as. */
  | { readonly kind: 'add'; readonly labelId: number | null };

interface CaseTicksActions {
  toggle(at: number): void;
  /** Ticks all from the place that was ticked last to this one. */
  extendTo(at: number): Promise<void>;
  clear(): void;
  /** Spreads a correction over the ticked cases, as one step; what was done, or null where it failed. */
  spread(
    action: SpreadAction,
    labelIdOf: (name: string) => number | null,
  ): Promise<{ readonly boxCount: number; readonly imageCount: number } | null>;
}

export type CaseTicksStore = Store<CaseTicksState, CaseTicksActions>;

export interface CaseTicksParts {
  readonly client: Pick<Client, 'annotation'>;
  readonly failures: FailuresStore;
  readonly session: Pick<AnnotationSession, 'settled'>;
  readonly report: (thrown: unknown) => void;
}

const initial: CaseTicksState = { ticked: new Map(), anchor: null };

/** The corrections that an action makes of cases; those that it does not concern are left out. */
export function correctionsOf(
  cases: Iterable<WindowCase>,
  action: SpreadAction,
  labelIdOf: (name: string) => number | null,
): readonly WindowCorrection[] {
  return [...cases].flatMap(({ imageId, annotationId, truth, read }): readonly WindowCorrection[] => {
    if (action.kind === 'add') {
      if (truth !== null || read === null) return [];
      const labelId = action.labelId ?? labelIdOf(read.label);
      if (labelId === null) return [];
      const [x, y, width, height] = read.box;
      const box = { x, y, width, height };
      const { score } = read;
      return [{ kind: 'add', imageId, annotationId: crypto.randomUUID(), labelId, box, score }];
    }
    if (annotationId === null) return [];
    return [
      action.kind === 'delete'
        ? { kind: 'delete', imageId, annotationId }
        : { kind: 'relabel', imageId, annotationId, labelId: action.labelId },
    ];
  });
}

/** Which cases of the gallery are ticked, and what is done to all of them at once. */
export function createCaseTicksStore({ client, failures, session, report }: CaseTicksParts): CaseTicksStore {
  const store = createStore<CaseTicksState>(() => initial);
  const clear = (): void => {
    if (store.getState().ticked.size > 0 || store.getState().anchor !== null) store.setState(initial);
  };
  // Cases are judged anew, and others carry these ids then; another project has none of them.
  failures.subscribe(({ isRunning, shown }, before) => {
    if ((isRunning && !before.isRunning) || (shown === null && before.shown !== null)) clear();
  });
  return Object.assign(store, {
    toggle: (at: number) => {
      const found = failures.getState().cases.get(at);
      if (found === undefined) return;
      const ticked = new Map(store.getState().ticked);
      if (!ticked.delete(found.id) && ticked.size < mostTicked) ticked.set(found.id, found);
      store.setState({ ticked, anchor: at });
    },
    extendTo: async (at: number) => {
      const anchor = store.getState().anchor ?? at;
      const [from, to] = [Math.min(anchor, at), Math.max(anchor, at)];
      await failures.ensure(from, to + 1);
      const { cases } = failures.getState();
      const ticked = new Map(store.getState().ticked);
      for (let place = from; place <= to && ticked.size < mostTicked; place += 1) {
        const found = cases.get(place);
        if (found !== undefined) ticked.set(found.id, found);
      }
      store.setState({ ticked, anchor });
    },
    clear,
    spread: async (action: SpreadAction, labelIdOf: (name: string) => number | null) => {
      const corrections = correctionsOf(store.getState().ticked.values(), action, labelIdOf);
      if (corrections.length === 0) return null;
      try {
        // What was edited before belongs to the boxes that change now.
        await session.settled();
        const done = await client.annotation.spread({ corrections: [...corrections] });
        clear();
        void failures.evaluate();
        return done;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
  });
}
