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

const numbersOfAnnotation = 11;

/**
 * Annotations as plain numbers: files list images after annotations, so all have to be kept until the end, and as objects
 * a million of them would take some 200 MB.
 */
export class AnnotationColumns {
  #values = new Float64Array(numbersOfAnnotation * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(annotation: AnnotationNumbers): void {
    const start = this.#length * numbersOfAnnotation;
    if (start + numbersOfAnnotation > this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    const values = this.#values;
    values[start] = annotation.imageId;
    values[start + 1] = annotation.categoryId;
    values[start + 2] = annotation.x;
    values[start + 3] = annotation.y;
    values[start + 4] = annotation.width;
    values[start + 5] = annotation.height;
    values[start + 6] = annotation.score;
    values[start + 7] = annotation.state;
    values[start + 8] = annotation.isDetection;
    values[start + 9] = annotation.index;
    values[start + 10] = annotation.line;
    this.#length += 1;
  }

  imageIdAt(row: number): number {
    return this.#values[row * numbersOfAnnotation] ?? 0;
  }

  at(row: number): AnnotationNumbers {
    const value = (offset: number): number => this.#values[row * numbersOfAnnotation + offset] ?? Number.NaN;
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
