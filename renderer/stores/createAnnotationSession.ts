import type { Client } from '#renderer/ipc/client.ts';
import { AppError, toWireError, type WireError } from '#shared/base/errors.ts';
import { affectedIds, applyDiff, type AnnotationDocument } from '#shared/annotation/diff.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { AnnotationSession, BoxKey, SessionState } from './annotationSession.ts';
import { createDocumentsAhead, type LoadedDocument } from './documentsAhead.ts';
import { createVisibleBoxes } from './sessionBoxes.ts';
import type { Edit, EditContext } from './editBuilder.ts';
import { copyBoxes, mergeEdit, mergePartsEdit, pasteEdit, splitEdit, type CopiedBox } from './groupEdits.ts';
import { lockEdit, unlockedOnly, withoutLocked } from './sessionLocks.ts';
import { acceptEdit, deleteEdit, drawEdit, relabelEdit, setBoxesEdit } from './sessionEdits.ts';
import { historyAfter, standsOn, type PendingEdit } from './sessionQueue.ts';

const emptyState: SessionState = {
  phase: 'empty',
  error: null,
  image: null,
  annotations: new Map(),
  detections: [],
  boxes: [],
  selection: new Set(),
  hiddenCount: 0,
  scoreThreshold: 0.5,
  nmsThreshold: 0.4,
  labelThresholds: new Map(),
  activeLabelId: null,
  history: { undo: null, redo: null },
  savedAtMs: null,
  isLocked: false,
  copiedCount: 0,
  pendingEdits: 0,
};

/** The channels that the session speaks on. */
export type SessionClient = Pick<Client, 'annotation' | 'history' | 'label' | 'on'>;

/**
 * The session over a client. Edits are shown at once: what is shown is the document as storage confirmed it, with the
 * edits under way applied on top. Calls go out one after the other, so each edit knows the revision it stands on.
 */
export function createAnnotationSession(client: SessionClient): AnnotationSession {
  const listeners = new Set<() => void>();
  const refusalListeners = new Set<(error: WireError) => void>();
  const visibleBoxes = createVisibleBoxes();
  const ahead = createDocumentsAhead(client);
  const revisions = new Map<number, number>();
  let state = emptyState;
  let confirmed: AnnotationDocument = new Map();
  let confirmedHistory = emptyState.history;
  let pending: readonly PendingEdit[] = [];
  let defaultLabelId: number | null = null;
  let copied: { readonly imageId: number; readonly boxes: readonly CopiedBox[] } | null = null;
  let queue: Promise<void> = Promise.resolve();
  /** Rises with each image asked for; an answer for an earlier one is dropped. */
  let wanted = 0;
  let waitingReload: Promise<void> | null = null;
  /** Undo and redo asked for and not yet answered: until then it is not known which images they change. */
  let stepsUnderWay = 0;

  let keyed: { readonly boxes: SessionState['boxes']; readonly keys: ReadonlySet<BoxKey> } | null = null;
  /** The keys of boxes, which are found once for all selections among them. */
  const keysOf = (boxes: SessionState['boxes']): ReadonlySet<BoxKey> => {
    if (keyed?.boxes !== boxes) keyed = { boxes, keys: new Set(boxes.map(({ key }) => key)) };
    return keyed.keys;
  };

  /** Replaces the state; derives the boxes again where they depend on what has changed. */
  const publish = (patch: Partial<SessionState>): void => {
    const next = { ...state, ...patch };
    const isSame =
      next.annotations === state.annotations &&
      next.detections === state.detections &&
      next.scoreThreshold === state.scoreThreshold &&
      next.nmsThreshold === state.nmsThreshold &&
      next.labelThresholds === state.labelThresholds;
    state = isSame ? next : { ...next, ...visibleBoxes(next.annotations, next.detections, next) };
    if (!isSame || patch.selection !== undefined) {
      const keys = keysOf(state.boxes);
      if ([...state.selection].some((key) => !keys.has(key))) {
        state = { ...state, selection: new Set([...state.selection].filter((key) => keys.has(key))) };
      }
    }
    for (const listener of [...listeners]) listener();
  };

  const ofOpenImage = (edit: PendingEdit): boolean => edit.imageId === state.image?.id;

  /** What is shown now: the confirmed document under the edits that are under way. */
  const document = (): AnnotationDocument =>
    pending.filter(ofOpenImage).reduce((shown, { diff }) => applyDiff(shown, diff), confirmed);

  const shownEdits = (): Pick<SessionState, 'pendingEdits' | 'history'> => ({
    pendingEdits: pending.length,
    history: historyAfter(confirmedHistory, pending),
  });

  const refuse = (thrown: unknown): void => {
    const error = toWireError(thrown);
    for (const listener of [...refusalListeners]) listener(error);
  };

  /** Drops edits whose boxes are no longer as the edit found them: they would be refused one by one. */
  const dropBaseless = (): boolean => {
    let shown = confirmed;
    const kept = pending.filter((edit) => {
      if (!ofOpenImage(edit)) return true;
      if (!standsOn(shown, edit.diff)) return false;
      shown = applyDiff(shown, edit.diff);
      return true;
    });
    const isDropped = kept.length < pending.length;
    pending = kept;
    return isDropped;
  };

  const enqueue = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(task);
    queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };

  const refreshHistory = async (): Promise<void> => {
    try {
      confirmedHistory = await client.history.state({});
      publish(shownEdits());
    } catch (thrown) {
      refuse(thrown);
    }
  };

  /** Drawing gives the label that is used most, until another one is chosen. */
  const learnDefaultLabel = async (ticket: number): Promise<void> => {
    if (defaultLabelId !== null) return;
    const labels = await client.label.list({});
    if (ticket !== wanted) return;
    const given = labels.filter(({ isRetired }) => !isRetired);
    const byUse = given.sort((a, b) => b.usageCount - a.usageCount || a.id - b.id);
    defaultLabelId = byUse[0]?.id ?? null;
  };

  /** Makes this the document that is open. */
  const show = (loaded: LoadedDocument): void => {
    const imageId = loaded.image.id;
    revisions.set(imageId, loaded.revision);
    confirmed = new Map(loaded.annotations.map((annotation) => [annotation.id, annotation]));
    const isOther = state.image?.id !== imageId;
    state = { ...state, image: loaded.image };
    dropBaseless();
    publish({
      phase: 'ready',
      error: null,
      annotations: document(),
      detections: loaded.detections,
      ...(isOther ? { selection: new Set<BoxKey>() } : {}),
      ...shownEdits(),
    });
  };

  /** Loads an image and shows it, unless another was asked for meanwhile. Runs within the queue. */
  const load = async (imageId: number, ticket: number): Promise<void> => {
    try {
      const [loaded, history] = await Promise.all([
        client.annotation.load({ imageId }),
        client.history.state({}),
        learnDefaultLabel(ticket),
      ]);
      if (ticket !== wanted) return;
      confirmedHistory = history;
      show(loaded);
    } catch (thrown) {
      if (ticket !== wanted) return;
      confirmed = new Map();
      pending = pending.filter((edit) => edit.imageId !== imageId);
      publish({
        phase: 'failed',
        error: toWireError(thrown),
        image: null,
        annotations: confirmed,
        detections: [],
        ...shownEdits(),
      });
    }
  };

  /** What was fetched ahead, where it is certain that storage has nothing newer and nothing newer is on the way to it. */
  const fetchedAhead = (imageId: number): LoadedDocument | null =>
    stepsUnderWay > 0 || pending.some((edit) => edit.imageId === imageId) ? null : ahead.get(imageId);

  const open = (imageId: number): Promise<void> => {
    const ticket = ++wanted;
    const fetched = fetchedAhead(imageId);
    if (fetched !== null) {
      show(fetched);
      return learnDefaultLabel(ticket).catch(refuse);
    }
    publish({ phase: 'loading', error: null });
    // Keys pressed faster than images load: only the last one is asked for.
    return enqueue(() => (ticket === wanted ? load(imageId, ticket) : Promise.resolve()));
  };

  /** Loads the open image again; calls that come before it begins share one load. */
  const reload = (): Promise<void> => {
    waitingReload ??= enqueue(() => {
      waitingReload = null;
      const { image } = state;
      return image === null || state.phase !== 'ready' ? Promise.resolve() : load(image.id, wanted);
    });
    return waitingReload;
  };

  /** Reports a refusal after what is stored has been loaded again. Runs within the queue. */
  const recover = async (thrown: unknown, imageId: number): Promise<void> => {
    if (state.image?.id === imageId) await load(imageId, wanted);
    refuse(thrown);
  };

  const send = async (edit: PendingEdit): Promise<void> => {
    // A refusal may have taken it along.
    if (!pending.includes(edit)) return;
    const { imageId, kind, diff } = edit;
    const withoutIt = (): void => {
      pending = pending.filter((other) => other !== edit);
      ahead.forget([imageId]);
    };
    try {
      const baseRevision = revisions.get(imageId) ?? 0;
      const { added, removed, updated } = diff;
      const answer = await client.annotation.applyDiff({
        imageId,
        kind,
        diff: { added: [...added], removed: [...removed], updated: updated.map(([from, to]) => [from, to]) },
        baseRevision,
      });
      if (!pending.includes(edit)) return;
      if (ofOpenImage(edit)) confirmed = applyDiff(confirmed, diff);
      withoutIt();
      revisions.set(imageId, answer.revision);
      confirmedHistory = answer.history;
      publish({ savedAtMs: Date.now(), ...shownEdits() });
    } catch (thrown) {
      withoutIt();
      publish({ annotations: document(), ...shownEdits() });
      await recover(thrown, imageId);
    }
  };

  /** Shows an edit and sends it. */
  const commit = (edit: Edit | null, selection?: (made: Edit) => Iterable<BoxKey>): void => {
    const { image } = state;
    if (edit === null || image === null) return;
    const step: PendingEdit = { imageId: image.id, kind: edit.kind, diff: edit.diff, atMs: Date.now() };
    pending = [...pending, step];
    const kept = [...state.selection].map((key) => edit.renamed.get(key) ?? key);
    publish({
      annotations: applyDiff(state.annotations, edit.diff),
      selection: new Set(selection === undefined ? kept : selection(edit)),
      ...shownEdits(),
    });
    void enqueue(() => send(step));
  };

  /** What commands act on; null while no image can be edited. */
  const context = (): EditContext | null =>
    state.phase === 'ready' && state.image !== null ? { ...state, image: state.image } : null;

  const stepHistory = (call: 'undo' | 'redo'): Promise<void> => {
    stepsUnderWay += 1;
    return enqueue(async () => {
      const epoch = wanted;
      try {
        const step = await client.history[call]({}).finally(() => {
          stepsUnderWay -= 1;
          ahead.forget(null);
        });
        // The project was closed meanwhile, or another image asked for: that one is loaded after this.
        if (step === null || (state.phase === 'empty' && epoch !== wanted)) return;
        const { imageId } = step.entry;
        revisions.set(imageId, step.revision);
        confirmedHistory = step.history;
        if (state.image?.id !== imageId || state.phase === 'failed') {
          if (epoch === wanted) {
            const ticket = ++wanted;
            publish({ phase: 'loading', error: null, ...shownEdits() });
            await load(imageId, ticket);
          }
        } else {
          confirmed = applyDiff(confirmed, step.diff);
          const isDropped = dropBaseless();
          publish({ annotations: document(), savedAtMs: Date.now(), ...shownEdits() });
          if (isDropped) {
            refuse(
              new AppError(
                'storage.staleRevision',
                'The box was changed by undo before the edit was saved.',
                {
                  imageId,
                },
              ),
            );
          }
        }
        if (state.phase === 'ready' && state.image?.id === imageId) {
          const shown = affectedIds(step.diff).filter((id) => isShown(id));
          if (shown.length > 0) publish({ selection: new Set(shown) });
        }
      } catch (thrown) {
        if (state.image !== null) await recover(thrown, state.image.id);
        else refuse(thrown);
      }
    });
  };

  const isShown = (id: BoxKey): boolean => {
    const annotation = state.annotations.get(id);
    return annotation !== undefined && annotation.state !== 'dismissed';
  };

  const run = (edit: (context: EditContext) => Edit | null): void => {
    const ready = context();
    if (ready !== null) commit(edit(ready));
  };

  /** As {@link context}, for commands that change boxes: without those that are locked; null while all are. */
  const unlocked = (): EditContext | null => {
    const ready = state.isLocked ? null : context();
    return ready === null ? null : withoutLocked(ready);
  };

  const runUnlocked = (edit: (context: EditContext) => Edit | null): void => {
    const ready = unlocked();
    if (ready !== null) commit(edit(ready));
  };

  for (const event of ['detections.changed', 'annotations.changed'] as const) {
    client.on(event, ({ imageIds }) => {
      if (state.image === null) return;
      if (imageIds.includes(state.image.id)) void reload();
      // A step on other images is the next one to be taken back all the same.
      else if (event === 'annotations.changed') void enqueue(refreshHistory);
    });
  }

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    open,
    fetchAhead: (imageIds) => {
      ahead.want(imageIds);
    },
    close: () => {
      wanted += 1;
      const isLosing = pending.length > 0;
      pending = [];
      revisions.clear();
      ahead.want([]);
      confirmed = new Map();
      confirmedHistory = emptyState.history;
      defaultLabelId = null;
      copied = null;
      const { scoreThreshold, nmsThreshold, isLocked } = state;
      publish({ ...emptyState, scoreThreshold, nmsThreshold, isLocked });
      if (isLosing) refuse(new AppError('project.none', 'The project was closed before an edit was saved.'));
    },
    reload,
    settled: async () => {
      let seen: Promise<void> | null = null;
      while (seen !== queue) {
        seen = queue;
        await seen;
      }
    },
    select: (keys, how) => {
      const next = new Set(how === 'replace' ? [] : state.selection);
      for (const key of keys) {
        if (how === 'toggle' && next.has(key)) next.delete(key);
        else next.add(key);
      }
      if (next.size === state.selection.size && [...next].every((key) => state.selection.has(key))) return;
      publish({ selection: next });
    },
    selectAll: () => {
      publish({ selection: new Set(state.boxes.map(({ key }) => key)) });
    },
    setScoreThreshold: (scoreThreshold) => {
      if (scoreThreshold !== state.scoreThreshold) publish({ scoreThreshold });
    },
    setNmsThreshold: (nmsThreshold) => {
      if (nmsThreshold !== state.nmsThreshold) publish({ nmsThreshold });
    },
    setLabelThresholds: (labelThresholds) => {
      publish({ labelThresholds });
    },
    toggleSelectedLock: () => {
      run(lockEdit);
    },
    setLocked: (isLocked) => {
      if (isLocked !== state.isLocked) publish({ isLocked });
    },
    setActiveLabel: (activeLabelId) => {
      if (activeLabelId !== state.activeLabelId) publish({ activeLabelId });
    },
    draw: (box: Box) => {
      const labelId = state.activeLabelId ?? defaultLabelId;
      const ready = context();
      if (labelId === null || ready === null) return;
      const edit = drawEdit(ready, box, labelId);
      if (edit !== null && state.activeLabelId === null) publish({ activeLabelId: labelId });
      commit(edit, (made) => affectedIds(made.diff));
    },
    setBoxes: (changes, kind) => {
      runUnlocked((ready) => setBoxesEdit(ready, unlockedOnly(ready, changes), kind));
    },
    relabelSelected: (labelId) => {
      runUnlocked((ready) => relabelEdit(ready, () => labelId));
    },
    relabelSelectedBy: (labelFor) => {
      runUnlocked((ready) => relabelEdit(ready, labelFor));
    },
    mergeSelected: () => {
      runUnlocked(mergeEdit);
    },
    mergeParts: (keys, labelId, box) => {
      const ready = unlocked();
      // One that is held cannot go into another.
      if (ready !== null && ![...keys].some((key) => ready.annotations.get(key)?.isLocked === true))
        commit(mergePartsEdit(ready, keys, labelId, box), (made) => [
          ...made.diff.updated.filter(([, to]) => to.state !== 'dismissed').map(([, to]) => to.id),
          ...made.diff.added.filter(({ state: each }) => each !== 'dismissed').map(({ id }) => id),
        ]);
    },
    splitSelected: () => {
      const ready = unlocked();
      if (ready !== null) commit(splitEdit(ready), (made) => affectedIds(made.diff));
    },
    duplicateSelected: () => {
      const ready = context();
      if (ready === null) return;
      commit(pasteEdit(ready, copyBoxes(ready), 'duplicate', true), (made) => affectedIds(made.diff));
    },
    copySelected: () => {
      const ready = context();
      if (ready === null || ready.selection.size === 0) return;
      copied = { imageId: ready.image.id, boxes: copyBoxes(ready) };
      publish({ copiedCount: copied.boxes.length });
    },
    paste: () => {
      const ready = context();
      if (ready === null || copied === null) return;
      const isSameImage = copied.imageId === ready.image.id;
      commit(pasteEdit(ready, copied.boxes, 'paste', isSameImage), (made) => affectedIds(made.diff));
    },
    selectSameLabel: () => {
      const { boxes, selection } = state;
      const labelIds = new Set(boxes.filter(({ key }) => selection.has(key)).map(({ labelId }) => labelId));
      const alike = boxes.filter(({ labelId }) => labelIds.has(labelId));
      publish({ selection: new Set(alike.map(({ key }) => key)) });
    },
    deleteSelected: () => {
      runUnlocked(deleteEdit);
    },
    acceptSelected: () => {
      run((ready) => acceptEdit(ready, ready.selection, 'accept'));
    },
    acceptAll: () => {
      run((ready) =>
        acceptEdit(
          ready,
          ready.boxes.map(({ key }) => key),
          'acceptAll',
        ),
      );
    },
    undo: () => stepHistory('undo'),
    redo: () => stepHistory('redo'),
    onRefused: (listener) => {
      refusalListeners.add(listener);
      return () => {
        refusalListeners.delete(listener);
      };
    },
  };
}
