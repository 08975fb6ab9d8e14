import type { EdgeDefinition, NodeDefinition } from 'cytoscape';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import type { SceneItem } from '#shared/graphView/scene.ts';
import type { EdgeLabel } from './edgeLabels.ts';
import type { CategoryColors, GraphColors } from './graphColors.ts';
import type { IndexedPicture } from './visibleParts.ts';

/** Words that the window puts on boxes; the rest comes from the file. */
export interface GraphWords {
  /** A section without a name, by its number. */
  readonly part: (number: string) => string;
  /** One of repeated blocks, by its number. */
  readonly block: (number: string) => string;
  /** What the outputs do not need. */
  readonly aside: string;
  readonly nodes: (count: number) => string;
  readonly values: (count: number) => string;
  /** Inputs that share one box. */
  readonly inputs: (count: number) => string;
  readonly outputs: (count: number) => string;
}

/** Characters that fit into a width, roughly, at the sizes of the style. */
function cut(text: string, width: number): string {
  const fits = Math.max(4, Math.floor((width - 16) / 7));
  return text.length <= fits ? text : `${text.slice(0, fits - 1)}…`;
}

/** The lines of words on a box, with the signs before them that do not depend on colour. */
export function labelOf(item: SceneItem, width: number, words: GraphWords): string {
  const { kind, label, detail, nodeCount, repeats, isOpen } = item;
  const isNumbered = kind === 'section' || kind === 'block';
  const first = isNumbered
    ? (kind === 'block' ? words.block : words.part)(label)
    : kind === 'repeat'
      ? `${label === '' ? detail : label} × ${repeats}`
      : repeats > 0
        ? (kind === 'input' ? words.inputs : words.outputs)(repeats)
        : kind === 'aside'
          ? words.aside
          : label;
  if (isOpen) return cut(first, width);
  const second = kind === 'scope' || kind === 'repeat' || kind === 'aside' ? words.nodes(nodeCount) : detail;
  const whole = isNumbered ? `${first} · ${words.nodes(nodeCount)}` : first;
  const line = signOf(item) + cut(whole, width + 8);
  return second === '' ? line : `${line}\n${cut(second, width + 8)}`;
}

function signOf({ blocked, conditional, nodeCount, canOpen }: SceneItem): string {
  if (blocked > 0) return nodeCount > 1 ? `✕ ${blocked}  ` : '✕ ';
  if (conditional > 0) return nodeCount > 1 ? `△ ${conditional}  ` : '△ ';
  return canOpen ? '+ ' : '';
}

/** The colours of a box by what it is; what a runtime makes of it is drawn on its border. */
export function lookOf(item: SceneItem, colors: GraphColors): CategoryColors {
  if (item.isOpen) return { fill: colors.container, stroke: colors.containerStroke, text: colors.group.text };
  if (item.kind === 'op') return colors.categories[item.category];
  return item.kind === 'input' || item.kind === 'output' ? colors.port : colors.group;
}

/**
 * A box as Cytoscape takes it.
 *
 * @param more - classes that tell of the window's state
 */
export function nodeElement(
  { picture, depths }: IndexedPicture,
  index: number,
  colors: GraphColors,
  words: GraphWords,
  more: readonly string[],
): NodeDefinition | null {
  const item = picture.scene.items[index];
  if (item === undefined) return null;
  const [x = 0, y = 0, width = 0, height = 0] = picture.layout.boxes.subarray(index * 4, index * 4 + 4);
  const { fill, stroke, text } = lookOf(item, colors);
  const classes = [
    item.kind,
    ...(item.isOpen ? ['container'] : []),
    ...(item.blocked > 0 ? ['blocked'] : item.conditional > 0 ? ['conditional'] : []),
    ...(item.beyondCut > 0 && !item.isOpen ? ['beyond'] : []),
    ...more,
  ];
  return {
    group: 'nodes',
    data: {
      id: item.id,
      label: labelOf(item, width, words),
      // The title of an open box begins at its left, where no lines come in.
      ...(item.isOpen ? { titleX: 12 - width } : {}),
      width,
      height,
      // Open boxes lie below what stands in them, and below all lines.
      layer: item.isOpen ? 1 + Math.min(8, depths[index] ?? 0) : 20,
      fill,
      stroke,
      text,
    },
    position: { x, y },
    classes,
    grabbable: false,
  };
}

/** A line as Cytoscape takes it: its bends as distances from the straight line between the centres. */
export function edgeElement(
  { picture, ends }: IndexedPicture,
  index: number,
  label: EdgeLabel | null,
  more: readonly string[],
): EdgeDefinition | null {
  const edge = picture.scene.edges[index];
  if (edge === undefined) return null;
  const { boxes } = picture.layout;
  const at = (end: number): Point => ({ x: boxes[end * 4] ?? 0, y: boxes[end * 4 + 1] ?? 0 });
  const source = at(ends[index * 2] ?? 0);
  const target = at(ends[index * 2 + 1] ?? 0);
  const { weights, distances } = relative(source, target, picture.layout.bends[index] ?? []);
  return {
    group: 'edges',
    data: {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      label: label?.text ?? '',
      ...(weights.length > 0 ? { weights, distances } : {}),
    },
    classes: [
      ...(weights.length > 0 ? ['bent'] : []),
      ...(source.y > target.y ? ['upward'] : []),
      ...(edge.isControl ? ['control'] : []),
      ...(edge.isBack ? ['back'] : []),
      ...(edge.isCut ? ['cut'] : []),
      ...more,
    ],
  };
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
