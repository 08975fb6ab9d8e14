import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseCrohmeLatex } from './crohmeLatex.ts';
import { FONT_FAMILIES } from './fontFamilies.ts';
import { boundsOfPath, uniteShapes } from './geometry.ts';
import { FormulaGrammar } from './grammar.ts';
import { LABELS } from './labels.ts';
import type { Layout } from './layout.ts';
import { createLayoutEngine } from './layout.ts';
import { createRandom } from './random.ts';
import type { Glyph } from './svgGlyphs.ts';
import { UnlabelledFormulaError } from './svgGlyphs.ts';

const SOLUTION = 'x = \\frac{-b \\pm \\sqrt{b^{2} - 4ac}}{2a}';

async function engineOf(id: string) {
  const family = FONT_FAMILIES.find((candidate) => candidate.id === id);
  if (family === undefined) throw new Error(`no family ${id}`);
  return createLayoutEngine(await family.load(), family.ruleThickness);
}

function only(layout: Layout, label: string): Glyph {
  const found = layout.glyphs.filter((glyph) => glyph.label === label);
  expect(found, label).toHaveLength(1);
  return found[0] as Glyph;
}

/** Whether the inner box lies in the outer one; roundings may differ by a unit. */
function holds(outer: Glyph, inner: Glyph): boolean {
  const [x, y, w, h] = outer.box;
  const [u, v, s, t] = inner.box;
  return u >= x - 1 && v >= y - 1 && u + s <= x + w + 1 && v + t <= y + h + 1;
}

describe.each(FONT_FAMILIES.map(({ id }) => id))('formulas in %s', (id) => {
  it('label every symbol and box each outline exactly', async () => {
    const layout = await (await engineOf(id)).layOut(SOLUTION, true);
    expect(layout.glyphs.map(({ label }) => label).sort()).toEqual(
      ['x', '=', '-', '-', '-', 'b', 'b', '\\pm', '\\sqrt', '2', '2', '4', 'a', 'a', 'c'].sort(),
    );
    for (const { label, box, path: outline } of layout.glyphs) {
      expect(outline, label).not.toContain('NaN');
      boundsOfPath(outline).forEach((value, index) => {
        expect(Math.abs(value - (box[index] ?? NaN)), `${label} ${String(index)}`).toBeLessThanOrEqual(1.5);
      });
      expect(Math.min(box[2], box[3]), label).toBeGreaterThan(10);
      expect(
        box[0] >= 0 &&
          box[1] >= 0 &&
          box[0] + box[2] <= layout.width + 1 &&
          box[1] + box[3] <= layout.height + 1,
      ).toBe(true);
    }
    const root = only(layout, '\\sqrt');
    expect(holds(root, only(layout, '4'))).toBe(true);
    expect(holds(root, only(layout, 'c'))).toBe(true);
    expect(holds(root, only(layout, '\\pm'))).toBe(false);
  });

  it('give an assembled delimiter one box as tall as what it encloses', async () => {
    const tall = '\\frac{\\frac{\\frac{1}{2}}{3}}{\\frac{4}{\\frac{5}{6}}}';
    const layout = await (await engineOf(id)).layOut(`\\left\\{ ${tall} \\right)`, true);
    const digits = layout.glyphs.filter(({ label }) => /^[1-6]$/.test(label));
    expect(digits).toHaveLength(6);
    const top = Math.min(...digits.map(({ box }) => box[1]));
    const bottom = Math.max(...digits.map(({ box }) => box[1] + box[3]));
    for (const label of ['\\{', ')']) {
      const [, y, , height] = only(layout, label).box;
      expect(y, label).toBeLessThanOrEqual(top + 200);
      expect(y + height, label).toBeGreaterThanOrEqual(bottom - 200);
    }
  });
});

describe('labels', () => {
  it('are those the detector is trained with', () => {
    const file = path.join(import.meta.dirname, '../labels.json');
    expect([...LABELS].sort()).toEqual((JSON.parse(readFileSync(file, 'utf8')) as string[]).sort());
  });

  it('follow CROHME: words whole, dots and bars alike, primes apart', async () => {
    const engine = await engineOf('stix2');
    const labelsOf = async (latex: string): Promise<string[]> =>
      (await engine.layOut(latex, true)).glyphs.map(({ label }) => label);
    expect(await labelsOf('\\sin 2.5 \\cdot \\lim_{n \\to \\infty}')).toEqual([
      '\\sin',
      '2',
      '.',
      '5',
      '.',
      '\\lim',
      'n',
      '\\to',
      '\\infty',
    ]);
    expect(await labelsOf("f'(x) < \\overline{y}")).toEqual(['f', '\\prime', '(', 'x', ')', '<', 'y', '-']);
    expect(await labelsOf('\\mathrm{ab} \\{ i, j \\} | k | \\ldots !')).toEqual([
      'a',
      'b',
      '\\{',
      'i',
      ',',
      'j',
      '\\}',
      '|',
      'k',
      '|',
      '\\ldots',
      '!',
    ]);
  });

  it.each(['\\omega', 'D', '\\notacommand', '{x'])('refuse %s', async (latex) => {
    await expect((await engineOf('newcm')).layOut(latex, true)).rejects.toThrow(UnlabelledFormulaError);
  });

  it('are all within reach of the grammar', async () => {
    const engine = await engineOf('termes');
    const grammar = new FormulaGrammar(createRandom(7));
    for (const label of LABELS) {
      const latex = grammar.formula(label);
      const labels = (await engine.layOut(latex, true)).glyphs.map((glyph) => glyph.label);
      expect(labels, latex).toContain(label);
    }
  });
});

describe('the grammar', () => {
  it('repeats itself for the same seed and not for another', () => {
    const draw = (seed: number): string[] => {
      const grammar = new FormulaGrammar(createRandom(seed));
      return LABELS.map((label) => grammar.formula(label));
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
});

describe('uniteShapes', () => {
  it('leaves no overlap for the even-odd rule to cut out', () => {
    const united = uniteShapes(['M0 0H100V100H0Z', 'M50 50V150H150V50Z']);
    expect(united.match(/M/g)).toHaveLength(1);
    expect(boundsOfPath(united)).toEqual([0, 0, 150, 150]);
  });

  it('keeps holes', () => {
    expect(uniteShapes(['M0 0H100V100H0ZM20 20V80H80V20Z']).match(/M/g)).toHaveLength(2);
  });
});

describe('normaliseCrohmeLatex', () => {
  it('turns the ground truth into TeX for print', () => {
    expect(normaliseCrohmeLatex('$ { \\mbox { q } } _ { 1 } $')).toBe('{ \\mathrm{q} } _ { 1 }');
    expect(normaliseCrohmeLatex('$M\\ltN$')).toBe('M\\lt N');
    expect(normaliseCrohmeLatex("$f^{'} ( c )$")).toBe('f^{\\prime} ( c )');
  });
});
