/**
 * One evaluation in a process of its own, for its memory: `node evaluationRun.ts TRUTH PREDICTIONS` prints times and the
 * largest resident size as JSON.
 */
import { readFileSync } from 'node:fs';
import { evaluateCoco } from '#shared/evaluation/averagePrecision.ts';
import { evaluateRun } from '#shared/evaluation/evaluateRun.ts';
import { readCocoRun } from '#shared/evaluation/readCocoRun.ts';
import { readCocoTruth } from '#shared/evaluation/readCocoTruth.ts';

/** What this prints. */
export interface TimedEvaluation {
  readonly readMs: number;
  /** COCO's matching, curves and twelve figures. */
  readonly evaluateMs: number;
  /** Every figure of a report, with intervals, and the list of errors. */
  readonly wholeMs: number;
  readonly stats: readonly number[];
  readonly maxRssBytes: number;
}

const read = (name: string): { name: string; text: string } => ({ name, text: readFileSync(name, 'utf8') });
const [truth = '', predictions = ''] = process.argv.slice(2);

const start = performance.now();
const { set } = readCocoRun(read(predictions), readCocoTruth(read(truth)));
const readMs = performance.now() - start;
const { summary } = evaluateCoco(set);
const evaluateMs = performance.now() - start - readMs;
const before = performance.now();
evaluateRun(set);
const timed: TimedEvaluation = {
  readMs,
  evaluateMs,
  wholeMs: performance.now() - before,
  stats: Object.values(summary),
  maxRssBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(timed));
