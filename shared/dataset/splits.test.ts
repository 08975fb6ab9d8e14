import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRatios, planSplits, type SplitItem, splitNames } from './splits.ts';

const items = fc
  .array(
    fc.record({
      group: fc.nat(20).map((group) => `g${group}`),
      labels: fc.array(fc.nat(6), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((all) =>
    all.map(({ group, labels }, index): SplitItem => {
      const labelCounts = new Map<number, number>();
      for (const label of labels) labelCounts.set(label, (labelCounts.get(label) ?? 0) + 1);
      return { imageId: index + 1, group, labelCounts };
    }),
  );
const ratios = fc
  .record({ train: fc.nat(10), val: fc.nat(10), test: fc.nat(10) })
  .filter(({ train, val, test }) => train + val + test > 0);

describe('splits', () => {
  it('put each image into one split that has a share, and a group into one', () => {
    fc.assert(
      fc.property(items, ratios, fc.nat(), (all, shares, seed) => {
        const plan = planSplits(all, shares, seed);
        expect(plan.size).toBe(all.length);
        const sides = new Map<string, string>();
        for (const { imageId, group } of all) {
          const split = plan.get(imageId) ?? 'none';
          expect(splitNames.filter((name) => shares[name] > 0)).toContain(split);
          expect(sides.get(group) ?? split).toBe(split);
          sides.set(group, split);
        }
      }),
    );
  });

  it('are the same for the same seed, in whichever order the images come', () => {
    fc.assert(
      fc.property(items, ratios, fc.nat(), (all, shares, seed) => {
        const plan = planSplits(all, shares, seed);
        const turned = planSplits(all.toReversed(), shares, seed);
        for (const { imageId } of all) expect(turned.get(imageId)).toBe(plan.get(imageId));
      }),
    );
  });

  it('are off by one image at most where every image stands for itself', () => {
    fc.assert(
      fc.property(items, ratios, fc.nat(), (all, shares, seed) => {
        const single = all.map((item) => ({ ...item, group: String(item.imageId) }));
        const plan = planSplits(single, shares, seed);
        const sum = shares.train + shares.val + shares.test;
        for (const name of splitNames) {
          const got = [...plan.values()].filter((split) => split === name).length;
          expect(Math.abs(got - (all.length * shares[name]) / sum)).toBeLessThan(1);
        }
      }),
    );
  });

  it('share out labels as they share out images, as far as that goes', () => {
    const many = Array.from({ length: 1_000 }, (_, index): SplitItem => ({
      imageId: index,
      group: String(index),
      labelCounts: new Map([
        [1, 3],
        [2 + (index % 10), 1],
        ...(index % 50 === 0 ? ([[99, 1]] as const) : []),
      ]),
    }));
    const plan = planSplits(many, { train: 80, val: 10, test: 10 }, 3);
    for (const label of [99, 2, 7, 11]) {
      const own = many.filter(({ labelCounts }) => labelCounts.has(label));
      const share = own.filter(({ imageId }) => plan.get(imageId) === 'train').length / own.length;
      expect(share).toBeCloseTo(0.8, 1);
    }
  });

  it('are read from text', () => {
    expect(parseRatios('80/10/10')).toEqual({ train: 80, val: 10, test: 10 });
    expect(parseRatios('0.8:0.2')).toEqual({ train: 0.8, val: 0.2, test: 0 });
    for (const text of ['', '80', 'a/b', '1/2/3/4', '-1/2', '0/0', '1//2', 'NaN/1', 'Infinity/1'])
      expect(parseRatios(text)).toBeNull();
  });
});
