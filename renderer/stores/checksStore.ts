import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import type { InkFindings } from '#shared/checks/inkFindings.ts';
import { findSuspicions } from '#shared/checks/findSuspicions.ts';
import { isOnByDefault } from '#shared/checks/ruleDefaults.ts';
import type { RuleId } from '#shared/checks/suspicion.ts';
import { createOtherReadings } from '#shared/detection/otherReadings.ts';
import type { AnnotationSession, BoxKey, CanvasBox, SessionState } from './annotationSession.ts';
import {
  inkItems,
  subjectOf,
  suspicionItems,
  symbolsOf,
  type CheckItem,
  type CheckKind,
} from './checkItem.ts';
import { followDismissals, type Dismissals } from './dismissals.ts';
import type { LabelStore } from './labelStore.ts';
import type { PreferencesStore } from './preferencesStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { Store } from './store.ts';

export interface ChecksState {
  /** Things to look at, without those that were dismissed. */
  readonly items: readonly CheckItem[];
  /** Those that were dismissed, and would be among the items otherwise. */
  readonly dismissed: readonly CheckItem[];
  /** Whether the dismissed ones are shown, below the others. */
  readonly areDismissedShown: boolean;
  /** The one that was gone to last; null before the first, or when it is gone. */
  readonly current: CheckItem | null;
  /** Whether the ink is being looked at for the first time. */
  readonly isLooking: boolean;
  /** Why the ink could not be looked at. */
  readonly inkError: WireError | null;
  /** Whether the side panel shows the checks, rather than the boxes. */
  readonly isShown: boolean;
}

type OtherReadings = ReturnType<typeof createOtherReadings>;

interface ChecksActions {
  show(isShown: boolean): void;
  /** Makes an item the current one. */
  choose(item: CheckItem | null): void;
  /** The item after (1) or before (-1) the current one, going round; null when there is none. */
  next(by: 1 | -1): CheckItem | null;
  /** Takes an item off the list, for good: the project keeps it. Rejects when it could not be stored. */
  dismiss(item: CheckItem): Promise<void>;
  /** Puts dismissed ones of the open image on the list again. Rejects as {@link dismiss} does. */
  restore(which: CheckItem | 'all'): Promise<void>;
  showDismissed(areShown: boolean): void;
  /** Follows the session, the labels and the switches; returns what ends it. */
  follow(): () => void;
}

/** What is suspicious about the open image. */
export type ChecksStore = Store<ChecksState, ChecksActions>;

/** Whether a check is on: as a person has switched it, or else as it was measured to be best. */
export function isCheckOn(checks: Readonly<Record<string, boolean>>, kind: CheckKind): boolean {
  const switched = Object.hasOwn(checks, kind) ? checks[kind] : undefined;
  if (switched !== undefined) return switched;
  return kind === 'unboxedInk' || kind === 'inklessBox' || kind === 'cutInk' || isOnByDefault(kind);
}

/**
 * A drag changes boxes with each movement, and a held key goes through images by the dozen: rules and ink are looked at
 * when that rests, and never before the picture shows the edit.
 */
const restMs = 120;
/** From so many boxes on, looking takes as long as a frame or more: it waits for a longer rest. */
const manyBoxes = 300;
const manyRestMs = 400;

const empty: ChecksState = {
  items: [],
  dismissed: [],
  areDismissedShown: false,
  current: null,
  isLooking: false,
  inkError: null,
  isShown: false,
};

export interface ChecksParts {
  readonly client: Pick<Client, 'check'>;
  readonly session: Pick<AnnotationSession, 'getState' | 'subscribe'>;
  readonly labels: Pick<LabelStore, 'getState' | 'subscribe'>;
  readonly settings: Pick<SettingsStore, 'getState' | 'subscribe'>;
  readonly preferences: Pick<PreferencesStore, 'getState' | 'subscribe'>;
}

/** Keeps the list of things to look at in step with the boxes. */
export function createChecksStore({
  client,
  session,
  labels,
  settings,
  preferences,
}: ChecksParts): ChecksStore {
  const store = createStore<ChecksState>(() => empty);
  let dismissals: Dismissals | null = null;
  let grammar: readonly CheckItem[] = [];
  let ink: readonly CheckItem[] = [];
  /** What the ink said last of the open image; fixes go by it. */
  let findings: InkFindings | null = null;
  let shownImage: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Rises with each question; an answer to an earlier one is dropped. */
  let asked = 0;

  const byKey = (): ReadonlyMap<BoxKey, CanvasBox> =>
    new Map(session.getState().boxes.map((box) => [box.key, box]));

  const publish = (patch: Partial<ChecksState> = {}): void => {
    const { checks } = settings.getState();
    const shown = byKey();
    // Until all has been asked again, findings may be about boxes that are gone. Where there are no boxes at all,
    // everything is unboxed, which nobody has to be told.
    const found = [...ink, ...grammar].filter(
      ({ kind, keys }) =>
        dismissals?.isKnown === true &&
        shown.size > 0 &&
        isCheckOn(checks, kind) &&
        keys.every((key) => shown.has(key)),
    );
    const isDismissed = (item: CheckItem): boolean => dismissals?.has(subjectOf(item, shown)) === true;
    const dismissed = found.filter(isDismissed);
    const items = dismissed.length === 0 ? found : found.filter((item) => !dismissed.includes(item));
    const { current, areDismissedShown } = store.getState();
    const listed = areDismissedShown ? [...items, ...dismissed] : items;
    store.setState({
      items,
      dismissed,
      current: listed.find(({ id }) => id === current?.id) ?? null,
      ...patch,
    });
  };

  const symbols = ({ boxes }: SessionState) => {
    const { byId } = labels.getState();
    return symbolsOf(boxes, (labelId) => byId.get(labelId)?.name ?? '');
  };

  const askInk = async (imageId: number, ticket: number): Promise<void> => {
    const asking = symbols(session.getState());
    try {
      const answer = await client.check.ink({ imageId, symbols: [...asking] });
      if (ticket !== asked) return;
      findings = answer;
      ink = inkItems(answer, asking);
      findByGrammar(session.getState());
      publish({ isLooking: false, inkError: null });
    } catch (thrown) {
      if (ticket !== asked) return;
      ink = [];
      findings = null;
      publish({ isLooking: false, inkError: toWireError(thrown) });
    }
  };

  // Detections stay the same from edit to edit.
  let readings: { readonly of: SessionState['detections']; readonly at: OtherReadings } | null = null;
  const readingsOf = (detections: SessionState['detections']): OtherReadings => {
    if (readings?.of === detections) return readings.at;
    const { byId } = labels.getState();
    const named = detections.flatMap(({ labelId, box, score }) => {
      const label = byId.get(labelId)?.name;
      return label === undefined ? [] : [{ label, box, score }];
    });
    readings = { of: detections, at: createOtherReadings(named) };
    return readings.at;
  };

  const findByGrammar = (state: SessionState): void => {
    const { checks } = settings.getState();
    const given = labels.getState().labels.filter(({ isRetired }) => !isRetired);
    const names = new Set(given.map(({ name }) => name));
    const otherReadings = readingsOf(state.detections);
    const read = symbols(state).map((each) => ({
      ...each,
      otherReadings: otherReadings(each.label, each.box),
    }));
    const isOn = (rule: RuleId): boolean => isCheckOn(checks, rule);
    const { lookAlikes } = preferences.getState();
    grammar = suspicionItems(findSuspicions(read, names, isOn, { ink: findings, lookAlikes }));
  };

  const dismissalsOf = (imageId: number): Dismissals => {
    const ifShown = (patch: Partial<ChecksState>): void => {
      if (shownImage === imageId) publish(patch);
    };
    return followDismissals(
      client,
      imageId,
      () => {
        ifShown({});
      },
      (thrown) => {
        ifShown({ inkError: toWireError(thrown) });
      },
    );
  };

  const look = (): void => {
    const state = session.getState();
    const imageId = state.phase === 'ready' ? (state.image?.id ?? null) : null;
    const ticket = ++asked;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const isOther = imageId !== shownImage;
    shownImage = imageId;
    if (isOther) {
      ink = [];
      findings = null;
      grammar = [];
      dismissals = null;
    }
    if (imageId === null) {
      publish({ current: null, isLooking: false, inkError: null });
      return;
    }
    const isMany = state.boxes.length > manyBoxes;
    if (isOther) publish({ current: null, isLooking: true, inkError: null });
    else if (!isMany) publish();
    timer = setTimeout(
      () => {
        findByGrammar(session.getState());
        if (!isOther) publish();
        dismissals ??= dismissalsOf(imageId);
        void askInk(imageId, ticket);
      },
      isMany && !isOther ? manyRestMs : restMs,
    );
  };

  const follow = (): (() => void) => {
    let boxes = session.getState().boxes;
    let imageId = session.getState().image?.id ?? null;
    let phase = session.getState().phase;
    const ends = [
      session.subscribe(() => {
        const state = session.getState();
        const nextId = state.image?.id ?? null;
        if (state.boxes === boxes && nextId === imageId && state.phase === phase) return;
        // While the next image loads, the last one is still shown.
        const isLoading = state.phase === 'loading';
        ({ boxes, phase } = state);
        imageId = nextId;
        if (!isLoading) look();
      }),
      labels.subscribe((state, before) => {
        if (state.byId === before.byId) return;
        readings = null;
        look();
      }),
      preferences.subscribe((state, before) => {
        if (state.lookAlikes !== before.lookAlikes) look();
      }),
      settings.subscribe((state, before) => {
        if (state.checks !== before.checks) look();
      }),
    ];
    look();
    return () => {
      for (const end of ends) end();
      if (timer !== null) clearTimeout(timer);
      asked += 1;
    };
  };

  return Object.assign(store, {
    show: (isShown: boolean) => {
      store.setState({ isShown });
    },
    choose: (current: CheckItem | null) => {
      store.setState({ current });
    },
    next: (by: 1 | -1): CheckItem | null => {
      const { items, current } = store.getState();
      const at = items.findIndex(({ id }) => id === current?.id);
      const start = at === -1 ? (by === 1 ? -1 : 0) : at;
      return items[(start + by + items.length) % Math.max(1, items.length)] ?? null;
    },
    dismiss: async (item: CheckItem) => {
      await dismissals?.add(subjectOf(item, byKey()));
    },
    restore: async (which: CheckItem | 'all') => {
      await dismissals?.remove(which === 'all' ? which : [subjectOf(which, byKey())]);
    },
    showDismissed: (areDismissedShown: boolean) => {
      store.setState({ areDismissedShown });
      publish();
    },
    follow,
  });
}
