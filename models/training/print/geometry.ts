import CanvasKitInit from 'canvaskit-wasm';
import type { Path } from 'canvaskit-wasm';
import svgpath from 'svgpath';

const canvasKit = await CanvasKitInit();

/** x, y, width, height. */
export type Box = readonly [number, number, number, number];

/** The affine map x' = a x + c y + e, y' = b x + d y + f, in SVG's order. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `inner` first and `outer` after it. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

const TRANSFORM = /(translate|scale|matrix)\(([^)]*)\)/g;

/** Reads the transform attribute; MathJax writes nothing but translate, scale and matrix. */
export function parseTransform(text: string): Matrix {
  let matrix: Matrix = IDENTITY;
  for (const [, name, list] of text.matchAll(TRANSFORM)) {
    const v = (list ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [p = 0, q] = v;
    const step: Matrix =
      name === 'translate'
        ? [1, 0, 0, 1, p, q ?? 0]
        : name === 'scale'
          ? [p, 0, 0, q ?? p, 0, 0]
          : [p, q ?? 0, v[2] ?? 0, v[3] ?? 0, v[4] ?? 0, v[5] ?? 0];
    matrix = compose(matrix, step);
  }
  return matrix;
}

/** The path in absolute commands after the map. */
export function mapPath(path: string, matrix: Matrix): string {
  return svgpath(path)
    .matrix([...matrix])
    .abs()
    .unshort()
    .toString();
}

/** The path moved by (dx, dy) with coordinates rounded to whole units. */
export function placePath(path: string, dx: number, dy: number): string {
  return svgpath(path).translate(dx, dy).abs().round(0).toString();
}

function readPath(path: string): Path {
  const read = canvasKit.Path.MakeFromSVGString(path);
  if (read === null) throw new Error(`not SVG path data: ${path.slice(0, 60)}`);
  return read;
}

/** The path with every point of its segments, control points included, moved by `move`. */
export function movePoints(path: string, move: (x: number, y: number) => readonly [number, number]): string {
  const moved: string[] = [];
  svgpath(path)
    .abs()
    .unarc()
    .unshort()
    .iterate(([command, ...values], _index, x, y) => {
      // level and upright lines need both coordinates once they are moved
      const full =
        command === 'H' ? [values[0] ?? x, y] : command === 'V' ? [x, values[0] ?? y] : (values as number[]);
      const points: number[] = [];
      for (let i = 0; i + 1 < full.length; i += 2) points.push(...move(full[i] ?? 0, full[i + 1] ?? 0));
      moved.push(
        (command === 'H' || command === 'V' ? 'L' : command) +
          points.map((value) => value.toFixed(3)).join(' '),
      );
    });
  return moved.join('');
}

/** The exact extent of a path, curves included. */
export function boundsOfPath(path: string): Box {
  const read = readPath(path);
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = read.computeTightBounds();
  read.delete();
  return [x1, y1, x2 - x1, y2 - y1];
}

/** The areas inside the contours of a path, added up whichever way round they run; curves are followed by chords. */
function areaOf(path: string): number {
  let [sum, twice] = [0, 0];
  let [startX, startY, endX, endY] = [0, 0, 0, 0];
  const lineTo = (x: number, y: number): void => {
    twice += endX * y - endY * x;
    [endX, endY] = [x, y];
  };
  svgpath(path)
    .abs()
    .unarc()
    .unshort()
    .iterate(([command, ...values], _index, x, y) => {
      const v = values as number[];
      if (command === 'M') {
        // a filled contour is closed whether it says so or not
        lineTo(startX, startY);
        sum += Math.abs(twice / 2);
        twice = 0;
        [startX = 0, startY = 0] = v;
        [endX, endY] = [startX, startY];
      } else if (command === 'H' || command === 'V') {
        lineTo(command === 'H' ? (v[0] ?? x) : x, command === 'H' ? y : (v[0] ?? y));
      } else if (command !== 'Z') {
        for (const [px, py] of chords([x, y, ...v])) lineTo(px, py);
      }
    });
  lineTo(startX, startY);
  return sum + Math.abs(twice / 2);
}

/** Points along a Bezier curve of any degree, its start left out. */
function chords(coordinates: readonly number[]): [number, number][] {
  const count = coordinates.length > 4 ? 6 : 1;
  return Array.from({ length: count }, (_, index) => {
    const t = (index + 1) / count;
    let level = [...coordinates];
    while (level.length > 2)
      level = level.slice(0, -2).map((value, i) => value * (1 - t) + (level[i + 2] ?? 0) * t);
    return [level[0] ?? 0, level[1] ?? 0];
  });
}

/**
 * The outline of all shapes together, without overlaps: pieces of a delimiter overlap, and so do the contours of
 * variable fonts, which the even-odd rule would cut holes into. Afterwards both fill rules give the same picture.
 * Skia's path operations can lose an outline without a word; the area tells, and the shapes are then left side by
 * side.
 */
export function uniteShapes(shapes: readonly string[]): string {
  let union = readPath('');
  for (const shape of shapes) {
    const next = readPath(shape);
    const both = canvasKit.Path.MakeFromOp(union, next, canvasKit.PathOp.Union);
    next.delete();
    union.delete();
    if (both === null) return shapes.join('');
    union = both;
  }
  const path = union.toSVGString();
  union.delete();
  const areas = shapes.map(areaOf);
  const area = areaOf(path);
  const isWhole =
    area > 0.75 * Math.max(...areas) && area < 1.03 * areas.reduce((sum, value) => sum + value, 0);
  return isWhole ? path : shapes.join('');
}

/** The smallest box that holds all of them; the list must not be empty. */
export function unionOfBoxes(boxes: readonly Box[]): Box {
  const x1 = Math.min(...boxes.map((b) => b[0]));
  const y1 = Math.min(...boxes.map((b) => b[1]));
  const x2 = Math.max(...boxes.map((b) => b[0] + b[2]));
  const y2 = Math.max(...boxes.map((b) => b[1] + b[3]));
  return [x1, y1, x2 - x1, y2 - y1];
}

/** A rectangle as a closed path. */
export function rectanglePath([x, y, width, height]: Box): string {
  return `M${String(x)} ${String(y)}H${String(x + width)}V${String(y + height)}H${String(x)}Z`;
}
