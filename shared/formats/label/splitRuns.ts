import type { SplitName } from '#shared/dataset/splits.ts';
import type { LabelledImage } from './labelData.ts';

/** Images of one split that stand together. */
export interface SplitRun {
  readonly split: SplitName | null;
  readonly images: AsyncIterable<LabelledImage>;
}

/**
 * Divides images into runs of one split, without holding more than one of them. Each run has to be gone through to its
 * end before the next is asked for.
 */
export async function* splitRuns(
  images: Iterable<LabelledImage> | AsyncIterable<LabelledImage>,
): AsyncGenerator<SplitRun> {
  const iterator = (async function* () {
    yield* images;
  })();
  const lookAhead: { next: IteratorResult<LabelledImage, void> } = { next: await iterator.next() };
  const isAtEnd = (): boolean => lookAhead.next.done === true;
  const run = async function* (split: SplitName | null): AsyncGenerator<LabelledImage> {
    for (;;) {
      const { next } = lookAhead;
      if (next.done === true || next.value.split !== split) return;
      yield next.value;
      lookAhead.next = await iterator.next();
    }
  };
  if (isAtEnd()) yield { split: null, images: run(null) };
  while (!isAtEnd()) {
    const { next } = lookAhead;
    if (next.done !== true) yield { split: next.value.split, images: run(next.value.split) };
  }
}
