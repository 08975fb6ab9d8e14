import { describe, expect, it } from 'vitest';
import { goldenNames, readGolden } from '#test/support/goldenEvaluation.ts';
import { averagePrecision, evaluateCoco } from '#shared/evaluation/averagePrecision.ts';
import { evaluateTide, tideErrors, tideParameters } from '#shared/evaluation/tide.ts';

describe.each(goldenNames)('COCO figures of the case %s', (name) => {
  const { set, pycocotools } = readGolden(name);
  const { curves, summary } = evaluateCoco(set);
  const { parameters, labelCount: K } = curves;
  const [T, R, A, M] = [10, 101, 4, 3];

  it('has the twelve headline figures of pycocotools', () => {
    const figures = Object.values(summary);
    expect(figures).toHaveLength(12);
    for (const [i, figure] of figures.entries()) expect(figure).toBeCloseTo(pycocotools.stats[i] ?? NaN, 9);
  });

  it('has its recall for each IoU, label, range of area and count of detections', () => {
    expect(curves.recall).toHaveLength(pycocotools.recall.length);
    for (const [i, recall] of curves.recall.entries())
      expect(recall).toBeCloseTo(pycocotools.recall[i] ?? NaN, 8);
  });

  it('has its average precision for each of them', () => {
    for (let t = 0; t < T; t += 1) {
      for (let k = 0; k < K; k += 1) {
        for (let a = 0; a < A; a += 1) {
          for (let m = 0; m < M; m += 1) {
            const own = averagePrecision(curves, { iou: t, label: k, area: a, most: m });
            expect(own).toBeCloseTo(pycocotools.ap[((t * K + k) * A + a) * M + m] ?? NaN, 8);
          }
        }
      }
    }
  });

  it.each([
    ['precision at IoU 0.50', 0, 'precision', 'curve50'],
    ['precision at IoU 0.75', 5, 'precision', 'curve75'],
    ['scores at IoU 0.50', 0, 'scores', 'scores50'],
  ] as const)('has its curve of %s', (_what, t, own, golden) => {
    for (let r = 0; r < R; r += 1) {
      for (let k = 0; k < K; k += 1) {
        const value = curves[own][(((t * R + r) * K + k) * A + 0) * M + 2];
        expect(value).toBeCloseTo(pycocotools[golden][r * K + k] ?? NaN, 8);
      }
    }
    expect(parameters.recallThresholds).toHaveLength(R);
  });
});

describe.each(goldenNames)('TIDE of the case %s', (name) => {
  const { set, tidecv } = readGolden(name);

  it.each([0.5, 0.75])('has the figures of tidecv at IoU %d', (foreground) => {
    if (tidecv === null) return;
    const golden = tidecv[String(foreground)];
    const { summary } = evaluateTide(set, { ...tideParameters, foreground });
    expect(summary.ap).toBeCloseTo(golden?.ap ?? NaN, 8);
    for (const type of tideErrors) {
      expect([type, summary.counts[type]]).toEqual([type, golden?.counts[type]]);
      expect(summary.cost[type]).toBeCloseTo(golden?.main[type] ?? NaN, 8);
    }
    expect(summary.special.FalsePos).toBeCloseTo(golden?.special['FalsePos'] ?? NaN, 8);
    expect(summary.special.FalseNeg).toBeCloseTo(golden?.special['FalseNeg'] ?? NaN, 8);
  });
});
