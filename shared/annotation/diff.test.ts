import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from './annotation.ts';
import {
  affectedIds,
  applyDiff,
  emptyDiff,
  invertDiff,
  isEmptyDiff,
  squashDiffs,
  type AnnotationDocument,
  type DocumentDiff,
} from './diff.ts';

const content = fc.record({
  imageId: fc.constant(1),
  labelId: fc.integer({ min: 1, max: 3 }),
  box: fc.record({
    x: fc.double({ min: -10, max: 500, noNaN: true }),
    y: fc.double({ min: -10, max: 500, noNaN: true }),
    width: fc.double({ min: 0.5, max: 50, noNaN: true }),
    height: fc.double({ min: 0.5, max: 50, noNaN: true }),
  }),
  state: fc.constantFrom('accepted' as const, 'corrected' as const, 'drawn' as const, 'dismissed' as const),
  score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  detectionId: fc.option(fc.integer({ min: 1, max: 9 })),
});

/** A few ids only, so that diffs meet on the same annotation often. */
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const wishes = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...ids), wanted: fc.option(content, { freq: 3 }) }),
  { selector: ({ id }) => id, maxLength: ids.length },
);
const documents = wishes.map(
  (all): AnnotationDocument =>
    new Map(all.flatMap(({ id, wanted }) => (wanted === null ? [] : [[id, { id, ...wanted }] as const]))),
);

/** The diff that makes each annotation of the wishes what is wanted of it, nothing meaning gone. */
function diffTowards(
  document: AnnotationDocument,
  all: readonly { id: string; wanted: Omit<Annotation, 'id'> | null }[],
): DocumentDiff {
  const added: Annotation[] = [];
  const removed: Annotation[] = [];
  const updated: (readonly [Annotation, Annotation])[] = [];
  for (const { id, wanted } of all) {
    const present = document.get(id);
    if (present === undefined && wanted !== null) added.push({ id, ...wanted });
    else if (present !== undefined && wanted === null) removed.push(present);
    else if (present !== undefined && wanted !== null) updated.push([present, { id, ...wanted }]);
  }
  return { added, removed, updated };
}

const sorted = (document: AnnotationDocument): unknown =>
  [...document.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
const sameEffect = (a: DocumentDiff, b: DocumentDiff): void => {
  const byId = (diff: DocumentDiff): unknown => ({
    added: [...diff.added].sort((x, y) => (x.id < y.id ? -1 : 1)),
    removed: [...diff.removed].sort((x, y) => (x.id < y.id ? -1 : 1)),
    updated: [...diff.updated].sort(([x], [y]) => (x.id < y.id ? -1 : 1)),
  });
  expect(byId(a)).toEqual(byId(b));
};

describe('document diffs', () => {
  it('applied and then inverted leave the document as it was', () => {
    fc.assert(
      fc.property(documents, wishes, (document, all) => {
        const diff = diffTowards(document, all);
        const after = applyDiff(document, diff);
        for (const { id, wanted } of all)
          expect(after.get(id)).toEqual(wanted === null ? undefined : { id, ...wanted });
        expect(sorted(applyDiff(after, invertDiff(diff)))).toEqual(sorted(document));
      }),
    );
  });

  it('are their own inverse’s inverse', () => {
    fc.assert(
      fc.property(documents, wishes, (document, all) => {
        const diff = diffTowards(document, all);
        expect(invertDiff(invertDiff(diff))).toEqual(diff);
        expect(new Set(affectedIds(invertDiff(diff)))).toEqual(new Set(affectedIds(diff)));
      }),
    );
  });

  it('squashed do what the one after the other does', () => {
    fc.assert(
      fc.property(documents, wishes, wishes, (document, first, second) => {
        const one = diffTowards(document, first);
        const between = applyDiff(document, one);
        const two = diffTowards(between, second);
        const squashed = squashDiffs(one, two);
        expect(sorted(applyDiff(document, squashed))).toEqual(sorted(applyDiff(between, two)));
        expect(sorted(applyDiff(applyDiff(document, squashed), invertDiff(squashed)))).toEqual(
          sorted(document),
        );
      }),
    );
  });

  it('squash in any grouping', () => {
    fc.assert(
      fc.property(documents, wishes, wishes, wishes, (document, a, b, c) => {
        const one = diffTowards(document, a);
        const afterOne = applyDiff(document, one);
        const two = diffTowards(afterOne, b);
        const three = diffTowards(applyDiff(afterOne, two), c);
        sameEffect(squashDiffs(squashDiffs(one, two), three), squashDiffs(one, squashDiffs(two, three)));
      }),
    );
  });

  it('squashed with their inverse leave no trace', () => {
    fc.assert(
      fc.property(documents, wishes, (document, all) => {
        const diff = diffTowards(document, all);
        expect(squashDiffs(diff, invertDiff(diff))).toEqual(emptyDiff);
        sameEffect(squashDiffs(emptyDiff, diff), squashDiffs(diff, emptyDiff));
      }),
    );
  });

  it('undone to the last come back to the start, and made again to the end', () => {
    fc.assert(
      fc.property(documents, fc.array(wishes, { maxLength: 8 }), (start, steps) => {
        const diffs: DocumentDiff[] = [];
        let document = start;
        for (const all of steps) {
          const diff = diffTowards(document, all);
          diffs.push(diff);
          document = applyDiff(document, diff);
        }
        const end = document;
        for (const diff of diffs.toReversed()) document = applyDiff(document, invertDiff(diff));
        expect(sorted(document)).toEqual(sorted(start));
        for (const diff of diffs) document = applyDiff(document, diff);
        expect(sorted(document)).toEqual(sorted(end));
      }),
    );
  });

  it('never change the document they are applied to, and give it back when there is nothing to do', () => {
    fc.assert(
      fc.property(documents, wishes, (document, all) => {
        const before = sorted(document);
        const diff = diffTowards(document, all);
        const after = applyDiff(document, diff);
        expect(sorted(document)).toEqual(before);
        expect(isEmptyDiff(diff)).toBe(after === document);
      }),
    );
  });
});
