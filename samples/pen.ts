import type { Random } from '../models/training/print/random.ts';

type Point = readonly [number, number];

/** Distance between the points of a drawn line, in 1/1000 em: finer than a pixel shows. */
const STEP = 25;

/** Catmull-Rom through all points, ends included. */
function smooth(points: readonly Point[]): Point[] {
  const out: Point[] = [];
  const at = (index: number): Point => points[Math.min(Math.max(index, 0), points.length - 1)] ?? [0, 0];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const steps = Math.max(2, Math.ceil(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) / STEP));
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const blend = (axis: 0 | 1): number =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      out.push([blend(0), blend(1)]);
    }
  }
  out.push(at(points.length - 1));
  return out;
}

/** Parts a stroke at its corners, the points given twice. */
function partsOf(points: readonly Point[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before !== undefined && before[0] === point[0] && before[1] === point[1]) parts.push([point]);
    else parts.at(-1)?.push(point);
  }
  return parts;
}

function circle([x, y]: Point, radius: number): string {
  const r = radius.toFixed(2);
  return `M${(x - radius).toFixed(2)} ${y.toFixed(2)}a${r} ${r} 0 1 0 ${(2 * radius).toFixed(2)} 0a${r} ${r} 0 1 0 ${(-2 * radius).toFixed(2)} 0Z`;
}

/** A line of one pressing of the pen, its width breathing a little, with round ends. */
function ribbon(line: readonly Point[], width: number, random: Random): string[] {
  const [phase, waves] = [random.range(0, 2 * Math.PI), random.range(1, 2.5)];
  const radiusAt = (index: number): number =>
    (width / 2) * (1 + 0.1 * Math.sin(phase + (waves * Math.PI * index) / line.length));
  const left: Point[] = [];
  const right: Point[] = [];
  for (const [index, [x, y]] of line.entries()) {
    const [before, after] = [line[index - 1] ?? [x, y], line[index + 1] ?? [x, y]];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) || 1;
    const radius = radiusAt(index);
    left.push([x - (dy / length) * radius, y + (dx / length) * radius]);
    right.unshift([x + (dy / length) * radius, y - (dx / length) * radius]);
  }
  const outline = [...left, ...right].map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L');
  const [first, last] = [line[0], line.at(-1)];
  return [
    `M${outline}Z`,
    ...(first ? [circle(first, radiusAt(0))] : []),
    ...(last ? [circle(last, radiusAt(line.length - 1))] : []),
  ];
}

/** The outline of strokes drawn by a round pen; all its parts run the same way round, so overlaps stay filled. */
export function drawStrokes(strokes: readonly (readonly Point[])[], width: number, random: Random): string {
  return strokes
    .flatMap((stroke) => partsOf(stroke).flatMap((part) => ribbon(smooth(part), width, random)))
    .join('');
}
