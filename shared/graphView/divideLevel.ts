import type { NodeId } from '../model/modelGraph.ts';
import type { LevelContext, TreeItem } from './scopeTree.ts';

/** More than this on one level is divided: what a person reads at a glance, with room for what opens inside. */
const maxChildren = 48;
/** Blocks must come at least this often to be folded. */
const minRepeats = 3;
/** Longest block that is looked for, in items of the level. */
const maxPeriod = 96;
/** How long sections are to be when a level has no structure to go by. */
const sectionLength = 24;

/**
 * Makes a level readable. Scopes of one structure that follow each other are folded ("bottleneck x 7"); a level that is
 * still wide has its repeated stretches folded, and is then divided where the fewest values cross.
 *
 * @param items - in topological order
 */
export function divideLevel(items: readonly TreeItem[], context: LevelContext): readonly TreeItem[] {
  let level = foldScopes(items, context);
  if (level.length > maxChildren) level = foldStretches(level, context);
  while (level.length > maxChildren) level = cutIntoSections(level, context);
  return level;
}

/** Runs of scopes that are alike. */
function foldScopes(items: readonly TreeItem[], context: LevelContext): readonly TreeItem[] {
  const level: TreeItem[] = [];
  for (let start = 0; start < items.length;) {
    const first = items[start];
    let end = start + 1;
    if (first?.kind === 'scope') {
      while (items[end]?.kind === 'scope' && isAlike(first, items[end])) end++;
    }
    const run = items.slice(start, end);
    if (run.length >= minRepeats) level.push(makeRepeat(run, context));
    else level.push(...run);
    start = end;
  }
  return level;
}

/** Of one structure, and of one name but for the numbers in it. */
function isAlike(a: TreeItem, b: TreeItem | undefined): boolean {
  const plain = ({ name }: TreeItem): string => name.replaceAll(/\d+/g, '#');
  return b?.signature === a.signature && plain(a) === plain(b);
}

interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** Stretches that come again and again one after the other, the one that covers most first. */
function foldStretches(items: readonly TreeItem[], context: LevelContext): readonly TreeItem[] {
  const crossings = crossingsOf(items, context);
  const fold = (from: number, to: number): readonly TreeItem[] => {
    const best = bestRepeat(items, from, to, crossings);
    if (best === null) return items.slice(from, to);
    const blocks: TreeItem[] = [];
    for (let index = 0; index < best.count; index++) {
      const start = best.start + index * best.period;
      const block = items.slice(start, start + best.period);
      const [only] = block;
      blocks.push(
        block.length === 1 && only !== undefined
          ? only
          : context.makeGroup('block', String(index + 1), '', block),
      );
    }
    const end = best.start + best.count * best.period;
    return [...fold(from, best.start), makeRepeat(blocks, context), ...fold(end, to)];
  };
  return fold(0, items.length);
}

function bestRepeat(
  items: readonly TreeItem[],
  from: number,
  to: number,
  crossings: Int32Array,
): Repeat | null {
  let best: (Repeat & { readonly covered: number; readonly cost: number }) | null = null;
  const longest = Math.min(maxPeriod, Math.floor((to - from) / minRepeats));
  for (let period = 1; period <= longest; period++) {
    let run = 0;
    for (let at = from; at + period <= to; at++) {
      const isSame = at + period < to && items[at]?.signature === items[at + period]?.signature;
      if (isSame) {
        run++;
        continue;
      }
      const count = Math.floor(run / period) + 1;
      const start = at - run;
      const slack = run + period - count * period;
      run = 0;
      if (count < minRepeats || (period === 1 && items[start]?.kind === 'op')) continue;
      const phase = bestPhase(start, period, count, slack, crossings);
      const covered = count * period;
      // A period of twice the length covers as much and says less.
      if (best === null || covered > best.covered || (covered === best.covered && period < best.period)) {
        best = { start: start + phase.offset, period, count, covered, cost: phase.cost };
      }
    }
  }
  // A block that cannot be cut out without cutting many values is no block.
  return best === null || best.cost > (best.count + 1) * (usualCrossing(crossings, best) + 0.5) ? null : best;
}

/** A group of blocks; more than a level takes stand in sections. */
function makeRepeat(blocks: readonly TreeItem[], context: LevelContext): TreeItem {
  const stem = blocks.every(({ kind }) => kind === 'scope') ? stemOf(blocks.map(({ name }) => name)) : '';
  let children = blocks;
  while (children.length > maxChildren) children = cutIntoSections(children, context);
  return context.makeGroup('repeat', stem, '', children, blocks.length);
}

/** Values that cross a place of the stretch on average: long lines that pass by cross them all. */
function usualCrossing(crossings: Int32Array, { start, period, count }: Repeat): number {
  const end = start + period * count;
  let sum = 0;
  for (let at = start; at <= end; at++) sum += crossings[at] ?? 0;
  return sum / (end - start + 1);
}

/** Where the blocks begin so that the fewest values cross their borders. */
function bestPhase(
  start: number,
  period: number,
  count: number,
  slack: number,
  crossings: Int32Array,
): { readonly offset: number; readonly cost: number } {
  let best = { offset: 0, cost: Infinity };
  for (let offset = 0; offset <= Math.min(slack, period - 1); offset++) {
    let cost = 0;
    for (let index = 0; index <= count; index++) cost += crossings[start + offset + index * period] ?? 0;
    if (cost < best.cost) best = { offset, cost };
  }
  return best;
}

/** Stretches of about {@link sectionLength} items, each border at the narrowest place in reach. */
function cutIntoSections(items: readonly TreeItem[], context: LevelContext): readonly TreeItem[] {
  const crossings = crossingsOf(items, context);
  const length = Math.max(sectionLength, Math.ceil(items.length / maxChildren));
  const level: TreeItem[] = [];
  for (let start = 0; start < items.length;) {
    const latest = Math.min(items.length, start + Math.round(length * 1.5));
    let end = latest;
    if (latest < items.length) {
      const earliest = start + Math.max(2, Math.round(length * 0.5));
      for (let at = latest; at >= earliest; at--) {
        if ((crossings[at] ?? 0) < (crossings[end] ?? 0)) end = at;
      }
    }
    const part = items.slice(start, end);
    const [only] = part;
    if (part.length === 1 && only !== undefined) level.push(only);
    else level.push(context.makeGroup('section', String(level.length + 1), '', part));
    start = end;
  }
  return level;
}

/** For each place before an item, how many producers before it are used after it. */
function crossingsOf(items: readonly TreeItem[], context: LevelContext): Int32Array {
  const itemOf = new Map<NodeId, number>();
  const collect = (item: TreeItem, index: number): void => {
    if (item.node !== null) itemOf.set(item.node, index);
    for (const child of item.children) collect(child, index);
  };
  items.forEach(collect);
  const last = new Int32Array(items.length).fill(-1);
  for (const [node, index] of itemOf) {
    for (const producer of context.producers[node] ?? []) {
      const from = itemOf.get(producer);
      if (from !== undefined && from < index) last[from] = Math.max(last[from] ?? -1, index);
    }
  }
  const steps = new Int32Array(items.length + 2);
  last.forEach((to, from) => {
    if (to < 0) return;
    steps[from + 1] = (steps[from + 1] ?? 0) + 1;
    steps[to + 1] = (steps[to + 1] ?? 0) - 1;
  });
  const crossings = new Int32Array(items.length + 1);
  for (let at = 1; at <= items.length; at++) crossings[at] = (crossings[at - 1] ?? 0) + (steps[at] ?? 0);
  return crossings;
}

/** What names have in common before their numbers: `block_1`, `block_2` give `block`. */
function stemOf(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) {
    while (!name.startsWith(first.slice(0, length))) length--;
  }
  return first
    .slice(0, length)
    .replace(/\d+$/, '')
    .replace(/[_.\-/]+$/, '');
}
