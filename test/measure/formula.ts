/**
 * How often the layout read from true boxes is the one that the ground truth writes:
 * `npm run measure:formula [-- FILE.jsonl.gz] [--list]`. What counts as equal is told in docs/formula.md.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseFormula } from '#shared/formula/parseFormula.ts';
import { plainTree, spell } from '#shared/formula/plainTree.ts';
import { readLatex } from '#shared/formula/readLatex.ts';
import { writeLatex } from '#shared/formula/writeLatex.ts';
import { readCrohmeFile, type TrueFormula } from './crohmeFile.ts';
import { firstError } from './layoutLinks.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false } },
});
const path = positionals[0] ?? '../shared/data/crohme/valid.jsonl.gz';
if (!existsSync(path)) {
  console.error(`There is no file ${path}: nothing measured.`);
  process.exit(1);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} % (${part} of ${whole})`;
}

/** How often each thing comes, the most frequent first. */
function tally(things: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([thing, count]) => `${String(count).padStart(6)}  ${thing}`)
    .join('\n');
}

const formulas = readCrohmeFile(path);
const errors: string[] = [];
let equal = 0;
let reachable = 0;
let withMathml = 0;
for (const { id, latex, layout, symbols } of formulas) {
  const { tree } = parseFormula(symbols);
  const [read, truth] = [spell(plainTree(tree)), spell(readLatex(latex))];
  if (layout !== null) withMathml += 1;
  if (layout !== null && spell(plainTree(layout)) === truth) reachable += 1;
  if (read === truth) equal += 1;
  else {
    errors.push(
      layout === null
        ? 'unknown: no MathML'
        : (firstError(layout, tree) ?? 'LaTeX and boxes of the truth differ'),
    );
    if (values.list) console.log(`${id}\n  truth ${truth}\n  read  ${read}`);
  }
}

/** The formulas of a file side by side until there are so many boxes. */
function manyBoxes(all: readonly TrueFormula[], count: number): TrueFormula['symbols'] {
  let x = 0;
  const found = all.flatMap(({ symbols }, nth) => {
    const left = Math.min(...symbols.map(({ box }) => box.x));
    const top = Math.min(...symbols.map(({ box }) => box.y));
    const height = Math.max(...symbols.map(({ box }) => box.y + box.height)) - top;
    const width = Math.max(...symbols.map(({ box }) => box.x + box.width)) - left;
    const moved = symbols.map(({ id, label, box }) => ({
      id: `${nth} ${id}`,
      label,
      box: {
        x: x + (box.x - left) / height,
        y: (box.y - top) / height,
        width: box.width / height,
        height: box.height / height,
      },
    }));
    x += width / height + 0.2;
    return moved;
  });
  return found.slice(0, count);
}

const hundred = manyBoxes(formulas.slice(0, 40), 100);
const times = Array.from({ length: 30 }, () => {
  const start = process.cpuUsage();
  writeLatex(parseFormula(hundred).tree);
  return process.cpuUsage(start).user / 1000;
});
const sorted = [...times].sort((a, b) => a - b);

console.log(`${path}: ${formulas.length} formulas`);
console.log(`layout equal to the ground truth   ${percent(equal, formulas.length)}`);
console.log(`ground truth agrees with itself    ${percent(reachable, withMathml)}, LaTeX against MathML`);
console.log(
  `${hundred.length} boxes to LaTeX, processor time first ${(times[0] ?? 0).toFixed(1)} ms, median ${(sorted[15] ?? 0).toFixed(1)} ms, highest ${(sorted.at(-1) ?? 0).toFixed(1)} ms`,
);
if (errors.length > 0)
  console.log(`\nwhat goes wrong first, place by the truth and place given:\n${tally(errors)}`);
