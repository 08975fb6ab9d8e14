import { isSameAnnotation, type Annotation } from '#shared/annotation/annotation.ts';
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

function isAsFound(found: Annotation | undefined, annotation: Annotation): boolean {
  return found !== undefined && isSameAnnotation(found, annotation);
}

/** Whether the document is what the diff starts from, as storage will ask. */
export function standsOn(document: AnnotationDocument, { added, removed, updated }: DocumentDiff): boolean {
  return (
    removed.every((annotation) => isAsFound(document.get(annotation.id), annotation)) &&
    added.every((annotation) => !document.has(annotation.id)) &&
    updated.every(([from]) => isAsFound(document.get(from.id), from))
  );
}
