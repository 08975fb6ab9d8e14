import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { isReadable, isWritable, labelFormats } from '#shared/formats/label/registry.ts';
import { type ConvertedImages, convertLabels } from '#electron/services/labels/convertLabels.ts';
import { withWorkers } from './environment.ts';
import { problemText } from './importLabelsCommand.ts';
import { exitCodes } from './progress.ts';

interface Given {
  readonly from: string;
  readonly to: string;
  readonly images: ConvertedImages;
  readonly json: boolean;
}

async function run(
  inputs: readonly string[],
  out: string,
  { from, to, images, json }: Given,
): Promise<number> {
  return withWorkers(async (workers) => {
    const { signal } = new AbortController();
    const report = await convertLabels(workers, from, to, inputs, resolve(out), images, signal);
    if (json) console.log(JSON.stringify(report));
    else console.log(`${report.images} images, ${report.boxes} boxes written to ${out}`);
    for (const problem of report.problems) console.error(problemText(problem));
    return report.problems.length > 0 ? exitCodes.unreadable : exitCodes.good;
  });
}

/** Adds `surd convert-labels`. */
export function addConvertCommand(program: Command, end: (command: Promise<number>) => Promise<void>): void {
  program
    .command('convert-labels')
    .description('turn label files of one format into another, without a project')
    .argument('<in>', 'a label file, or a folder of them')
    .argument('<out>', 'a folder that does not exist yet')
    .addOption(
      new Option('--from <format>', 'format of what is there')
        .choices(labelFormats.filter(isReadable).map(({ id }) => id))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <format>', 'format to write')
        .choices(labelFormats.filter(isWritable).map(({ id }) => id))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--images <how>', 'put the images where the new labels expect them')
        .choices(['none', 'copy', 'link'])
        .default('none'),
    )
    .option('--json', 'print the outcome as JSON', false)
    .action((input: string, out: string, given: Given) => end(run([input], out, given)));
}
