import { NumberRows } from '#shared/base/numberRows.ts';

/** Numbers of an annotation, in the order they are kept. */
export interface AnnotationNumbers {
  readonly imageId: number;
  readonly categoryId: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** NaN for none. */
  readonly score: number;
  /** Place in the states plus one; 0 for none. */
  readonly state: number;
  /** 1 for a detection, whose score is its own. */
  readonly isDetection: number;
  readonly index: number;
  readonly line: number;
}

/** Annotations as plain numbers: files list images after annotations, so all have to be kept until the end. */
export class AnnotationColumns {
  readonly #rows = new NumberRows(11);

  get length(): number {
    return this.#rows.length;
  }

  add(annotation: AnnotationNumbers): void {
    const { imageId, categoryId, x, y, width, height, score, state, isDetection, index, line } = annotation;
    this.#rows.add([imageId, categoryId, x, y, width, height, score, state, isDetection, index, line]);
  }

  imageIdAt(row: number): number {
    return this.#rows.at(row, 0);
  }

  at(row: number): AnnotationNumbers {
    const value = (column: number): number => this.#rows.at(row, column);
    return {
      imageId: value(0),
      categoryId: value(1),
      x: value(2),
      y: value(3),
      width: value(4),
      height: value(5),
      score: value(6),
      state: value(7),
      isDetection: value(8),
      index: value(9),
      line: value(10),
    };
  }
}
