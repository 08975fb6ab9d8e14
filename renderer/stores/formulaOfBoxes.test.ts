import { describe, expect, it } from 'vitest';
import type { Label } from '#shared/dataset/label.ts';
import { writeLatex } from '#shared/formula/writeLatex.ts';
import type { CanvasBox } from './annotationSession.ts';
import { createFormulaReader, mostFormulaBoxes } from './formulaOfBoxes.ts';

const labels = new Map(['1', '2'].map((name, id) => [id, { id, name } as Label]));

/** Boxes in lines of so many, the first of each line a 1, the others 2. */
function page(count: number, perLine: number): CanvasBox[] {
  return Array.from({ length: count }, (_, at) => ({
    key: `box ${at}`,
    labelId: at % perLine === 0 ? 0 : 1,
    box: { x: (at % perLine) * 30, y: Math.floor(at / perLine) * 60, width: 20, height: 20 },
    state: 'drawn' as const,
    score: null,
    isLocked: false,
  }));
}

const formulaOfBoxes = (boxes: readonly CanvasBox[]) => createFormulaReader()(boxes, labels);

const latexOf = (boxes: readonly CanvasBox[], line: number): string =>
  writeLatex(formulaOfBoxes(boxes).layoutOf(line)?.tree ?? []);

describe('the formula of boxes', () => {
  it('is one up to the limit, however many lines it has', () => {
    const formula = formulaOfBoxes(page(mostFormulaBoxes, 5));
    expect(formula.lineCount).toBe(1);
    expect(formula.lineOf('box 399')).toBe(0);
    expect(formula.layoutOf(0)).not.toBeNull();
  });

  it('is a page beyond it, of which each line is read alone', () => {
    const boxes = page(mostFormulaBoxes + 1, 5);
    const formula = formulaOfBoxes(boxes);
    expect(formula.lineCount).toBe(81);
    expect([formula.lineOf('box 0'), formula.lineOf('box 7'), formula.lineOf('box 400')]).toEqual([0, 1, 80]);
    expect(formula.lineOf('box 401')).toBeNull();
    expect(formula.symbolsOn(1)?.map(({ id }) => id)).toEqual([5, 6, 7, 8, 9].map((at) => `box ${at}`));
    expect([latexOf(boxes, 1), latexOf(boxes, 80)]).toEqual(['12222', '1']);
  });

  it('is not arranged where a single line has more', () => {
    const formula = formulaOfBoxes(page(mostFormulaBoxes + 1, mostFormulaBoxes + 1));
    expect(formula.lineCount).toBe(1);
    expect(formula.layoutOf(0)).toBeNull();
    expect(formula.symbolsOn(0)).toBeNull();
  });

  it('is empty without boxes', () => {
    const formula = formulaOfBoxes([]);
    expect(formula.lineCount).toBe(1);
    expect(formula.layoutOf(0)?.tree).toEqual([]);
  });

  it('is read anew after each edit, also by a reader that knows the page', () => {
    const read = createFormulaReader();
    const before = page(mostFormulaBoxes + 1, 5);
    read(before, labels);
    const relabelled = before.map((box, at) => (at === 7 ? { ...box, labelId: 0 } : box));
    expect(writeLatex(read(relabelled, labels).layoutOf(1)?.tree ?? [])).toBe('12122');
    const [moved] = before;
    if (moved === undefined) throw new Error('There is no box.');
    // Far below the others, on a line of its own.
    const away = [{ ...moved, box: { ...moved.box, y: 100_000 } }, ...relabelled.slice(1)];
    const after = read(away, labels);
    expect(after.lineOf('box 0')).toBe(81);
    expect([0, 81].map((line) => writeLatex(after.layoutOf(line)?.tree ?? []))).toEqual(['2222', '1']);
    const fewer = read(away.slice(0, -1), labels);
    expect([fewer.lineCount, fewer.lineOf('box 400')]).toEqual([1, null]);
  });
});
