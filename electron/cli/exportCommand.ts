import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '#shared/base/errors.ts';
import type { ImageState } from '#shared/dataset/imageAsset.ts';
import { type SplitName, splitNames, type SplitRatios } from '#shared/dataset/splits.ts';
import { type ImageMode, imageModes, type Loss } from '#shared/formats/label/labelFormat.ts';
import { isWritable, labelFormats } from '#shared/formats/label/registry.ts';
import { exportLabels, previewExport } from '#electron/services/labels/exportLabels.ts';
import {
  type ExportOptions,
  type Frame,
  frames,
  type Grouping,
  groupings,
} from '#electron/services/labels/exportOptions.ts';
import type { ExportReceipt } from '#electron/services/labels/receipt.ts';
import { withWorkers } from './environment.ts';
import { ratios, seed, states } from './labelOptions.ts';
import { exitCodeOf, exitCodes, runJob } from './progress.ts';

interface Given {
  readonly format: string;
  readonly out: string;
  readonly all: boolean;
  readonly state?: readonly ImageState[] | null;
  readonly label?: string[];
  readonly flagged?: boolean;
  readonly unflagged?: boolean;
  readonly split?: SplitRatios;
  readonly seed: number;
  readonly groupBy: Grouping;
  readonly onlySplit?: SplitName;
  readonly images: ImageMode;
  readonly frame: Frame;
  readonly lock?: string;
  readonly newLock: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

async function optionsOf(given: Given): Promise<ExportOptions> {
  const { flagged, unflagged, lock } = given;
  if (given.onlySplit !== undefined && given.split === undefined)
    throw new AppError(
      'ipc.badPayload',
      '--only-split needs --split, which says how the images are divided.',
    );
  return {
    format: given.format,
    filter: {
      states: given.all ? null : given.state === undefined ? ['reviewed'] : given.state,
      flagged: flagged === true ? true : unflagged === true ? false : null,
      labels: given.label ?? null,
      onlySplit: given.onlySplit ?? null,
    },
    split:
      given.split === undefined ? null : { ratios: given.split, seed: given.seed, groupBy: given.groupBy },
    images: given.images,
    frame: given.frame,
    lock: lock === undefined ? null : { file: lock, text: await readLock(lock) },
    newLock: given.newLock,
  };
}

async function readLock(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('file.notReadable', `${path} cannot be read.`, { file: path }, { cause });
  }
}

const lossTexts: Readonly<Record<Loss['kind'], string>> = {
  detections: 'raw detections are not written',
  symbols: 'symbols are not written, the raw detections are',
  scores: 'scores of boxes that came from the detector',
  states: 'whether boxes were accepted, corrected or drawn',
  latex: 'formulas of images',
  fractions: 'boxes are rounded to whole pixels',
  coordinates: 'places of boxes stand in comments, which Surd alone reads',
  labelSet: 'labels without boxes stand in labels.lock.json alone',
  cut: 'boxes that stand out of their image are cut at its edge',
  labelNames: 'labels are written under another name',
  labelNamesRefused: 'labels cannot be written at all',
};

function tellLosses(losses: readonly Loss[]): void {
  for (const { kind, count, names } of losses) {
    const shown = kind === 'labelNames' || kind === 'labelNamesRefused' ? `: ${names.join(' ')}` : '';
    console.error(`  not held: ${lossTexts[kind]} (${count})${shown}`);
  }
}

async function run(project: string, given: Given): Promise<number> {
  const options = await optionsOf(given);
  return withWorkers(async (workers) => {
    if (!existsSync(project))
      throw new AppError('project.notFound', `There is no project at ${project}.`, { file: project });
    const path = resolve(project);
    await workers.storage.call('open', { path, create: false, seedLabels: [] });
    if (given.dryRun) {
      const preview = await previewExport(workers, options, new AbortController().signal);
      await workers.storage.call('close', {});
      if (given.json) console.log(JSON.stringify(preview));
      else {
        console.log(`${preview.facts.images} images, ${preview.facts.boxes} boxes would be written`);
        tellLosses(preview.losses);
      }
      return exitCodes.good;
    }
    const ended: { receipt: ExportReceipt | null } = { receipt: null };
    const finished = await runJob('export', async (reporter) => {
      ended.receipt = await exportLabels(workers, path, options, resolve(given.out), reporter);
    });
    await workers.storage.call('close', {});
    const { receipt } = ended;
    if (given.json) {
      const { outcome, done, failureCount, failures, error, resultPath } = finished;
      console.log(JSON.stringify({ outcome, done, failureCount, failures, error, resultPath, receipt }));
    } else if (receipt === null) console.log('Nothing was written.');
    else {
      const { images, boxes, dropped, largestErrorPx } = receipt;
      console.log(
        `${images} images, ${boxes} boxes written to ${given.out}; read again: ${dropped} dropped, largest error ${largestErrorPx.toPrecision(2)} px`,
      );
      tellLosses(receipt.losses);
    }
    return exitCodeOf(finished);
  });
}

/** Adds `surd export`. */
export function addExportCommand(program: Command, end: (command: Promise<number>) => Promise<void>): void {
  program
    .command('export')
    .description('write the symbols of a project, with its images; read them again and compare')
    .argument('<project>', 'a .surd file')
    .requiredOption('--out <folder>', 'a folder that does not exist yet')
    .addOption(
      new Option('--format <format>', 'label format')
        .choices(labelFormats.filter(isWritable).map(({ id }) => id))
        .default('coco'),
    )
    .option('--all', 'images of any state, not only the reviewed ones', false)
    .option('--state <states>', 'images of these states, with commas between', states)
    .option('--label <name...>', 'boxes of these labels alone, and images that have any')
    .addOption(new Option('--flagged', 'flagged images alone').conflicts('unflagged'))
    .option('--unflagged', 'images without a flag alone')
    .option('--split <shares>', 'divide into train/val/test, as in 80/10/10', ratios)
    .option('--seed <n>', 'the same seed divides in the same way', seed, 1)
    .addOption(
      new Option('--group-by <what>', 'images that stay on one side of a split')
        .choices(groupings)
        .default('writer'),
    )
    .addOption(new Option('--only-split <name>', 'one part of the division alone').choices(splitNames))
    .addOption(
      new Option('--images <how>', 'copy them, link to them or leave them where they are')
        .choices(imageModes)
        .default('copy'),
    )
    .addOption(
      new Option(
        '--frame <which>',
        'photos turned by their EXIF: upright, or as in the file with turned boxes',
      )
        .choices(frames)
        .default('upright'),
    )
    .option('--lock <file>', 'keep to the labels.lock.json of another export')
    .option('--new-lock', 'begin a new order of labels; ids may differ from earlier exports', false)
    .option('--dry-run', 'say what would be written and what the format cannot hold', false)
    .option('--json', 'print the outcome as JSON', false)
    .action((project: string, given: Given) => end(run(project, given)));
}
