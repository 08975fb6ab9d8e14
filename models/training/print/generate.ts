import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readCrohmeFormulas } from './crohmeLatex.ts';
import { FONT_FAMILIES } from './fontFamilies.ts';
import { FormulaGrammar, restyle } from './grammar.ts';
import { LABELS } from './labels.ts';
import type { LayoutEngine } from './layout.ts';
import { createLayoutEngine } from './layout.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Glyph } from './svgGlyphs.ts';
import { UnlabelledFormulaError } from './svgGlyphs.ts';

/** One line of the output: coordinates in 1/1000 em, y down, the ink's top left corner at the origin. */
interface PrintFormula {
  readonly id: string;
  readonly font: string;
  readonly latex: string;
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
}

/** Longer ones than this would be scaled to nothing in training. */
const MAX_GLYPHS = 80;

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    split: { type: 'string', default: 'train' },
    count: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
    crohme: { type: 'string', default: '../shared/data/crohme/train.jsonl.gz' },
    'crohme-share': { type: 'string', default: '0.45' },
  },
});

/** The split that a formula belongs to, told by its text alone: the two share none. A twentieth is for validation. */
function splitOf(latex: string): 'train' | 'valid' {
  const digest = createHash('sha256').update(latex.replaceAll(/\s/g, '')).digest();
  return digest.readUInt16BE(0) % 20 === 0 ? 'valid' : 'train';
}

/** Formulas without end: a share from CROHME, the rest drawn so that the rarest label so far comes next. */
function* formulas(
  random: Random,
  crohme: readonly string[],
  share: number,
  counts: Map<string, number>,
): Generator<string> {
  const grammar = new FormulaGrammar(random);
  let next = 0;
  for (;;) {
    if (random.chance(share) && next < crohme.length) {
      yield crohme[next++] ?? '';
    } else {
      const rarest = random
        .shuffle(LABELS)
        .reduce((a, b) => ((counts.get(b) ?? 0) < (counts.get(a) ?? 0) ? b : a));
      yield grammar.formula(rarest);
    }
  }
}

async function generate(): Promise<void> {
  const { out, split } = options;
  if (out === undefined || (split !== 'train' && split !== 'valid')) {
    throw new Error(
      'usage: generate.ts --out FILE.jsonl.gz [--split train|valid] [--count N] [--seed N] [--crohme FILE] [--crohme-share F]',
    );
  }
  const random = createRandom(Number(options.seed) * 2 + (split === 'valid' ? 1 : 0));
  const crohme = random.shuffle(readCrohmeFormulas(options.crohme));
  const families = FONT_FAMILIES.filter((family) => family.split === split);
  const engines = new Map<string, LayoutEngine>();
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const total = Number(options.count);
  let refused = 0;
  for (const latex of formulas(random, crohme, Number(options['crohme-share']), counts)) {
    if (lines.length >= total) break;
    if (splitOf(latex) !== split) continue;
    const family = random.pick(families);
    const styled = restyle(latex, random);
    const display = random.chance(0.8);
    let engine = engines.get(family.id);
    if (engine === undefined) {
      engine = createLayoutEngine(await family.load(), family.ruleThickness);
      engines.set(family.id, engine);
    }
    try {
      const layout = await engine.layOut(styled, display);
      if (layout.glyphs.length > MAX_GLYPHS) continue;
      for (const { label } of layout.glyphs) counts.set(label, (counts.get(label) ?? 0) + 1);
      const { width, height, glyphs } = layout;
      const line: PrintFormula = {
        id: `${split}-${String(lines.length)}`,
        font: family.id,
        latex: styled,
        width,
        height,
        glyphs,
      };
      lines.push(JSON.stringify(line));
      if (lines.length % 500 === 0) console.error(`${String(lines.length)} / ${String(total)}`);
    } catch (error) {
      if (!(error instanceof UnlabelledFormulaError)) throw error;
      refused++;
    }
  }
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  // renamed when whole: a training run may be reading the file that is there
  writeFileSync(`${out}.part`, gzipSync(`${lines.join('\n')}\n`));
  renameSync(`${out}.part`, out);
  const rarest = LABELS.map((label) => [label, counts.get(label) ?? 0] as const)
    .sort((a, b) => a[1] - b[1])
    .slice(0, 8);
  console.error(
    `${out}: ${String(lines.length)} formulas, ${String(refused)} refused; rarest ${rarest.map(([l, n]) => `${l} ${String(n)}`).join(', ')}`,
  );
}

await generate();
