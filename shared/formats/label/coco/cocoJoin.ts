import {
  type LabelledBox,
  type ReadImage,
  type ReadProblem,
  type ScoredBox,
  splitOf,
  symbolStates,
} from '../labelData.ts';
import { because, say } from '../reasons/reason.ts';
import { AnnotationColumns } from './annotationColumns.ts';
import type { CocoImageEntry } from './cocoRecords.ts';

/** The records of a COCO file, before they are brought together. */
export interface CocoParts {
  readonly images: CocoImageEntry[];
  readonly names: Map<number, string>;
  readonly annotations: AnnotationColumns;
}

/** Nothing yet. */
export function emptyParts(): CocoParts {
  return { images: [], names: new Map(), annotations: new AnnotationColumns() };
}

/** The split that a file's name tells, as `instances_val2017.json` does. */
export function splitOfFile(path: string): ReturnType<typeof splitOf> {
  const words = path.split(/[/_.-]/);
  return words.map(splitOf).findLast((split) => split !== null) ?? null;
}

/** Rows of annotations by the place of their image, in the order of the file. */
function rowsByImage(parts: CocoParts, places: ReadonlyMap<number, number>): readonly (Uint32Array | null)[] {
  const counts = new Uint32Array(parts.images.length);
  const { annotations } = parts;
  for (let row = 0; row < annotations.length; row++) {
    const place = places.get(annotations.imageIdAt(row));
    if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
  }
  const rows = [...counts].map((count) => (count === 0 ? null : new Uint32Array(count)));
  counts.fill(0);
  for (let row = 0; row < annotations.length; row++) {
    const place = places.get(annotations.imageIdAt(row));
    if (place === undefined) continue;
    const filled = counts[place] ?? 0;
    const own = rows[place];
    if (own !== null && own !== undefined) own[filled] = row;
    counts[place] = filled + 1;
  }
  return rows;
}

/** Brings annotations to their images. What refers to nothing is told. */
export function* joinParts(
  parts: CocoParts,
  file: string,
  listName: string,
): Generator<
  | { readonly kind: 'image'; readonly image: ReadImage }
  | { readonly kind: 'problem'; readonly problem: ReadProblem }
> {
  const places = new Map(parts.images.map(({ id }, place) => [id, place]));
  const { annotations, names } = parts;
  const place = (index: number, key: string): string => `${listName}[${index}].${key}`;
  for (let row = 0; row < annotations.length; row++) {
    if (places.has(annotations.imageIdAt(row))) continue;
    const { imageId, index, line } = annotations.at(row);
    const cause = because(say('coco.noImage', { id: imageId }));
    yield {
      kind: 'problem',
      problem: { file, line, field: place(index, 'image_id'), ...cause, image: null },
    };
  }
  const rows = rowsByImage(parts, places);
  const split = splitOfFile(file);
  for (const [at, { fileName, width, height, latex }] of parts.images.entries()) {
    const boxes: LabelledBox[] = [];
    const detections: ScoredBox[] = [];
    for (const row of rows[at] ?? []) {
      const annotation = annotations.at(row);
      const { categoryId, x, y, score, state, index, line } = annotation;
      const labelName = names.get(categoryId);
      if (labelName === undefined) {
        const cause = because(say('coco.noCategory', { id: categoryId }));
        const field = place(index, 'category_id');
        yield { kind: 'problem', problem: { file, line, field, ...cause, image: fileName } };
        continue;
      }
      const box = { x, y, width: annotation.width, height: annotation.height };
      if (annotation.isDetection === 1) detections.push({ labelName, box, score });
      else {
        boxes.push({
          labelName,
          box,
          state: symbolStates[state - 1] ?? null,
          score: Number.isNaN(score) ? null : score,
        });
      }
    }
    const image = { fileName, labelFile: file, size: { width, height }, latex, split, boxes, detections };
    yield { kind: 'image', image };
  }
}
