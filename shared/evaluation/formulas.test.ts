import { describe, expect, it } from 'vitest';
import { defaultLookAlikes } from '../annotation/lookAlikes.ts';
import { parseFormula } from '../formula/parseFormula.ts';
import { evaluateFormulas } from './formulas.ts';
import type { EvaluationSet } from './evaluationSet.ts';
import { findOutcomes } from './outcomes.ts';
import { relationsOf } from '../formula/relations.ts';

type Row = readonly [label: string, x: number, y: number, width: number, height: number];

const labelNames = ['1', 'l', '+', '-', '2', 'x', 'a'];

function columnsOf(rows: readonly Row[]) {
  const side = (i: 1 | 2 | 3 | 4): Float64Array => Float64Array.from(rows, (row) => row[i]);
  return {
    count: rows.length,
    image: new Int32Array(rows.length),
    label: Int32Array.from(rows, ([label]) => labelNames.indexOf(label)),
    x: side(1),
    y: side(2),
    width: side(3),
    height: side(4),
  };
}

function compare(truth: readonly Row[], found: readonly Row[]) {
  const set: EvaluationSet = {
    imageNames: ['formula.png'],
    labelNames,
    truth: {
      ...columnsOf(truth),
      area: new Float64Array(truth.length).fill(1),
      crowd: new Uint8Array(truth.length),
    },
    detections: { ...columnsOf(found), score: new Float64Array(found.length).fill(0.9) },
  };
  return evaluateFormulas(set, findOutcomes(set, { iou: 0.5, score: 0.5 }), defaultLookAlikes, 10);
}

/** (1 + 2) over x, by its bar. */
const fraction: readonly Row[] = [
  ['1', 10, 0, 10, 30],
  ['+', 30, 5, 20, 20],
  ['2', 60, 0, 20, 30],
  ['-', 0, 40, 90, 4],
  ['x', 35, 55, 20, 20],
];

describe('relations', () => {
  it('are the edges of the layout tree', () => {
    const symbols = fraction.map(([label, x, y, width, height], id) => ({
      id,
      label,
      box: { x, y, width, height },
    }));
    const edges = relationsOf(parseFormula(symbols).tree);
    expect(edges).toHaveLength(symbols.length - 1);
    expect(edges).toContainEqual({ parent: 3, child: 0, relation: 'Above' });
    expect(edges).toContainEqual({ parent: 0, child: 1, relation: 'Right' });
    expect(edges).toContainEqual({ parent: 3, child: 4, relation: 'Below' });
  });
});

describe('formulas', () => {
  it('are right when the boxes are', () => {
    const { figures } = compare(fraction, fraction);
    expect(figures).toMatchObject({
      formulas: 1,
      right: 1,
      rightMerged: 1,
      breakingErrors: 0,
      mendingErrors: 0,
    });
    expect(figures.relations).toMatchObject({
      truePositives: 4,
      falsePositives: 0,
      falseNegatives: 0,
      f1: 1,
    });
  });

  it('are broken by a missed bar, and mended by it', () => {
    const { figures, truthCosts } = compare(
      fraction,
      fraction.filter(([label]) => label !== '-'),
    );
    expect(figures).toMatchObject({ right: 0, rightMerged: 0, breakingErrors: 1, mendingErrors: 1 });
    expect(truthCosts.get(3)).toEqual({ breaks: true, mends: true });
    expect(figures.relations.recall).toBeLessThan(1);
  });

  it('are right with look-alikes merged when all that is wrong is one for its look-alike', () => {
    const { figures, detectionCosts } = compare(fraction, [['l', 10, 0, 10, 30], ...fraction.slice(1)]);
    expect(figures).toMatchObject({ right: 0, rightMerged: 1 });
    expect(detectionCosts.get(0)).toEqual({ breaks: true, mends: true });
    expect(figures.relations.f1).toBeLessThan(1);
    expect(figures.relationsMerged.f1).toBe(1);
  });

  it('are not mended by one of two errors', () => {
    const { figures, detectionCosts } = compare(fraction, [
      ['l', 10, 0, 10, 30],
      ['a', 30, 5, 20, 20],
      ...fraction.slice(2),
    ]);
    expect(figures).toMatchObject({ right: 0, rightMerged: 0, breakingErrors: 2, mendingErrors: 0 });
    expect(detectionCosts.size).toBe(2);
  });
});
