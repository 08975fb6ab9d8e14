import type { EdgeDefinition, NodeDefinition } from 'cytoscape';
import type { Picture } from '#renderer/stores/graphStore.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import type { SceneEdge, SceneItem } from '#shared/graphView/scene.ts';
import type { GraphColors } from './graphColors.ts';

/** Words that the window puts on boxes; the rest comes from the file. */
export interface GraphWords {
  /** A group without a name. */
  readonly part: (nodes: number) => string;
  readonly nodes: (count: number) => string;
  readonly values: (count: number) => string;
}

/** Characters that fit into a width, roughly, at the sizes of the style. */
function cut(text: string, width: number, perCharacter: number): string {
  const fits = Math.max(4, Math.floor((width - 16) / perCharacter));
  return text.length <= fits ? text : `${text.slice(0, fits - 1)}…`;
}

/** The lines of words on a box. */
export function labelOf(item: SceneItem, width: number, words: GraphWords): string {
  const { kind, label, detail, nodeCount, repeats } = item;
  const inner = kind === 'op' && !item.isOpen ? width : width + 8;
  const wide = (text: string): string => cut(text, inner, 7);
  switch (kind) {
    case 'op':
    case 'input':
    case 'output':
      return detail === '' || item.isOpen ? wide(label) : `${wide(label)}\n${wide(detail)}`;
    case 'body':
      return wide(label);
    case 'scope':
      return item.isOpen ? wide(label) : `${wide(label)}\n${words.nodes(nodeCount)}`;
    case 'repeat': {
      const name = `${label === '' ? detail : label} × ${repeats}`;
      return item.isOpen ? wide(name) : `${wide(name)}\n${words.nodes(nodeCount)}`;
    }
    case 'section':
      return item.isOpen ? wide(words.part(nodeCount)) : `${wide(words.part(nodeCount))}\n${wide(detail)}`;
  }
}

/** A box as Cytoscape takes it. */
export function nodeElement(
  picture: Picture,
  index: number,
  colors: GraphColors,
  words: GraphWords,
): NodeDefinition | null {
  const item = picture.scene.items[index];
  const { boxes } = picture.layout;
  const [x, y, width, height] = [0, 1, 2, 3].map((offset) => boxes[index * 4 + offset] ?? 0) as [
    number,
    number,
    number,
    number,
  ];
  if (item === undefined) return null;
  const isContainer = item.isOpen;
  const isGroup = item.kind === 'scope' || item.kind === 'repeat' || item.kind === 'section';
  const look =
    isGroup || item.kind === 'body'
      ? colors.group
      : item.kind === 'input' || item.kind === 'output'
        ? colors.port
        : colors.categories[item.category];
  const classes = [
    item.kind,
    ...(isContainer ? ['container'] : []),
    ...(item.blocked > 0 ? ['blocked'] : item.conditional > 0 ? ['conditional'] : []),
    ...(item.beyondCut > 0 && !isContainer ? ['beyond'] : []),
  ];
  return {
    group: 'nodes',
    data: {
      id: item.id,
      label: mark(item) + labelOf(item, width, words),
      width,
      height,
      depth: depthOf(item.id, item.parent, picture),
      fill: isContainer ? colors.container : look.fill,
      stroke: isContainer ? colors.containerStroke : look.stroke,
      text: isContainer ? colors.group.text : look.text,
    },
    position: { x, y },
    classes,
    grabbable: false,
  };
}

/** A sign before the words that does not depend on colour. */
function mark(item: SceneItem): string {
  if (item.isOpen) return '';
  if (item.blocked > 0) return item.nodeCount > 1 ? `✕ ${item.blocked}  ` : '✕ ';
  if (item.conditional > 0) return item.nodeCount > 1 ? `△ ${item.conditional}  ` : '△ ';
  return item.canOpen ? '+ ' : '';
}

const depths = new WeakMap<Picture, ReadonlyMap<string, number>>();

function depthOf(id: string, parent: string | null, picture: Picture): number {
  let known = depths.get(picture);
  if (known === undefined) {
    const made = new Map<string, number>();
    // Parents stand before their children in a scene.
    for (const item of picture.scene.items) {
      made.set(item.id, item.parent === null ? 0 : (made.get(item.parent) ?? 0) + 1);
    }
    depths.set(picture, made);
    known = made;
  }
  return known.get(id) ?? (parent === null ? 0 : 1);
}

/** A line as Cytoscape takes it: its bends as distances from the straight line between the centres. */
export function edgeElement(picture: Picture, index: number, words: GraphWords): EdgeDefinition | null {
  const edge = picture.scene.edges[index];
  if (edge === undefined) return null;
  const ends = endsOf(picture, edge);
  if (ends === null) return null;
  const bends = picture.layout.bends[index] ?? [];
  const { weights, distances } = relative(ends.source, ends.target, bends);
  return {
    group: 'edges',
    data: {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      label: edge.count > 1 ? words.values(edge.count) : edge.label,
      ...(weights.length > 0 ? { weights, distances } : {}),
    },
    classes: [
      ...(weights.length > 0 ? ['bent'] : []),
      ...(ends.isUpward ? ['upward'] : []),
      ...(edge.isControl ? ['control'] : []),
      ...(edge.isBack ? ['back'] : []),
      ...(edge.isCut ? ['cut'] : []),
    ],
  };
}

const places = new WeakMap<Picture, ReadonlyMap<string, number>>();

function endsOf(
  picture: Picture,
  edge: SceneEdge,
): { readonly source: Point; readonly target: Point; readonly isUpward: boolean } | null {
  let indexOf = places.get(picture);
  if (indexOf === undefined) {
    indexOf = new Map(picture.scene.items.map(({ id }, index) => [id, index]));
    places.set(picture, indexOf);
  }
  const source = indexOf.get(edge.source);
  const target = indexOf.get(edge.target);
  if (source === undefined || target === undefined) return null;
  const { boxes } = picture.layout;
  const at = (index: number): Point => ({ x: boxes[index * 4] ?? 0, y: boxes[index * 4 + 1] ?? 0 });
  const from = at(source);
  const to = at(target);
  return { source: from, target: to, isUpward: from.y > to.y };
}

function relative(
  source: Point,
  target: Point,
  bends: readonly Point[],
): { readonly weights: number[]; readonly distances: number[] } {
  const dx = target.x - source.x;
  const dy = target.y - source.y;
  const length = Math.hypot(dx, dy);
  if (length < 1) return { weights: [], distances: [] };
  return {
    weights: bends.map(({ x, y }) => ((x - source.x) * dx + (y - source.y) * dy) / (length * length)),
    distances: bends.map(({ x, y }) => ((y - source.y) * dx - (x - source.x) * dy) / length),
  };
}
