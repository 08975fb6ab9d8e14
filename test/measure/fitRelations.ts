/**
 * Fits the weights by which the parser tells beside, below right and above right, and writes them as source:
 * `node test/measure/fitRelations.ts TRAIN.jsonl.gz OUT.ts`. The same file gives the same weights.
 */
import { writeFileSync } from 'node:fs';
import { atomOf, type Atom } from '#shared/formula/atom.ts';
import { compositeOf } from '#shared/formula/composite.ts';
import { symbolsOf, type LayoutNode, type Run } from '#shared/formula/layoutTree.ts';
import { candidatesOf, place, startRun, type Candidate, type Relation } from '#shared/formula/lineState.ts';
import { plainTree, spell } from '#shared/formula/plainTree.ts';
import { readLatex } from '#shared/formula/readLatex.ts';
import { readingOrder } from '#shared/formula/readingOrder.ts';
import { habitOf, habitualCount, relationFeatures } from '#shared/formula/relationFeatures.ts';
import type { RelationWeights } from '#shared/formula/relationScore.ts';
import { fallbackEmOf, writingSize } from '#shared/formula/structures.ts';
import { readCrohmeFile } from './crohmeFile.ts';

/** One choice: the features of each candidate, and which of them is right. */
interface Choice {
  readonly candidates: readonly Float64Array[];
  readonly right: number;
}

interface GoldLink {
  readonly relation: Relation;
  readonly base: Atom;
}

interface GoldLine {
  readonly atoms: Atom[];
  readonly links: Map<Atom, GoldLink>;
}

function atomOfNode(node: LayoutNode): Atom {
  if (node.kind === 'symbol') return atomOf(node.symbol, 1e-9);
  return compositeOf(node);
}

/** The atoms of one line with its scripts, and what each of them joins. Structures' insides are lines of their own. */
function collectLine(run: Run, line: GoldLine, base: GoldLink | null, lines: GoldLine[]): void {
  let link = base;
  for (const node of run) {
    const atom = atomOfNode(node);
    line.atoms.push(atom);
    if (link !== null) line.links.set(atom, link);
    link = { relation: 'right', base: atom };
    if (node.subscript.length > 0)
      collectLine(node.subscript, line, { relation: 'subscript', base: atom }, lines);
    if (node.superscript.length > 0)
      collectLine(node.superscript, line, { relation: 'superscript', base: atom }, lines);
    if (node.kind === 'fraction') collectLines([node.numerator, node.denominator], lines);
    if (node.kind === 'root') collectLines([node.index, node.radicand], lines);
  }
}

function collectLines(runs: readonly Run[], lines: GoldLine[]): void {
  for (const run of runs) {
    const line: GoldLine = { atoms: [], links: new Map() };
    collectLine(run, line, null, lines);
    lines.push(line);
  }
}

/** The choices on the way to the true layout; null from where the reading order leaves it. */
function choicesOf({ atoms, links }: GoldLine): { choices: Choice[]; isReached: boolean } {
  const size = writingSize(atoms);
  const [first, ...rest] = readingOrder(atoms, size);
  const choices: Choice[] = [];
  if (first === undefined) return { choices, isReached: true };
  let run = startRun(first);
  for (const atom of rest) {
    const link = links.get(atom);
    const candidates = candidatesOf(run, atom);
    const right = candidates.findIndex(
      (candidate) => candidate.run.last === link?.base && candidate.relation === link.relation,
    );
    const chosen = candidates[right];
    if (chosen === undefined) return { choices, isReached: false };
    choices.push({
      candidates: candidates.map((candidate) => allFeatures(atom, candidate, fallbackEmOf(size))),
      right,
    });
    run = place(run, chosen, atom);
  }
  return { choices, isReached: true };
}

/** The features of a candidate with a flag for each label, as the weights' columns are. */
function allFeatures(atom: Atom, candidate: Candidate, fallbackEm: number): Float64Array {
  const flags = (own: number | null): number[] =>
    Array.from({ length: habitualCount }, (_, place) => (place === own ? 1 : 0));
  return Float64Array.from([
    ...relationFeatures(atom, candidate, fallbackEm),
    ...flags(habitOf(atom)),
    ...flags(habitOf(candidate.run.last)),
  ]);
}

function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const settings = {
  units: 24,
  epochs: 14,
  batch: 32,
  rate: 0.004,
  decay: 1e-4,
  seed: 7,
} as const;

/** Adam over a softmax of the candidates' scores. */
function fit(choices: Choice[]): RelationWeights {
  const width = choices[0]?.candidates[0]?.length ?? 0;
  const { units } = settings;
  const random = randomFrom(settings.seed);
  const normal = normalFrom(random);
  // One flat array: rows of the hidden layer with their bias last, then the output.
  const stride = width + 1;
  const count = units * stride + units;
  const weights = Float64Array.from({ length: count }, (_, index) =>
    index >= units * stride ? normal() * 0.3 : index % stride === width ? 0 : normal() * Math.sqrt(2 / width),
  );
  const gradient = new Float64Array(count);
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  let step = 0;
  const total = Math.ceil(choices.length / settings.batch) * settings.epochs;
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (let i = choices.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const kept = choices[i] as Choice;
      choices[i] = choices[j] as Choice;
      choices[j] = kept;
    }
    let loss = 0;
    let wrong = 0;
    for (let start = 0; start < choices.length; start += settings.batch) {
      gradient.fill(0);
      const batch = choices.slice(start, start + settings.batch);
      for (const { candidates, right } of batch) {
        const activations = candidates.map((features) => {
          const active = new Float64Array(units);
          for (let unit = 0; unit < units; unit += 1) {
            const at = unit * stride;
            let sum = weights[at + width] as number;
            for (let k = 0; k < width; k += 1) sum += (weights[at + k] as number) * (features[k] as number);
            active[unit] = Math.max(0, sum);
          }
          return active;
        });
        const scores = activations.map((active) =>
          active.reduce((sum, value, unit) => sum + value * (weights[units * stride + unit] as number), 0),
        );
        const highest = Math.max(...scores);
        const exponentials = scores.map((score) => Math.exp(score - highest));
        const sum = exponentials.reduce((a, b) => a + b, 0);
        loss -= Math.log((exponentials[right] as number) / sum);
        if (scores.indexOf(highest) !== right) wrong += 1;
        candidates.forEach((features, index) => {
          const delta = (exponentials[index] as number) / sum - (index === right ? 1 : 0);
          const active = activations[index] as Float64Array;
          for (let unit = 0; unit < units; unit += 1) {
            const value = active[unit] as number;
            if (value <= 0) continue;
            const out = units * stride + unit;
            gradient[out] = (gradient[out] as number) + delta * value;
            const back = delta * (weights[out] as number);
            const at = unit * stride;
            for (let k = 0; k < width; k += 1) {
              const feature = features[k] as number;
              if (feature !== 0) gradient[at + k] = (gradient[at + k] as number) + back * feature;
            }
            gradient[at + width] = (gradient[at + width] as number) + back;
          }
        });
      }
      step += 1;
      const rate = settings.rate * (0.5 + 0.5 * Math.cos((Math.PI * step) / total));
      for (let k = 0; k < count; k += 1) {
        const slope = (gradient[k] as number) / batch.length + settings.decay * (weights[k] as number);
        mean[k] = 0.9 * (mean[k] as number) + 0.1 * slope;
        square[k] = 0.999 * (square[k] as number) + 0.001 * slope * slope;
        const m = (mean[k] as number) / (1 - 0.9 ** step);
        const v = (square[k] as number) / (1 - 0.999 ** step);
        weights[k] = (weights[k] as number) - (rate * m) / (Math.sqrt(v) + 1e-8);
      }
    }
    console.log(
      `epoch ${epoch + 1}: loss ${(loss / choices.length).toFixed(4)}, wrong ${((100 * wrong) / choices.length).toFixed(2)} %`,
    );
  }
  const rounded = (value: number): number => Number(value.toFixed(3));
  const rows = Array.from({ length: units }, (_, unit) =>
    [...weights.slice(unit * stride, (unit + 1) * stride)].map(rounded),
  );
  return {
    hidden: rows.map((row) => row.slice(0, width)),
    hiddenBias: rows.map((row) => row[width] ?? 0),
    output: [...weights.slice(units * stride)].map(rounded),
  };
}

const [source, out] = process.argv.slice(2);
if (source === undefined || out === undefined)
  throw new Error('Usage: fitRelations.ts TRAIN.jsonl.gz OUT.ts');
const choices: Choice[] = [];
let lineCount = 0;
let unreached = 0;
for (const { layout, latex, symbols } of readCrohmeFile(source)) {
  if (layout === null || symbolsOf(layout).length !== symbols.length) continue;
  if (spell(plainTree(layout)) !== spell(readLatex(latex))) continue;
  const lines: GoldLine[] = [];
  collectLines([layout], lines);
  for (const line of lines) {
    const { choices: found, isReached } = choicesOf(line);
    choices.push(...found);
    lineCount += 1;
    if (!isReached) unreached += 1;
  }
}
console.log(`${lineCount} lines, ${choices.length} choices; the reading order loses ${unreached} lines`);
const weights = fit(choices);
writeFileSync(
  out,
  `import type { RelationWeights } from './relationScore.ts';

/**
 * Written by test/measure/fitRelations.ts from CROHME's training set (CC BY-NC-SA 3.0), of which it holds no sample; see
 * docs/formula.md. Columns are in the order of relationFeatures.
 */
export const relationWeights: RelationWeights = ${JSON.stringify(weights, null, 2).replace(/\[\s+((?:-?[\d.e-]+,?\s*)+)\]/g, (_, inner: string) => `[${inner.trim().replace(/\s+/g, ' ')}]`)};
`,
);
