import type { InkMask } from './binarise.ts';

/** A piece of connected ink: its bounds in whole pixels and how many pixels it has. */
export interface Component {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
}

/**
 * Pieces of ink, connected over edges and corners (8-connectivity), by union-find over the runs of each row (He, Chao
 * and Suzuki, A Run-Based Two-Scan Labeling Algorithm, 2008).
 *
 * @returns in the order of their first pixel, row by row
 */
export function connectedComponents({ width, height, data }: InkMask): readonly Component[] {
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
  const byRoot = new Map<
    number,
    { left: number; top: number; right: number; bottom: number; area: number }
  >();
  for (let run = 0; run < starts.length; run += 1) {
    const root = find(run);
    const start = starts[run] as number;
    const end = ends[run] as number;
    const y = rows[run] as number;
    const found = byRoot.get(root);
    if (found === undefined)
      byRoot.set(root, { left: start, top: y, right: end, bottom: y + 1, area: end - start });
    else {
      found.left = Math.min(found.left, start);
      found.right = Math.max(found.right, end);
      found.bottom = y + 1;
      found.area += end - start;
    }
  }
  return [...byRoot.values()].map(({ left, top, right, bottom, area }) => ({
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    area,
  }));
}
