/** A box of one level, by its place in the list. Sizes in pixels at zoom 1. */
export interface LevelBox {
  readonly width: number;
  readonly height: number;
  /** Held above or below all other boxes: where lines come in and go out. */
  readonly pin?: 'top' | 'bottom';
}

/** A line of one level, by places in the list of boxes. */
export interface LevelEdge {
  readonly source: number;
  readonly target: number;
  /** Known to lead back; cycles that are not known are found. */
  readonly isBack: boolean;
}

/** What the steps of the layout work on: boxes first, then bends of long lines, each in a layer. */
export interface LayeredGraph {
  /** Real boxes; vertices from here on are bends. */
  readonly boxCount: number;
  readonly layerOf: readonly number[];
  readonly layers: number[][];
  /** Neighbours in the layer above and below. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
  /** Bends of each edge from its upper to its lower end; null for a line too long to be led around boxes. */
  readonly bendsOf: readonly (readonly number[] | null)[];
  readonly isReversed: readonly boolean[];
}

/** Longest way that a line is led around boxes, and bends in all: beyond, it is drawn straight. */
const maxSpan = 400;
const maxBendsPerBox = 12;

/**
 * Puts boxes in layers, top to bottom, and cuts long lines at each layer. Lines from one box share their bends: they run
 * as one until they part. Cycles are broken at lines that lead back.
 */
export function layerGraph(boxes: readonly LevelBox[], edges: readonly LevelEdge[]): LayeredGraph {
  const boxCount = boxes.length;
  const isReversed = reverseBackEdges(boxCount, edges);
  const ends = edges.map(({ source, target }, index) =>
    isReversed[index] === true ? { from: target, to: source } : { from: source, to: target },
  );
  const layerOf = pinLayers(boxes, assignLayers(boxCount, ends));
  return cutLongEdges(boxCount, ends, layerOf, isReversed);
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

function reverseBackEdges(boxCount: number, edges: readonly LevelEdge[]): boolean[] {
  const outgoing: number[][] = Array.from({ length: boxCount }, () => []);
  const incoming = new Int32Array(boxCount);
  edges.forEach(({ source, target, isBack }, index) => {
    if (isBack) return;
    outgoing[source]?.push(index);
    incoming[target] = (incoming[target] ?? 0) + 1;
  });
  const isReversed = edges.map(({ isBack }) => isBack);
  const state = new Uint8Array(boxCount);
  const starts = [...Array(boxCount).keys()];
  // Depth first from the sources, then from whatever is left; by hand, since models are deeper than the stack.
  for (const start of [...starts.filter((box) => incoming[box] === 0), ...starts]) {
    if (state[start] !== 0) continue;
    state[start] = 1;
    const path: { readonly box: number; next: number }[] = [{ box: start, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = outgoing[top.box]?.[top.next++];
      if (edge === undefined) {
        state[top.box] = 2;
        path.pop();
        continue;
      }
      const target = edges[edge]?.target ?? -1;
      if (state[target] === 1) isReversed[edge] = true;
      else if (state[target] === 0) {
        state[target] = 1;
        path.push({ box: target, next: 0 });
      }
    }
  }
  return isReversed;
}

/** Longest path from the top, then what feeds only later boxes comes down to them. */
function assignLayers(boxCount: number, ends: readonly Ends[]): number[] {
  const outgoing: number[][] = Array.from({ length: boxCount }, () => []);
  const incoming: number[][] = Array.from({ length: boxCount }, () => []);
  for (const { from, to } of ends) {
    if (from === to) continue;
    outgoing[from]?.push(to);
    incoming[to]?.push(from);
  }
  const missing = incoming.map((list) => list.length);
  const order: number[] = [];
  for (let box = 0; box < boxCount; box++) if (missing[box] === 0) order.push(box);
  const layerOf = new Array<number>(boxCount).fill(0);
  for (let at = 0; at < order.length; at++) {
    const box = order[at] ?? 0;
    for (const next of outgoing[box] ?? []) {
      layerOf[next] = Math.max(layerOf[next] ?? 0, (layerOf[box] ?? 0) + 1);
      missing[next] = (missing[next] ?? 0) - 1;
      if (missing[next] === 0) order.push(next);
    }
  }
  for (let at = order.length - 1; at >= 0; at--) {
    const box = order[at] ?? 0;
    const next = outgoing[box] ?? [];
    if (next.length === 0 || (incoming[box]?.length ?? 0) > next.length - 1) continue;
    const lowest = Math.min(...next.map((other) => layerOf[other] ?? 0)) - 1;
    if (lowest > (layerOf[box] ?? 0)) layerOf[box] = lowest;
  }
  return layerOf;
}

function pinLayers(boxes: readonly LevelBox[], layerOf: readonly number[]): number[] {
  const free = layerOf.filter((_, box) => boxes[box]?.pin === undefined);
  const hasTop = boxes.some(({ pin }) => pin === 'top');
  const highest = free.reduce((least, layer) => Math.min(least, layer), Infinity);
  const lowest = free.reduce((most, layer) => Math.max(most, layer), 0);
  // The highest free box may have come after a pinned one: it is brought up again.
  const shift = (hasTop ? 1 : 0) - (highest === Infinity ? 0 : highest);
  return layerOf.map((layer, box) => {
    const pin = boxes[box]?.pin;
    return pin === 'top' ? 0 : pin === 'bottom' ? lowest + shift + 1 : layer + shift;
  });
}

function cutLongEdges(
  boxCount: number,
  ends: readonly Ends[],
  boxLayers: readonly number[],
  isReversed: readonly boolean[],
): LayeredGraph {
  const layerOf = [...boxLayers];
  const layerCount = layerOf.reduce((most, layer) => Math.max(most, layer + 1), 0);
  const layers: number[][] = Array.from({ length: layerCount }, () => []);
  layerOf.forEach((layer, box) => layers[layer]?.push(box));
  const above: number[][] = Array.from({ length: boxCount }, () => []);
  const below: number[][] = Array.from({ length: boxCount }, () => []);
  const link = (upper: number, lower: number): void => {
    if (below[upper]?.includes(lower) === true) return;
    below[upper]?.push(lower);
    above[lower]?.push(upper);
  };
  /** The bends below each box, one a layer, shared by all its lines. */
  const chains = new Map<number, number[]>();
  let budget = boxCount * maxBendsPerBox + 2000;
  const bendsOf = ends.map(({ from, to }) => {
    const top = layerOf[from] ?? 0;
    const span = (layerOf[to] ?? 0) - top;
    if (from === to || span <= 0) return [];
    if (span === 1) {
      link(from, to);
      return [];
    }
    const chain = chains.get(from) ?? [];
    chains.set(from, chain);
    const needed = Math.max(0, span - 1 - chain.length);
    if (span > maxSpan || needed > budget) return null;
    budget -= needed;
    while (chain.length < span - 1) {
      const bend = layerOf.length;
      const layer = top + chain.length + 1;
      layerOf.push(layer);
      above.push([]);
      below.push([]);
      layers[layer]?.push(bend);
      link(chain.at(-1) ?? from, bend);
      chain.push(bend);
    }
    const bends = chain.slice(0, span - 1);
    link(bends.at(-1) ?? from, to);
    return bends;
  });
  return { boxCount, layerOf, layers, above, below, bendsOf, isReversed };
}
