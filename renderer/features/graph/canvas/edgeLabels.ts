import type { Picture } from '#renderer/stores/graphState.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import type { SceneEdge } from '#shared/graphView/scene.ts';
import type { GraphWords } from './graphElements.ts';

/** The words on a line, and the middle of where they stand. */
export interface EdgeLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Longer words are cut in the middle. */
const mostLetters = 32;
/** Titles of open boxes: letters, and how far below the border their middle stands. */
const titleLetterWidth = 7.4;
const titleMiddle = 15;
const letterWidth = 5.6;
const wideLetterWidth = 9.5;
const height = 13;
const spacing = 3;
/** Squares in which covered labels are looked for: no smaller than most labels. */
const cell = 96;

/** Where words stand. */
interface Place extends Point {
  readonly halfWidth: number;
}

/** The words that a line has to itself. */
function textOfEdge({ count, label }: SceneEdge, words: GraphWords): string {
  if (count > 1) return words.values(count);
  // Names of open sizes may be as long as they like: their ends tell most.
  const half = mostLetters >> 1;
  return label.length <= mostLetters ? label : `${label.slice(0, half)}…${label.slice(1 - half)}`;
}

/** Where Cytoscape puts the words of a line: at its middle point, or in the middle of its middle stretch. */
function middleOf(points: readonly Point[]): Point {
  const half = points.length >> 1;
  const after = points[half] ?? { x: 0, y: 0 };
  if (points.length % 2 === 1) return after;
  const before = points[half - 1] ?? after;
  return { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 };
}

/**
 * The points of a line, ends first and last: from the lower border of its source to the upper border of its target, or the other way
 * round where it leads upward.
 */
export function linePoints(
  { layout }: Picture,
  edge: number,
  source: number,
  target: number,
): readonly Point[] {
  const [x1 = 0, y1 = 0, , h1 = 0] = layout.boxes.subarray(source * 4, source * 4 + 4);
  const [x2 = 0, y2 = 0, , h2 = 0] = layout.boxes.subarray(target * 4, target * 4 + 4);
  const sign = y1 > y2 ? -1 : 1;
  return [
    { x: x1, y: y1 + (sign * h1) / 2 },
    ...(layout.bends[edge] ?? []),
    { x: x2, y: y2 - (sign * h2) / 2 },
  ];
}

/**
 * The label of each line of a picture, in the scene's order; null where there is none, or where it would cover one before it or the title of an
 * open box: lines that fan out say their shape once.
 *
 * @param ends - for each edge the places of its source and its target in the scene; -1 for none
 */
export function edgeLabels(
  picture: Picture,
  ends: Int32Array,
  words: GraphWords,
): readonly (EdgeLabel | null)[] {
  const taken = new Map<string, Place[]>();
  const take = (place: Place): void => {
    for (const name of cellsOf(place)) {
      const list = taken.get(name);
      if (list === undefined) taken.set(name, [place]);
      else list.push(place);
    }
  };
  picture.scene.items.forEach((item, index) => {
    if (!item.isOpen) return;
    const [x = 0, y = 0, width = 0, size = 0] = picture.layout.boxes.subarray(index * 4, index * 4 + 4);
    const halfWidth = Math.min(width, titleLetterWidth * item.label.length + 12) / 2;
    take({ x: x - width / 2 + halfWidth, y: y - size / 2 + titleMiddle, halfWidth });
  });
  return picture.scene.edges.map((edge, index) => {
    const text = textOfEdge(edge, words);
    const source = ends[index * 2] ?? -1;
    const target = ends[index * 2 + 1] ?? -1;
    if (text === '' || source < 0 || target < 0) return null;
    const { x, y } = middleOf(linePoints(picture, index, source, target));
    const place = { x, y, halfWidth: widthOf(text) / 2 };
    const isCovering = cellsOf(place).some((name) =>
      taken
        .get(name)
        ?.some(
          (other) =>
            Math.abs(other.x - x) < other.halfWidth + place.halfWidth + spacing &&
            Math.abs(other.y - y) < height,
        ),
    );
    if (isCovering) return null;
    take(place);
    return { text, x, y };
  });
}

function cellsOf({ x, y, halfWidth }: Place): readonly string[] {
  const names: string[] = [];
  for (
    let column = Math.floor((x - halfWidth - spacing) / cell);
    column * cell <= x + halfWidth + spacing;
    column++
  )
    for (let row = Math.floor((y - height) / cell); row * cell <= y + height; row++)
      names.push(`${column},${row}`);
  return names;
}

function widthOf(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++)
    width += text.charCodeAt(at) > 0x2e7f ? wideLetterWidth : letterWidth;
  return width;
}
