import type { Annotation } from '#shared/annotation/annotation.ts';
import { affectedIds, type AnnotationDocument, type DocumentDiff } from '#shared/annotation/diff.ts';
import type { StepKind } from '#shared/annotation/historyEntry.ts';
import type { HistoryState } from '#shared/ipc/contract/records.ts';

/** An edit that is shown and not yet confirmed. */
export interface PendingEdit {
  readonly imageId: number;
  readonly kind: StepKind;
  readonly diff: DocumentDiff;
  readonly atMs: number;
}

/** What undo and redo will do once the edits under way are stored: a key pressed at once must not find undo asleep. */
export function historyAfter(confirmed: HistoryState, pending: readonly PendingEdit[]): HistoryState {
  const last = pending.at(-1);
  if (last === undefined) return confirmed;
  return {
    undo: {
      sequence: (confirmed.undo?.sequence ?? 0) + pending.length,
      kind: last.kind,
      imageId: last.imageId,
      boxCount: affectedIds(last.diff).length,
      atMs: last.atMs,
      undone: false,
    },
    redo: null,
  };
}

function isSame(a: Annotation | undefined, b: Annotation): boolean {
  if (a === undefined) return false;
  return (
    a === b ||
    (a.labelId === b.labelId &&
      a.state === b.state &&
      a.score === b.score &&
      a.detectionId === b.detectionId &&
      a.box.x === b.box.x &&
      a.box.y === b.box.y &&
      a.box.width === b.box.width &&
      a.box.height === b.box.height)
  );
}

/** Whether the document is what the diff starts from, as storage will ask. */
export function standsOn(document: AnnotationDocument, { added, removed, updated }: DocumentDiff): boolean {
  return (
    removed.every((annotation) => isSame(document.get(annotation.id), annotation)) &&
    added.every((annotation) => !document.has(annotation.id)) &&
    updated.every(([from]) => isSame(document.get(from.id), from))
  );
}
