import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { ReadProblem } from '#shared/formats/label/labelData.ts';
import type { Frame } from '#electron/services/labels/exportOptions.ts';
import { importLabels } from '#electron/services/labels/importLabels.ts';
import type { ConflictRule, ImportReport } from '#electron/services/labels/importOptions.ts';
import { withWorkers } from './environment.ts';
import { exitCodeOf, exitCodes, runJob } from './progress.ts';

/** The options of an import of label files, as given. */
export interface GivenImport {
  readonly format?: string;
  readonly images?: string;
  readonly conflicts: ConflictRule;
  readonly frame?: Frame;
  readonly map?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const mappingSchema = z.record(z.string(), z.string().min(1).max(200).nullable());

async function readMapping(path: string | undefined): Promise<ReadonlyMap<string, string | null>> {
  if (path === undefined) return new Map();
  try {
    return new Map(Object.entries(mappingSchema.parse(JSON.parse(await readFile(path, 'utf8')))));
  } catch (cause) {
    throw new AppError(
      'format.malformed',
      `${path}: a mapping is a JSON object of names: {"old": "new", "left out": null}.`,
      { file: path },
      { cause },
    );
  }
}

/** A problem as a line of text. */
export function problemText({ file, line, field, cause }: ReadProblem): string {
  const place = [file, line === null ? null : `line ${line}`, field].filter(
    (part) => part !== null && part !== '',
  );
  return `${place.join(', ')}: ${cause}`;
}

const shownProblems = 20;

function print(report: ImportReport): void {
  const { dryRun, images, imagesAdded, unchanged, conflicts, boxesAdded, boxesRemoved } = report;
  const would = dryRun ? 'would be ' : '';
  console.log(
    `${images} images in the files: ${imagesAdded} ${would}added to the project, ${unchanged} unchanged, ${conflicts} in conflict`,
  );
  console.log(
    `boxes: ${boxesAdded} ${would}added, ${boxesRemoved} ${would}removed, ${report.detectionsAdded} ${would}added as detections`,
  );
  if (report.damaged > 0)
    console.log(
      `${report.damaged} images have boxes that could not be read: ${dryRun ? 'they would not be' : 'they are not'} marked reviewed, and boxes of the project stay`,
    );
  const fresh = report.labels.filter(({ isNew }) => isNew).map(({ mapsTo }) => mapsTo ?? '');
  if (fresh.length > 0) console.log(`labels ${would}added: ${fresh.join('  ')}`);
  for (const { name, mapsTo } of report.labels)
    if (mapsTo !== name) console.log(`label ${name}: ${mapsTo ?? 'left out'}`);
  for (const problem of report.problems.slice(0, shownProblems)) console.error(problemText(problem));
  if (report.problemCount > shownProblems)
    console.error(`... and ${report.problemCount - shownProblems} more`);
}

/** `surd import --format F`: takes labels of files into a project, which is made with the files' labels if it is new. */
export async function importLabelsInto(
  project: string,
  inputs: readonly string[],
  format: string,
  given: GivenImport,
): Promise<number> {
  const mapping = await readMapping(given.map);
  return withWorkers(async (workers) => {
    const isNew = !existsSync(project);
    // A dry run makes no project: it looks at an empty one that is gone afterwards.
    const folder = isNew && given.dryRun ? await mkdtemp(join(tmpdir(), 'surd-dry-run-')) : null;
    const path = folder === null ? resolve(project) : join(folder, basename(project));
    await workers.storage.call('open', { path, create: isNew, seedLabels: [] });
    const ended: { report: ImportReport | null } = { report: null };
    const finished = await runJob('import', async (reporter) => {
      ended.report = await importLabels(
        workers,
        {
          format,
          paths: inputs,
          imageFolder: given.images === undefined ? null : resolve(given.images),
          conflicts: given.conflicts,
          frame: given.frame ?? null,
          mapping,
          dryRun: given.dryRun,
        },
        reporter,
      );
    });
    await workers.storage.call('close', {});
    if (folder !== null) await rm(folder, { recursive: true, force: true });
    const { report } = ended;
    if (given.json) console.log(JSON.stringify({ outcome: finished.outcome, error: finished.error, report }));
    else if (report !== null) print(report);
    return (report?.problemCount ?? 0) > 0 ? exitCodes.unreadable : exitCodeOf(finished);
  });
}
