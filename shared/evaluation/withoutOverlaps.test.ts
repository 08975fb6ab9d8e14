import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressOverlaps } from '../detection/visibleDetections.ts';
import { buildSet } from './buildSet.ts';
import { withoutOverlaps } from './withoutOverlaps.ts';

const labels = ['a', 'b', 'c'];
const detection = fc.record({
  label: fc.constantFrom(...labels),
  box: fc.record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 5 }),
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
  }),
  score: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

describe('what is left without overlaps', () => {
  it('is what the window shows, and of the rest what stands beside it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(detection, { selector: ({ score }) => score, maxLength: 25 }),
        (detections) => {
          const labelScores = new Map([['a', 0.8]]);
          const set = buildSet(labels, [{ name: 'x.png', truth: [], detections }]);
          const left = withoutOverlaps(set, { nms: 0.4, score: 0.5, labelScores }).detections;
          const leastOf = (label: string): number => labelScores.get(label) ?? 0.5;
          const counted = detections
            .map((found, id) => ({ ...found, id, imageId: 1, labelId: labels.indexOf(found.label) }))
            .filter(({ label, score }) => score >= leastOf(label));
          const seen = suppressOverlaps(counted, 0.4).map(({ score }) => score);
          const kept = [...left.score].filter(
            (score, d) => score >= leastOf(labels[left.label[d] as number] ?? ''),
          );
          expect(kept.sort((a, b) => a - b)).toEqual(seen.sort((a, b) => a - b));
          expect(left.count).toBeLessThanOrEqual(detections.length);
        },
      ),
    );
  });
});
