import type { Picture } from '#renderer/stores/graphState.ts';

/** A rectangle of the picture, in its own pixels. */
export interface SeenPart {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A picture with what is needed to find the parts in sight. */
export interface IndexedPicture {
  readonly picture: Picture;
  readonly indexOf: ReadonlyMap<string, number>;
  /** For each edge the places of its ends, source and target; -1 for none. */
  readonly ends: Int32Array;
  /** For each edge the rectangle that it stays in: x1, y1, x2, y2. */
  readonly edgeBounds: Float64Array;
  /** Open boxes around each item. */
  readonly depths: Uint8Array;
}

/** Boxes and lines in sight, by their places in the scene. */
export interface VisibleParts {
  readonly items: readonly number[];
  readonly edges: readonly number[];
}

/** Boxes of fewer pixels than this in height are not drawn; lines of fewer pixels in length neither. */
const smallestBoxPx = 3;
const smallestLinePx = 10;
/** So many of each are drawn at most, the largest first: the window has to stay quick whatever the model. */
const maxBoxes = 450;
const maxLines = 450;

/** Works out once for a picture what finding its visible parts needs. */
export function indexPicture(picture: Picture): IndexedPicture {
  const { scene, layout } = picture;
  const indexOf = new Map(scene.items.map(({ id }, index) => [id, index]));
  const depths = new Uint8Array(scene.items.length);
  scene.items.forEach(({ parent }, index) => {
    // Open boxes come before what stands in them.
    if (parent !== null) depths[index] = (depths[indexOf.get(parent) ?? 0] ?? 0) + 1;
  });
  const ends = new Int32Array(scene.edges.length * 2);
  const edgeBounds = new Float64Array(scene.edges.length * 4);
  scene.edges.forEach((edge, index) => {
    const source = indexOf.get(edge.source) ?? -1;
    const target = indexOf.get(edge.target) ?? -1;
    ends.set([source, target], index * 2);
    let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (x: number, y: number): void => {
      x1 = Math.min(x1, x);
      y1 = Math.min(y1, y);
      x2 = Math.max(x2, x);
      y2 = Math.max(y2, y);
    };
    for (const end of [source, target]) take(layout.boxes[end * 4] ?? 0, layout.boxes[end * 4 + 1] ?? 0);
    for (const { x, y } of layout.bends[index] ?? []) take(x, y);
    edgeBounds.set([x1, y1, x2, y2], index * 4);
  });
  return { picture, indexOf, ends, edgeBounds, depths };
}

/** What of a picture is to be drawn: what is in sight and large enough to be seen. */
export function visibleParts(indexed: IndexedPicture, seen: SeenPart, zoom: number): VisibleParts {
  const { picture, ends, edgeBounds } = indexed;
  const { boxes } = picture.layout;
  const items: { readonly index: number; readonly size: number }[] = [];
  for (let index = 0; index < picture.scene.items.length; index++) {
    const x = boxes[index * 4] ?? 0;
    const y = boxes[index * 4 + 1] ?? 0;
    const width = boxes[index * 4 + 2] ?? 0;
    const height = boxes[index * 4 + 3] ?? 0;
    if (x + width / 2 < seen.x1 || x - width / 2 > seen.x2) continue;
    if (y + height / 2 < seen.y1 || y - height / 2 > seen.y2) continue;
    if (height * zoom < smallestBoxPx) continue;
    items.push({ index, size: width * height });
  }
  const shown = largest(items, maxBoxes);
  const edges: { readonly index: number; readonly size: number }[] = [];
  for (let index = 0; index < picture.scene.edges.length; index++) {
    const x1 = edgeBounds[index * 4] ?? 0;
    const y1 = edgeBounds[index * 4 + 1] ?? 0;
    const x2 = edgeBounds[index * 4 + 2] ?? 0;
    const y2 = edgeBounds[index * 4 + 3] ?? 0;
    if (x2 < seen.x1 || x1 > seen.x2 || y2 < seen.y1 || y1 > seen.y2) continue;
    const length = x2 - x1 + y2 - y1;
    if (length * zoom < smallestLinePx) continue;
    if ((ends[index * 2] ?? -1) < 0 || (ends[index * 2 + 1] ?? -1) < 0) continue;
    edges.push({ index, size: length });
  }
  const lines = largest(edges, maxLines);
  // A line is drawn from box to box: both are there with it, in sight or not.
  const needed = new Set(shown);
  for (const edge of lines) needed.add(ends[edge * 2] ?? 0).add(ends[edge * 2 + 1] ?? 0);
  return { items: [...needed].sort((a, b) => a - b), edges: lines };
}

function largest(
  parts: { readonly index: number; readonly size: number }[],
  most: number,
): readonly number[] {
  if (parts.length > most) parts.sort((a, b) => b.size - a.size || a.index - b.index);
  return parts
    .slice(0, most)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/**
 * The box that a key leads to from a box: along a line, or to its neighbour on the same row.
 *
 * @returns the id of the nearest; null when there is none that way
 */
export function neighbourOf(
  { picture, indexOf, ends }: IndexedPicture,
  box: string,
  direction: 'up' | 'down' | 'left' | 'right',
): string | null {
  const from = indexOf.get(box);
  if (from === undefined) return null;
  const { boxes } = picture.layout;
  const x = boxes[from * 4] ?? 0;
  const y = boxes[from * 4 + 1] ?? 0;
  const candidates: number[] = [];
  if (direction === 'up' || direction === 'down') {
    for (let edge = 0; edge < picture.scene.edges.length; edge++) {
      const source = ends[edge * 2] ?? -1;
      const target = ends[edge * 2 + 1] ?? -1;
      if (direction === 'down' && source === from) candidates.push(target);
      if (direction === 'up' && target === from) candidates.push(source);
    }
  } else {
    picture.scene.items.forEach((item, index) => {
      const otherX = boxes[index * 4] ?? 0;
      const isBeside = Math.abs((boxes[index * 4 + 1] ?? 0) - y) < 40 && !item.isOpen;
      if (isBeside && (direction === 'left' ? otherX < x - 1 : otherX > x + 1)) candidates.push(index);
    });
  }
  let best: { readonly index: number; readonly distance: number } | null = null;
  for (const index of candidates) {
    const distance = Math.hypot((boxes[index * 4] ?? 0) - x, (boxes[index * 4 + 1] ?? 0) - y);
    if (best === null || distance < best.distance) best = { index, distance };
  }
  return best === null ? null : (picture.scene.items[best.index]?.id ?? null);
}
