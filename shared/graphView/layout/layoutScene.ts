import type { Scene, SceneItem } from '../scene.ts';
import type { LevelBox } from './layerGraph.ts';
import { layoutLevel, type Point } from './layoutLevel.ts';

/** Where everything of a scene stands, in pixels at zoom 1. */
export interface SceneLayout {
  /** Centre and size for each item of the scene, in its order: x, y, width, height. */
  readonly boxes: Float64Array;
  /** Points between the ends of each edge of the scene, in its order. */
  readonly bends: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

/** Around what stands in an open box, and the room for its title. */
const padding = 18;
const titleHeight = 26;

/**
 * Lays a scene out: what stands in an open box is laid out for itself, then the box as a whole among its neighbours.
 * Deterministic.
 */
export function layoutScene(scene: Scene): SceneLayout {
  const indexOf = new Map(scene.items.map(({ id }, index) => [id, index]));
  const parents = scene.items.map(({ parent }) => (parent === null ? -1 : (indexOf.get(parent) ?? -1)));
  const children = new Map<number, number[]>();
  parents.forEach((parent, index) => {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [index]);
    else list.push(index);
  });
  const depths = parents.map((_parent, index) => depthOf(index, parents));
  const levels = linesByLevel(scene, indexOf, parents, depths);

  const sizes = scene.items.map(({ width, height }) => ({ width, height }));
  const centres: Point[] = scene.items.map(() => ({ x: 0, y: 0 }));
  const pieces = new Map<LevelLine, Point[]>();
  const innerWidths = scene.items.map(() => 0);
  const layOut = (parent: number): { readonly width: number; readonly height: number } => {
    const members = children.get(parent) ?? [];
    for (const member of members) {
      if (!children.has(member)) continue;
      const inner = layOut(member);
      innerWidths[member] = inner.width;
      sizes[member] = {
        width: Math.max(titleWidth(scene.items[member]), inner.width + 2 * padding),
        height: inner.height + padding * 2 + titleHeight,
      };
    }
    const placeOf = new Map(members.map((member, place) => [member, place]));
    const boxes: LevelBox[] = members.map((member) => sizes[member] ?? { width: 0, height: 0 });
    const lines = [...(levels.get(parent)?.values() ?? [])];
    // A line that leaves or enters the open box has a port at its border.
    const edges = lines.map(({ source, target, isBack }) => {
      const from =
        source === null ? boxes.push({ width: portWidth, height: 0, pin: 'top' }) - 1 : placeOf.get(source);
      const to =
        target === null
          ? boxes.push({ width: portWidth, height: 0, pin: 'bottom' }) - 1
          : placeOf.get(target);
      return { source: from ?? 0, target: to ?? 0, isBack };
    });
    const level = layoutLevel(boxes, edges);
    members.forEach((member, place) => {
      centres[member] = level.centres[place] ?? { x: 0, y: 0 };
    });
    lines.forEach((line, index) => {
      const points = [...(level.bends[index] ?? [])];
      const edge = edges[index];
      if (line.source === null) points.unshift(level.centres[edge?.source ?? 0] ?? { x: 0, y: 0 });
      if (line.target === null) points.push(level.centres[edge?.target ?? 0] ?? { x: 0, y: 0 });
      pieces.set(line, points);
    });
    return level;
  };
  const { width, height } = layOut(-1);

  // From places within the parent to places in the picture.
  const origins: Point[] = scene.items.map(() => ({ x: 0, y: 0 }));
  const byDepth = [...depths.keys()].sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
  const boxes = new Float64Array(scene.items.length * 4);
  const originOf = (parent: number): Point =>
    parent < 0 ? { x: 0, y: 0 } : (origins[parent] ?? { x: 0, y: 0 });
  for (const index of byDepth) {
    const origin = originOf(parents[index] ?? -1);
    const centre = centres[index] ?? { x: 0, y: 0 };
    const size = sizes[index] ?? { width: 0, height: 0 };
    const x = origin.x + centre.x;
    const y = origin.y + centre.y;
    boxes.set([x, y, size.width, size.height], index * 4);
    origins[index] = {
      x: x - (innerWidths[index] ?? 0) / 2,
      y: y - size.height / 2 + padding + titleHeight,
    };
  }
  const bends: Point[][] = scene.edges.map(() => []);
  // The pieces of a line come in the order of its way: out of the boxes around its source, into those around its target.
  for (const { edge, line, parent } of levels.order) {
    const origin = originOf(parent);
    const way = bends[edge];
    for (const { x, y } of pieces.get(line) ?? []) way?.push({ x: x + origin.x, y: y + origin.y });
  }
  return { boxes, bends, width, height };
}

/** Width of the place where a line crosses the border of an open box. */
const portWidth = 6;

/** A line within one level. A null end lies outside the open box that the level stands in. */
interface LevelLine {
  readonly source: number | null;
  readonly target: number | null;
  readonly isBack: boolean;
}

/** The lines of each level, and for each edge of the scene the lines that it is made of. */
interface Levels {
  get(parent: number): ReadonlyMap<string, LevelLine> | undefined;
  readonly order: readonly { readonly edge: number; readonly line: LevelLine; readonly parent: number }[];
}

/**
 * Cuts each edge at the borders of open boxes: out of those around its source, across the level where the ends part, into
 * those around its target. Edges with a piece in common share it.
 */
function linesByLevel(
  scene: Scene,
  indexOf: ReadonlyMap<string, number>,
  parents: readonly number[],
  depths: readonly number[],
): Levels {
  const byLevel = new Map<number, Map<string, LevelLine>>();
  const order: { edge: number; line: LevelLine; parent: number }[] = [];
  const lineAt = (
    parent: number,
    source: number | null,
    target: number | null,
    isBack: boolean,
  ): LevelLine => {
    const known = byLevel.get(parent) ?? new Map<string, LevelLine>();
    byLevel.set(parent, known);
    const key = `${source ?? 'in'},${target ?? 'out'},${isBack ? 'back' : ''}`;
    const line = known.get(key) ?? { source, target, isBack };
    known.set(key, line);
    return line;
  };
  scene.edges.forEach((edge, index) => {
    let source = indexOf.get(edge.source) ?? -1;
    let target = indexOf.get(edge.target) ?? -1;
    if (source < 0 || target < 0 || source === target) return;
    const ways: { parent: number; line: LevelLine }[] = [];
    const entries: { parent: number; line: LevelLine }[] = [];
    const leave = (): void => {
      const parent = parents[source] ?? -1;
      ways.push({ parent, line: lineAt(parent, source, null, false) });
      source = parent;
    };
    const enter = (): void => {
      const parent = parents[target] ?? -1;
      entries.unshift({ parent, line: lineAt(parent, null, target, false) });
      target = parent;
    };
    if (isAround(source, target, parents) || isAround(target, source, parents)) return;
    while ((depths[source] ?? 0) > (depths[target] ?? 0)) leave();
    while ((depths[target] ?? 0) > (depths[source] ?? 0)) enter();
    while (parents[source] !== parents[target]) {
      leave();
      enter();
    }
    const level = parents[source] ?? -1;
    const middle = { parent: level, line: lineAt(level, source, target, edge.isBack) };
    for (const way of [...ways, middle, ...entries]) order.push({ edge: index, ...way });
  });
  return { get: (parent) => byLevel.get(parent), order };
}

function isAround(outer: number, inner: number, parents: readonly number[]): boolean {
  for (let at = parents[inner] ?? -1; at >= 0; at = parents[at] ?? -1) if (at === outer) return true;
  return false;
}

function depthOf(index: number, parents: readonly number[]): number {
  let depth = 0;
  for (let at = parents[index] ?? -1; at >= 0; at = parents[at] ?? -1) depth++;
  return depth;
}

/** Titles begin at the left: short ones end before the middle, where lines come in. */
function titleWidth(item: SceneItem | undefined): number {
  const title = (item?.label.length ?? 0) * 7;
  return Math.max(140, title + 90, Math.min(260, title * 2 + 44));
}
