import type { InkMask } from './binarise.ts';

/** A piece of connected ink: its bounds in whole pixels and how many pixels it has. */
export interface Component {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
}

/** The runs of ink of an image, row by row, each with the piece that it belongs to. */
export interface InkRuns {
  readonly components: readonly Component[];
  /** The row of each run. */
  readonly rows: Int32Array;
  /** Its first column. */
  readonly starts: Int32Array;
  /** The column after its last. */
  readonly ends: Int32Array;
  /** Its place in `components`. */
  readonly owners: Int32Array;
}

/**
 * Pieces of ink, connected over edges and corners (8-connectivity), by union-find over the runs of each row (He, Chao
 * and Suzuki, A Run-Based Two-Scan Labeling Algorithm, 2008).
 *
 * @returns the pieces in the order of their first pixel, row by row, with the runs that they consist of
 */
export function inkRuns({ width, height, data }: InkMask): InkRuns {
  const starts: number[] = [];
  const ends: number[] = [];
  const rows: number[] = [];
  const parent: number[] = [];
  const find = (run: number): number => {
    let root = run;
    while (parent[root] !== root) root = parent[root] as number;
    let step = run;
    while (parent[step] !== root) {
      const next = parent[step] as number;
      parent[step] = root;
      step = next;
    }
    return root;
  };
  let previousFirst = 0;
  let previousEnd = 0;
  for (let y = 0; y < height; y += 1) {
    const first = starts.length;
    let above = previousFirst;
    for (let x = 0; x < width; x += 1) {
      if (data[y * width + x] === 0) continue;
      const start = x;
      while (x < width && data[y * width + x] === 1) x += 1;
      const run = starts.length;
      starts.push(start);
      ends.push(x);
      rows.push(y);
      parent.push(run);
      while (above < previousEnd && (ends[above] as number) < start) above += 1;
      for (let other = above; other < previousEnd && (starts[other] as number) <= x; other += 1) {
        const a = find(run);
        const b = find(other);
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    previousFirst = first;
    previousEnd = starts.length;
  }
  const places = new Map<number, number>();
  const found: { x: number; y: number; right: number; bottom: number; area: number }[] = [];
  const owners = new Int32Array(starts.length);
  for (let run = 0; run < starts.length; run += 1) {
    const root = find(run);
    const start = starts[run] as number;
    const end = ends[run] as number;
    const y = rows[run] as number;
    let place = places.get(root);
    if (place === undefined) {
      place = found.length;
      places.set(root, place);
      found.push({ x: start, y, right: end, bottom: y + 1, area: 0 });
    }
    owners[run] = place;
    const component = found[place] as (typeof found)[number];
    component.x = Math.min(component.x, start);
    component.right = Math.max(component.right, end);
    component.bottom = y + 1;
    component.area += end - start;
  }
  return {
    components: found.map(({ x, y, right, bottom, area }) => ({
      x,
      y,
      width: right - x,
      height: bottom - y,
      area,
    })),
    rows: Int32Array.from(rows),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    owners,
  };
}

/** The pieces of {@link inkRuns} alone. */
export function connectedComponents(mask: InkMask): readonly Component[] {
  return inkRuns(mask).components;
}
