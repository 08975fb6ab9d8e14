/** The parts that a data set is divided into for training. */
export const splitNames = ['train', 'val', 'test'] as const;

/** One of {@link splitNames}. */
export type SplitName = (typeof splitNames)[number];

/** Shares of the images, whatever they sum up to. */
export type SplitRatios = Readonly<Record<SplitName, number>>;

/** An image to be put into a split. */
export interface SplitItem {
  readonly imageId: number;
  /** Images of one group never fall on two sides: one writer, one source. */
  readonly group: string;
  /** How many boxes of each label it has, by label id. */
  readonly labelCounts: ReadonlyMap<number, number>;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, the same sequence on each machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface SplitGroup {
  readonly imageIds: number[];
  readonly labelCounts: Map<number, number>;
  readonly order: number;
}

function groupItems(items: readonly SplitItem[], seed: number): readonly SplitGroup[] {
  const random = randomFrom(seed);
  const groups = new Map<string, SplitGroup>();
  const inOrder = items.toSorted((a, b) =>
    a.group < b.group ? -1 : a.group > b.group ? 1 : a.imageId - b.imageId,
  );
  for (const { imageId, group, labelCounts } of inOrder) {
    const own = groups.get(group) ?? {
      imageIds: [],
      labelCounts: new Map<number, number>(),
      order: random(),
    };
    groups.set(group, own);
    own.imageIds.push(imageId);
    for (const [label, count] of labelCounts)
      own.labelCounts.set(label, (own.labelCounts.get(label) ?? 0) + count);
  }
  // Large groups first: small ones can still even out what these upset.
  return [...groups.values()].sort((a, b) => b.imageIds.length - a.imageIds.length || a.order - b.order);
}

/** Whole numbers of images in proportion to the shares: largest remainders (Hare), earlier splits first. */
function quotas(shares: ReadonlyMap<SplitName, number>, count: number): Map<SplitName, number> {
  const exact = [...shares].map(([name, share]) => ({ name, whole: Math.floor(share * count), share }));
  let left = count - exact.reduce((sum, { whole }) => sum + whole, 0);
  const byRemainder = exact.toSorted((a, b) => b.share * count - b.whole - (a.share * count - a.whole));
  const given = new Map(exact.map(({ name, whole }) => [name, whole]));
  for (const { name, whole } of byRemainder) {
    if (left <= 0) break;
    given.set(name, whole + 1);
    left -= 1;
  }
  return given;
}

/**
 * Divides images into splits: iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011), over whole groups. The rarest
 * label is dealt out first, each group to the split that lacks most of it, as long as that split lacks images at all. The
 * same items, ratios and seed give the same splits, in whichever order the items come.
 */
export function planSplits(
  items: readonly SplitItem[],
  ratios: SplitRatios,
  seed: number,
): ReadonlyMap<number, SplitName> {
  const sum = splitNames.reduce((total, name) => total + ratios[name], 0);
  const used = splitNames.filter((name) => ratios[name] > 0);
  const shares = new Map(used.map((name) => [name, ratios[name] / sum]));
  const groups = groupItems(items, seed);
  const totals = new Map<number, number>();
  const groupsOf = new Map<number, SplitGroup[]>();
  for (const group of groups) {
    for (const [label, count] of group.labelCounts) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      const others = groupsOf.get(label);
      if (others === undefined) groupsOf.set(label, [group]);
      else others.push(group);
    }
  }
  const lackingImages = quotas(shares, items.length);
  const lackingBoxes = new Map(
    [...shares].map(([name, share]) => [
      name,
      new Map([...totals].map(([label, count]) => [label, share * count])),
    ]),
  );
  const plan = new Map<number, SplitName>();
  const assigned = new Set<SplitGroup>();

  const assign = (group: SplitGroup, label: number | null): void => {
    if (assigned.has(group)) return;
    assigned.add(group);
    const images = (name: SplitName): number => lackingImages.get(name) ?? 0;
    const boxes = (name: SplitName): number =>
      label === null ? 0 : (lackingBoxes.get(name)?.get(label) ?? 0);
    const open = used.filter((name) => images(name) > 0);
    const [best] = (open.length > 0 ? open : used).toSorted(
      (a, b) => boxes(b) - boxes(a) || images(b) - images(a),
    );
    if (best === undefined) return;
    for (const imageId of group.imageIds) plan.set(imageId, best);
    lackingImages.set(best, images(best) - group.imageIds.length);
    const own = lackingBoxes.get(best);
    for (const [one, count] of group.labelCounts) own?.set(one, (own.get(one) ?? 0) - count);
  };

  const byRarity = [...totals].sort(([a, x], [b, y]) => x - y || a - b).map(([label]) => label);
  for (const label of byRarity) for (const group of groupsOf.get(label) ?? []) assign(group, label);
  for (const group of groups) assign(group, null);
  return plan;
}

/**
 * Ratios from text as `80/10/10` or `80/20`: train, val, test.
 *
 * @returns null when it is none
 */
export function parseRatios(text: string): SplitRatios | null {
  const parts = text.split(/[/:,]/).map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [train = 0, val = 0, test = 0] = parts;
  const isSound = parts.length >= 2 && parts.length <= 3 && parts.every((part) => part >= 0 && part < 1e6);
  return isSound && train + val + test > 0 ? { train, val, test } : null;
}
