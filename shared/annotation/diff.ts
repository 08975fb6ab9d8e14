import type { Annotation, AnnotationId } from './annotation.ts';

/** The annotations of the open image by id. Treated as immutable: a change makes a new map. */
export type AnnotationDocument = ReadonlyMap<AnnotationId, Annotation>;

/**
 * A change to the annotations: what came, what went, and what became what. It carries whole records, so it can be
 * inverted without the document at hand. Laws, tested as properties: applying a diff and then its inverse is the
 * identity; the inverse of an inverse is the diff; squashing two diffs applies like the one after the other.
 */
export interface DocumentDiff {
  readonly added: readonly Annotation[];
  readonly removed: readonly Annotation[];
  readonly updated: readonly (readonly [from: Annotation, to: Annotation])[];
}

/** What one step does to one of several images. */
export interface ImageDiff {
  readonly imageId: number;
  readonly diff: DocumentDiff;
}

/** The diff that changes nothing. */
export const emptyDiff: DocumentDiff = { added: [], removed: [], updated: [] };

/** Whether the diff changes nothing. */
export function isEmptyDiff(diff: DocumentDiff): boolean {
  return diff.added.length === 0 && diff.removed.length === 0 && diff.updated.length === 0;
}

/** The diff that takes back what this one does. */
export function invertDiff(diff: DocumentDiff): DocumentDiff {
  return {
    added: diff.removed,
    removed: diff.added,
    updated: diff.updated.map(([from, to]) => [to, from] as const),
  };
}

/** The document after the diff. */
export function applyDiff(document: AnnotationDocument, diff: DocumentDiff): AnnotationDocument {
  if (isEmptyDiff(diff)) return document;
  const next = new Map(document);
  for (const annotation of diff.removed) next.delete(annotation.id);
  for (const annotation of diff.added) next.set(annotation.id, annotation);
  for (const [, to] of diff.updated) next.set(to.id, to);
  return next;
}

/** One diff with the effect of `first` and then `second`. What comes and goes again leaves no trace. */
export function squashDiffs(first: DocumentDiff, second: DocumentDiff): DocumentDiff {
  const before = new Map<AnnotationId, Annotation | null>();
  const after = new Map<AnnotationId, Annotation | null>();
  for (const diff of [first, second]) {
    const note = (id: AnnotationId, from: Annotation | null, to: Annotation | null): void => {
      if (!before.has(id)) before.set(id, from);
      after.set(id, to);
    };
    for (const annotation of diff.removed) note(annotation.id, annotation, null);
    for (const annotation of diff.added) note(annotation.id, null, annotation);
    for (const [from, to] of diff.updated) note(from.id, from, to);
  }
  const added: Annotation[] = [];
  const removed: Annotation[] = [];
  const updated: (readonly [Annotation, Annotation])[] = [];
  for (const [id, from] of before) {
    const to = after.get(id) ?? null;
    if (from === null && to !== null) added.push(to);
    else if (from !== null && to === null) removed.push(from);
    else if (from !== null && to !== null && from !== to) updated.push([from, to]);
  }
  return { added, removed, updated };
}

/** The ids of all annotations that the diff touches. */
export function affectedIds(diff: DocumentDiff): readonly AnnotationId[] {
  return [
    ...diff.added.map((annotation) => annotation.id),
    ...diff.removed.map((annotation) => annotation.id),
    ...diff.updated.map(([, to]) => to.id),
  ];
}
