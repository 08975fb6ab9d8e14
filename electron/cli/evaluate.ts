import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { Interval } from '#shared/evaluation/bootstrap.ts';
import { evaluateSteps } from '#shared/evaluation/evaluateRun.ts';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import type { ImageFacts } from '#shared/evaluation/imageFacts.ts';
import { readCocoRun } from '#shared/evaluation/readCocoRun.ts';
import { readCocoTruth } from '#shared/evaluation/readCocoTruth.ts';
import type { Evaluation, EvaluationReport } from '#shared/evaluation/report.ts';
import { reportFiles } from '#shared/evaluation/reportFiles.ts';
import { compareEvaluations, comparedFigures, type RunComparison } from '#shared/evaluation/runComparison.ts';
import { tideErrors } from '#shared/evaluation/tide.ts';
import { withoutOverlaps } from '#shared/evaluation/withoutOverlaps.ts';
import { readLabelFile, writeReportFiles } from '#electron/services/evaluationFiles.ts';
import { readProjectTruth } from '#electron/services/projectEvaluation.ts';
import { withWorkers } from './environment.ts';
import { exitCodes, showProgress } from './progress.ts';

/** The options of `surd evaluate` as they were given. */
export interface EvaluateCommand {
  readonly truth?: string;
  readonly predictions?: string;
  readonly against?: string;
  readonly run?: string;
  readonly score: number;
  readonly iou: number;
  readonly formulas: number;
  readonly nms?: number;
  readonly html?: string;
  readonly json: boolean;
}

/** Errors that `--json` prints; the CSV beside the report has all of them. */
const printedErrors = 1000;

/** A run with what a reader should know about it. */
interface Judged {
  readonly set: EvaluationSet;
  readonly images: readonly ImageFacts[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly imagesNotRun: number;
  readonly detectionsWithoutTruth: number;
  /** Of `--against`: the run that the other one is compared with. */
  readonly other: EvaluationSet | null;
}

async function readFiles(
  truthFile: string,
  predictions: string,
  against: string | undefined,
): Promise<Judged> {
  const truth = readCocoTruth(await readLabelFile(truthFile));
  const run = readCocoRun(await readLabelFile(predictions), truth);
  const other = against === undefined ? null : readCocoRun(await readLabelFile(against), truth).set;
  return {
    ...run,
    other,
    // A COCO file says nothing more of its images.
    images: truth.images.map(({ source }) => ({
      source,
      writer: null,
      flagged: false,
      doubt: null,
      boxes: 0,
    })),
    facts: [
      ['Truth', basename(truthFile)],
      ['Predictions', basename(predictions)],
    ],
  };
}

function readProject(project: string, modelId: string | undefined): Promise<Judged> {
  const path = resolve(project);
  if (!existsSync(path))
    throw new AppError('project.notFound', `There is no project at ${project}.`, { file: project });
  return withWorkers(async (workers) => {
    await workers.storage.call('open', { path, create: false, seedLabels: [] });
    const truth = await readProjectTruth(workers, modelId ?? null, (done, total) => {
      showProgress(`${done} of ${total} images read`);
    });
    await workers.storage.call('close', {});
    if (!truth.hasStored)
      throw new AppError(
        'evaluation.noRun',
        modelId === undefined
          ? `No reviewed image of ${project} has detections. Run the detector on the project first.`
          : `No reviewed image of ${project} has detections of ${modelId}. Run that model on the project first.`,
        { file: project },
      );
    return {
      set: truth.stored,
      other: null,
      images: truth.facts,
      facts: [
        ['Project', basename(path)],
        ['Model', modelId ?? 'stored detections'],
      ],
      imagesNotRun: truth.imagesNotRun,
      detectionsWithoutTruth: 0,
    };
  });
}

const percent = (share: number | null): string =>
  share === null || share < 0 ? '-' : `${(share * 100).toFixed(1)} %`;

function intervalText({ value, low, high }: Interval): string {
  return low === null || high === null
    ? percent(value)
    : `${percent(value)}  (${percent(low)} to ${percent(high)})`;
}

function printComparison({ differences, counts, formulas, readOtherwise, detections }: RunComparison): void {
  console.log('\nAgainst the other run (other minus this one)');
  for (const key of comparedFigures) {
    const { isMoreThanNoise, ...interval } = differences[key];
    const verdict = isMoreThanNoise ? 'more than noise' : 'may be noise';
    console.log(`  ${key.padEnd(12)} ${intervalText(interval)}  ${verdict}`);
  }
  console.log(
    `  boxes: ${Object.entries(counts)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}`,
  );
  console.log(`  formulas that read otherwise: ${readOtherwise.length}`);
  console.log(`  formulas without error: ${formulas.fixed} more, ${formulas.broken} fewer`);
  const same = Object.entries(detections.counts).map(([kind, count]) => `${count} ${kind}`);
  console.log(
    `  detections: ${same.join(', ')}; scores differ by up to ${detections.largestScoreDelta.toFixed(4)}, edges by ${detections.largestEdgeDelta.toFixed(2)} px`,
  );
}

function print(report: EvaluationReport): void {
  const { headline, symbols, symbolsMerged, tide, layout, confusion, bestThreshold, calibration } = report;
  console.log(
    `${report.images} images, ${report.truths} symbols, ${report.detections} detections; counted from score ${report.parameters.score}, IoU ${report.parameters.iou}\n`,
  );
  const rows: readonly (readonly [string, Interval])[] = [
    ['AP 0.50:0.95', headline.ap],
    ['AP 0.50', headline.ap50],
    ['precision', headline.precision],
    ['recall', headline.recall],
    ['F1', headline.f1],
    ['no error', headline.noError],
  ];
  for (const [name, interval] of rows) console.log(`${name.padEnd(14)} ${intervalText(interval)}`);
  console.log(`${'F1, merged'.padEnd(14)} ${percent(symbolsMerged.f1)}  look-alikes taken for one label`);
  if (layout !== null) {
    const right = layout.formulas === 0 ? null : layout.right / layout.formulas;
    console.log(
      `${'formula'.padEnd(14)} ${percent(right)} read right; relations F1 ${percent(layout.relations.f1)}`,
    );
  }
  console.log(
    `\n${symbols.correct} right, ${symbols.confused} confused, ${symbols.spurious} of nothing, ${symbols.missed} missed`,
  );
  if (bestThreshold !== null)
    console.log(`best F1 ${percent(bestThreshold.f1)} at score ${bestThreshold.score.toFixed(3)}`);
  if (calibration.ece !== null) console.log(`calibration error ${calibration.ece.toFixed(4)}`);
  const costs = tideErrors.map((type) => `${type} ${tide.cost[type].toFixed(2)} (${tide.counts[type]})`);
  console.log(`TIDE, AP points (count): ${costs.join(', ')}`);
  const pairs = confusion.pairs.slice(0, 10).map(({ truth, read, count }) => `${truth} as ${read} ${count}`);
  if (pairs.length > 0) console.log(`confused most: ${pairs.join(', ')}`);
}

function evaluate(set: EvaluationSet, judged: Judged, { iou, score, formulas }: EvaluateCommand): Evaluation {
  const steps = evaluateSteps(set, { iou, score, formulas, images: judged.images });
  for (let toldAt = 0; ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - toldAt < 100) continue;
    toldAt = performance.now();
    showProgress(`evaluating, ${Math.round(step.value * 100)} %`);
  }
}

function usage(message: string): number {
  console.error(`error: ${message}\n\nRun with --help to see what there is.`);
  return exitCodes.usage;
}

/**
 * `surd evaluate`: judges detections by truth, both from COCO files, or both from a project. Prints figures, or all of
 * them as JSON; writes a report with `--html`.
 */
export async function evaluateCommand(
  project: string | undefined,
  options: EvaluateCommand,
): Promise<number> {
  const { truth, predictions, against, run, score, iou } = options;
  if (project !== undefined && (truth !== undefined || predictions !== undefined || against !== undefined))
    return usage('Give a project, or --truth and --predictions, not both.');
  if (project === undefined && (truth === undefined || predictions === undefined))
    return usage('Give --truth and --predictions, or a project.');
  if (project === undefined && run !== undefined) return usage('--run belongs to a project.');
  const judged =
    project === undefined
      ? await readFiles(truth ?? '', predictions ?? '', against)
      : await readProject(project, run);
  const shownOf = (set: EvaluationSet): EvaluationSet =>
    options.nms === undefined ? set : withoutOverlaps(set, { nms: options.nms, score });
  const shown = shownOf(judged.set);
  const evaluation = evaluate(shown, judged, options);
  const { report, errors } = evaluation;
  const comparison =
    judged.other === null
      ? null
      : compareEvaluations(shown, shownOf(judged.other), { score, iou, formulas: options.formulas })
          .comparison;
  showProgress('');
  if (options.html !== undefined) {
    const title = `Evaluation of ${judged.facts[1]?.[1] ?? 'a run'}`;
    const head = { title, facts: judged.facts, createdAt: new Date().toISOString() };
    for (const file of await writeReportFiles(resolve(options.html), reportFiles(evaluation, head)))
      console.error(`written: ${file}`);
  }
  const { imagesNotRun, detectionsWithoutTruth } = judged;
  if (options.json)
    console.log(
      JSON.stringify({
        ...report,
        imagesNotRun,
        detectionsWithoutTruth,
        comparison,
        errorCount: errors.length,
        errors: errors.slice(0, printedErrors),
      }),
    );
  else {
    print(report);
    if (comparison !== null) printComparison(comparison);
  }
  if (imagesNotRun > 0)
    console.error(
      project === undefined
        ? `${imagesNotRun} images of the truth are not in the predictions; they count as read without a detection.`
        : `${imagesNotRun} reviewed images have no detections of this model; they are left out.`,
    );
  if (detectionsWithoutTruth > 0)
    console.error(
      `${detectionsWithoutTruth} detections are on images that the truth does not have; they are left out.`,
    );
  return exitCodes.good;
}
