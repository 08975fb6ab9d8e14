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

const keys = [
  'imageId',
  'categoryId',
  'x',
  'y',
  'width',
  'height',
  'score',
  'state',
  'isDetection',
  'index',
  'line',
] as const satisfies readonly (keyof AnnotationNumbers)[];

/**
 * Annotations as plain numbers: files list images after annotations, so all have to be kept until the end, and as objects
 * a million of them would take some 200 MB.
 */
export class AnnotationColumns {
  #values = new Float64Array(keys.length * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(annotation: AnnotationNumbers): void {
    const start = this.#length * keys.length;
    if (start + keys.length > this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    for (const [offset, key] of keys.entries()) this.#values[start + offset] = annotation[key];
    this.#length += 1;
  }

  imageIdAt(row: number): number {
    return this.#values[row * keys.length] ?? 0;
  }

  at(row: number): AnnotationNumbers {
    const value = (offset: number): number => this.#values[row * keys.length + offset] ?? Number.NaN;
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
