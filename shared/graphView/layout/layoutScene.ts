import type { Scene, SceneItem } from '../scene.ts';
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
  const levelEdges = edgesByLevel(scene, indexOf, parents, depths);

  const sizes = scene.items.map(({ width, height }) => ({ width, height }));
  const centres: Point[] = scene.items.map(() => ({ x: 0, y: 0 }));
  const bends: Point[][] = scene.edges.map(() => []);
  const layOut = (parent: number): { readonly width: number; readonly height: number } => {
    const members = children.get(parent) ?? [];
    for (const member of members) {
      if (!children.has(member)) continue;
      const inner = layOut(member);
      const minimum = titleWidth(scene.items[member]);
      sizes[member] = {
        width: Math.max(minimum, inner.width + 2 * padding),
        height: inner.height + padding * 2 + titleHeight,
      };
    }
    const placeOf = new Map(members.map((member, place) => [member, place]));
    const edges = levelEdges.get(parent) ?? [];
    const level = layoutLevel(
      members.map((member) => sizes[member] ?? { width: 0, height: 0 }),
      edges.map(({ source, target, isBack }) => ({
        source: placeOf.get(source) ?? 0,
        target: placeOf.get(target) ?? 0,
        isBack,
      })),
    );
    members.forEach((member, place) => {
      centres[member] = level.centres[place] ?? { x: 0, y: 0 };
    });
    edges.forEach(({ sceneEdges }, index) => {
      for (const edge of sceneEdges) bends[edge] = [...(level.bends[index] ?? [])];
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
    const inner = innerWidth(children.get(index), centres, sizes);
    origins[index] = { x: x - inner / 2, y: y - size.height / 2 + padding + titleHeight };
  }
  for (const [parent, edges] of levelEdges) {
    const origin = originOf(parent);
    for (const { sceneEdges } of edges) {
      for (const edge of sceneEdges) {
        bends[edge] = (bends[edge] ?? []).map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y }));
      }
    }
  }
  return { boxes, bends, width, height };
}

interface JoinedEdge {
  readonly source: number;
  readonly target: number;
  readonly isBack: boolean;
  readonly sceneEdges: number[];
}

/** Each line at the level where its ends part: there it runs from one box to another. */
function edgesByLevel(
  scene: Scene,
  indexOf: ReadonlyMap<string, number>,
  parents: readonly number[],
  depths: readonly number[],
): ReadonlyMap<number, readonly JoinedEdge[]> {
  const byLevel = new Map<number, Map<string, JoinedEdge>>();
  scene.edges.forEach((edge, index) => {
    let source = indexOf.get(edge.source) ?? -1;
    let target = indexOf.get(edge.target) ?? -1;
    if (source < 0 || target < 0) return;
    while ((depths[source] ?? 0) > (depths[target] ?? 0)) source = parents[source] ?? -1;
    while ((depths[target] ?? 0) > (depths[source] ?? 0)) target = parents[target] ?? -1;
    while (source !== target && parents[source] !== parents[target]) {
      source = parents[source] ?? -1;
      target = parents[target] ?? -1;
    }
    if (source === target || source < 0 || target < 0) return;
    const level = parents[source] ?? -1;
    const known = byLevel.get(level) ?? new Map<string, JoinedEdge>();
    byLevel.set(level, known);
    const key = `${source},${target},${edge.isBack ? 'back' : ''}`;
    const joined = known.get(key);
    if (joined === undefined) known.set(key, { source, target, isBack: edge.isBack, sceneEdges: [index] });
    else joined.sceneEdges.push(index);
  });
  return new Map([...byLevel].map(([level, edges]) => [level, [...edges.values()]]));
}

function depthOf(index: number, parents: readonly number[]): number {
  let depth = 0;
  for (let at = parents[index] ?? -1; at >= 0; at = parents[at] ?? -1) depth++;
  return depth;
}

function titleWidth(item: SceneItem | undefined): number {
  return Math.max(140, (item?.label.length ?? 0) * 7 + 90);
}

/** The picture within a box may be narrower than the box with its title. */
function innerWidth(
  members: readonly number[] | undefined,
  centres: readonly Point[],
  sizes: readonly { readonly width: number }[],
): number {
  return (members ?? []).reduce(
    (most, member) => Math.max(most, (centres[member]?.x ?? 0) + (sizes[member]?.width ?? 0) / 2),
    0,
  );
}
