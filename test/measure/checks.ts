/**
 * Measures the checks of boxes on formulas with known truth: `node test/measure/checks.ts [FILE.jsonl.gz] [--write]`.
 * The same file gives the same figures. `--write` puts the precision of the rules where the app reads it.
 *
 * Unboxed ink: from each of 200 images one random box is taken away. Rules: in every second image that has room for it,
 * one error of the kind is planted; precision is the share of all suspicions, those on images without an error included,
 * that name a planted one. Where a rule's errors can be of several kinds, as many are drawn from all places with room for
 * one as the detector would make there (`operandMistakes.ts`), and as many images without an error stand beside them.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { applyFix } from '#shared/checks/applyFix.ts';
import { findSuspicions } from '#shared/checks/findSuspicions.ts';
import { checkInk } from '#shared/checks/inkFindings.ts';
import { readInk } from '#shared/checks/inkMap.ts';
import type { LabelledBox } from '#shared/checks/labelledBox.ts';
import type { MeasuredRule } from '#shared/checks/generated/measured.ts';
import { ruleIds, type Fix, type RuleId } from '#shared/checks/suspicion.ts';
import { boxArea } from '#shared/geometry/box.ts';
import { intersectionArea } from '#shared/geometry/iou.ts';
import { drawGray, randomFrom, readTrueImages, type TrueImage } from './checksImages.ts';
import { isTrue, plants, withFractionBars, type Planted } from './checksPlants.ts';
import { labelCounts, operandMistakes, type Mistake } from './operandMistakes.ts';

const seed = 20_26;
const imageCount = 200;
/** Errors that are drawn for a rule with several kinds of them. */
const drawnCount = 400;
/** A listed place is that of the box that is gone when they share half of the smaller one. */
const samePlace = 0.5;

const projectRoot = join(import.meta.dirname, '..', '..');
const defaultFile = join(projectRoot, '..', 'shared', 'data', 'crohme', 'valid.jsonl.gz');
const outFile = join(projectRoot, 'shared', 'checks', 'generated', 'measured.ts');

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const percent = (value: number | null): string => (value === null ? '-' : `${(100 * value).toFixed(1)} %`);

/** What came of taking boxes away. */
interface InkFigures {
  readonly images: number;
  readonly listed: number;
  readonly medianFalseAlarms: number;
  readonly meanFalseAlarms: number;
  readonly msPerImage: number;
}

async function measureInk(images: readonly TrueImage[], random: () => number): Promise<InkFigures> {
  const chosen = shuffled(
    images.filter(({ symbols }) => symbols.length > 1),
    random,
  ).slice(0, imageCount);
  const falseAlarms: number[] = [];
  let listed = 0;
  let milliseconds = 0;
  for (const image of chosen) {
    const gray = await drawGray(image);
    const gone = image.symbols[Math.floor(random() * image.symbols.length)];
    if (gone === undefined) continue;
    const startedAt = performance.now();
    const { unboxed, inkless, cut } = checkInk(
      readInk(gray),
      image.symbols.filter((symbol) => symbol !== gone),
    );
    milliseconds += performance.now() - startedAt;
    const hits = unboxed.filter(({ box }) => {
      const smaller = Math.min(boxArea(box), boxArea(gone.box));
      return intersectionArea(box, gone.box) >= samePlace * smaller;
    });
    if (hits.length > 0) listed += 1;
    falseAlarms.push(unboxed.length - Math.min(1, hits.length) + inkless.length + cut.length);
  }
  falseAlarms.sort((a, b) => a - b);
  return {
    images: chosen.length,
    listed: listed / chosen.length,
    medianFalseAlarms: falseAlarms[falseAlarms.length >> 1] ?? 0,
    meanFalseAlarms: falseAlarms.reduce((sum, count) => sum + count, 0) / chosen.length,
    msPerImage: milliseconds / chosen.length,
  };
}

/** What came of planting errors of one kind. */
interface RuleFigures {
  readonly planted: number;
  readonly suspicions: number;
  /** Suspicions that name a planted error. */
  readonly right: number;
  /** Planted errors that were named. */
  readonly found: number;
  /** Found errors for which something is proposed. */
  readonly proposed: number;
  /** Found errors that the fix takes back. */
  readonly mended: number;
}

/** An image as a rule sees it: with an error in it, or none. */
interface Trial {
  readonly image: TrueImage;
  readonly planted: Planted | null;
}

/** One error in every second image that has room for it. */
function everySecond(rule: RuleId, images: readonly TrueImage[], random: () => number): Trial[] | null {
  const plant = plants[rule];
  if (plant === null) return null;
  const hasBars = rule === 'minusIsFraction' || rule === 'fractionIsMinus';
  const truths = hasBars ? images.map(withFractionBars) : images;
  return shuffled(truths, random).map((image, index) => ({
    image,
    planted: index % 2 === 0 ? plant(image, random) : null,
  }));
}

/** Errors drawn by how often each is made; an image without one beside each. */
function drawn(
  mistakesOf: (image: TrueImage, counts: ReadonlyMap<string, number>) => readonly Mistake[],
  images: readonly TrueImage[],
  random: () => number,
): Trial[] {
  const counts = labelCounts(images);
  const all = images.flatMap((image) => mistakesOf(image, counts).map((mistake) => ({ image, mistake })));
  const sum = all.reduce((total, { mistake }) => total + mistake.rate, 0);
  return Array.from({ length: drawnCount }, () => {
    let left = random() * sum;
    const found = all.find(({ mistake }) => (left -= mistake.rate) <= 0) ?? all.at(-1);
    const clean = images[Math.floor(random() * images.length)];
    return [
      ...(found === undefined ? [] : [{ image: found.image, planted: found.mistake.planted }]),
      ...(clean === undefined ? [] : [{ image: clean, planted: null }]),
    ];
  }).flat();
}

/** Whether a fix takes an error back. What a box drawn around ink is for has to be said by a person: its place counts. */
function isMended(fix: Fix | null, symbols: readonly LabelledBox[], truth: readonly LabelledBox[]): boolean {
  if (fix === null) return false;
  const fixed = applyFix(symbols, fix);
  if (fix.kind !== 'draw') return isTrue(fixed, truth);
  return truth.some(({ label }) => isTrue(named(fixed, label), truth));
}

const named = (symbols: readonly LabelledBox[], label: string): readonly LabelledBox[] =>
  symbols.map((each) => (each.label === '' ? { ...each, label } : each));

async function measureRule(
  rule: RuleId,
  images: readonly TrueImage[],
  random: () => number,
): Promise<RuleFigures | null> {
  const mistakesOf = operandMistakes[rule];
  const trials =
    mistakesOf === undefined ? everySecond(rule, images, random) : drawn(mistakesOf, images, random);
  if (trials === null) return null;
  const labels = new Set(trials.flatMap(({ image }) => image.symbols.map(({ label }) => label)));
  const figures = { planted: 0, suspicions: 0, right: 0, found: 0, proposed: 0, mended: 0 };
  for (const { image, planted } of trials) {
    if (planted !== null) figures.planted += 1;
    const symbols = planted?.symbols ?? image.symbols;
    const ink = mistakesOf === undefined ? null : checkInk(readInk(await drawGray(image)), symbols);
    const suspicions = findSuspicions(symbols, labels, (each) => each === rule, { ink });
    figures.suspicions += suspicions.length;
    const right = suspicions.filter(({ ids }) => planted?.wrong.some((id) => ids.includes(id)) ?? false);
    figures.right += right.length;
    if (right.length > 0) figures.found += 1;
    if (right.some(({ fix }) => fix !== null)) figures.proposed += 1;
    if (right.some(({ fix }) => isMended(fix, symbols, image.symbols))) figures.mended += 1;
  }
  return figures;
}

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--')) ?? defaultFile;
if (!existsSync(file)) {
  console.error(`${file} is not there: nothing to measure on.`);
  process.exit(1);
}
const images = readTrueImages(file);
console.log(`${images.length} formulas of ${file}\n`);

const ink = await measureInk(images, randomFrom(seed));
console.log(`One box away from each of ${ink.images} images:`);
console.log(`  listed                     ${percent(ink.listed)}`);
console.log(`  false alarms, median       ${ink.medianFalseAlarms}`);
console.log(`  false alarms, mean         ${ink.meanFalseAlarms.toFixed(3)}`);
console.log(`  milliseconds, mean         ${ink.msPerImage.toFixed(1)}\n`);

console.log('rule                   planted  found   suspicions  precision     found  proposed  fix right');
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(3)));
const measured: Record<string, MeasuredRule> = {};
for (const rule of ruleIds) {
  const figures = await measureRule(rule, images, randomFrom(seed));
  if (figures === null) {
    console.log(`${rule.padEnd(22)} nothing in the data to plant`);
    measured[rule] = { precision: null, recall: null, fixProposed: null, fixRight: null, planted: 0 };
    continue;
  }
  const { planted, suspicions, right, found, proposed, mended } = figures;
  const precision = share(right, suspicions);
  const recall = share(found, planted);
  const columns = [planted, found, suspicions].map((count, at) =>
    String(count).padStart([7, 6, 12][at] ?? 0),
  );
  const fixProposed = share(proposed, found);
  const fixRight = share(mended, proposed);
  const shares = [precision, recall, fixProposed, fixRight].map((value) => percent(value).padStart(9));
  console.log(`${rule.padEnd(22)} ${columns.join(' ')}  ${shares.join(' ')}`);
  measured[rule] = {
    precision: rounded(precision),
    recall: rounded(recall),
    fixProposed: rounded(fixProposed),
    fixRight: rounded(fixRight),
    planted,
  };
}

if (args.includes('--write')) {
  const text = [
    '// Made by `npm run measure:checks -- --write`. Not to be changed by hand.',
    "import type { RuleId } from '../suspicion.ts';",
    '',
    '/** How a rule did on formulas with planted errors; null where the data has none to plant. */',
    'export interface MeasuredRule {',
    '  /** Share of its suspicions that were right. */',
    '  readonly precision: number | null;',
    '  /** Share of the planted errors that it found. */',
    '  readonly recall: number | null;',
    '  /** Share of the errors that it found for which a fix was proposed. */',
    '  readonly fixProposed: number | null;',
    '  /** Share of these fixes that took the error back. */',
    '  readonly fixRight: number | null;',
    '  /** How many errors were planted. */',
    '  readonly planted: number;',
    '}',
    '',
    '/** The figures of all rules. */',
    `export const measuredRules: Readonly<Record<RuleId, MeasuredRule>> = ${JSON.stringify(measured, null, 2)};`,
    '',
    '/** From each of some images one random box was taken away. */',
    'export const measuredInk = {',
    '  /** Share of these boxes whose ink was listed as unboxed. */',
    `  listed: ${ink.listed.toFixed(3)},`,
    '  /** Everything else that was listed for an image: the median. */',
    `  medianFalseAlarms: ${ink.medianFalseAlarms},`,
    `  images: ${ink.images},`,
    '} as const;',
    '',
  ].join('\n');
  writeFileSync(outFile, await format(text, { ...(await resolveConfig(outFile)), parser: 'typescript' }));
  console.log(`\nWritten to ${outFile}`);
}
