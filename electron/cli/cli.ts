import { Command, InvalidArgumentError, Option } from 'commander';
import { check, type CheckOptions } from './check.ts';
import { frames } from '#electron/services/labels/exportOptions.ts';
import { conflictRules } from '#electron/services/labels/importOptions.ts';
import { isReadable, labelFormats } from '#shared/formats/label/registry.ts';
import { addConvertCommand } from './convertCommand.ts';
import { detect, type DetectOptions } from './detect.ts';
import { evaluateCommand, type EvaluateCommand } from './evaluate.ts';
import { formula } from './formula.ts';
import { addExportCommand } from './exportCommand.ts';
import { type GivenImport, importLabelsInto } from './importLabelsCommand.ts';
import { inspect, listOps } from './inspect.ts';
import { exitCodes, tellFailure } from './progress.ts';
import { importInto, listModels } from './projectCommands.ts';

function score(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It has to be a number from 0 to 1.');
  return value;
}

function overlap(text: string): number {
  const value = score(text);
  if (value === 0) throw new InvalidArgumentError('It has to be above 0: boxes apart are not one symbol.');
  return value;
}

function threads(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 256)
    throw new InvalidArgumentError('It has to be a whole number from 1.');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('It has to be a whole number from 0.');
  return value;
}

/** Runs a command and sets the exit code, whatever becomes of it. */
async function run(command: Promise<number>): Promise<void> {
  try {
    process.exitCode = await command;
  } catch (error) {
    process.exitCode = tellFailure(error);
  }
}

const program = new Command('surd')
  .description('Label formula images symbol by symbol, and run the detector that reads them.')
  .addHelpText(
    'after',
    '\nExit codes: 0 all done, 1 wrong usage, 2 some input could not be read (the rest is done and written).',
  )
  .showHelpAfterError('Run with --help to see what there is.');

program
  .command('detect')
  .description(
    'detect the symbols of images, folders of images and InkML files; write one COCO object with scores',
  )
  .argument('<input...>', 'image, folder or InkML file')
  .requiredOption('--out <file>', 'where to write {images, categories, annotations}')
  .option(
    '--model <id|file>',
    'model by id, or by its .json or .onnx file (default: the shipped float16 one)',
  )
  .option('--score <n>', 'lowest score to write', score, 0.05)
  .option('--threads <n>', 'threads of one run (default: one for each core)', threads)
  .action((inputs: string[], options: Omit<DetectOptions, 'threads'> & { threads?: number }) =>
    run(detect(inputs, { ...options, threads: options.threads ?? null })),
  );

program
  .command('import')
  .description(
    'bring images, folders and InkML files into a project, or with --format labels of files; it is made if it does not exist',
  )
  .argument('<project>', 'a .surd file')
  .argument('<input...>', 'image, folder or InkML file; with --format, label files or folders of them')
  .addOption(
    new Option('--format <format>', 'take labels of this format').choices(
      labelFormats.filter(isReadable).map(({ id }) => id),
    ),
  )
  .option('--images <folder>', 'where the images of label files are, if not beside them')
  .addOption(
    new Option('--conflicts <rule>', 'whose boxes count where both differ; detections keeps both')
      .choices(conflictRules)
      .default('mine'),
  )
  .addOption(
    new Option(
      '--frame <which>',
      'where photos are turned by their EXIF: boxes of the upright picture or of the pixels in the file (default: as the receipt and the sizes say)',
    ).choices(frames),
  )
  .option('--map <file>', 'a JSON object of label names: {"of the file": "of the project", "left out": null}')
  .option('--dry-run', 'say what would happen, and change nothing', false)
  .option('--json', 'print the outcome as JSON', false)
  .action((project: string, inputs: string[], given: GivenImport) =>
    run(
      given.format === undefined
        ? importInto(project, inputs, given.json)
        : importLabelsInto(project, inputs, given.format, given),
    ),
  );

addExportCommand(program, run);
addConvertCommand(program, run);

/** What commander makes of the options of `surd check`. */
type CheckCommand = Pick<CheckOptions, 'score' | 'json'> & {
  readonly images?: string;
  readonly rule?: readonly string[];
};

program
  .command('check')
  .description(
    'list what is suspicious about the boxes of a COCO file: labels by rules of grammar, ink without a box, boxes without ink',
  )
  .argument('<coco>', 'a COCO file: {images, categories, annotations}')
  .option('--images <folder>', 'what the file names are relative to (default: the folder of the file)')
  .option('--score <n>', 'lowest score of a box that counts; boxes without a score always do', score, 0.5)
  .option(
    '--rule <id...>',
    'go by these rules alone, or by "all" (default: those that were right often enough)',
  )
  .option('--json', 'print it as JSON', false)
  .action((coco: string, { images, rule, ...options }: CheckCommand) =>
    run(
      check(coco, {
        ...options,
        ...(images === undefined ? {} : { images }),
        ...(rule === undefined ? {} : { rules: rule }),
      }),
    ),
  );

program
  .command('formula')
  .description('write the LaTeX that the boxes of each image of a COCO file spell')
  .argument('<coco>', 'a COCO file: {images, categories, annotations}')
  .option('--score <n>', 'lowest score of a box that counts; boxes without a score always do', score, 0.5)
  .option('--json', 'print it as JSON', false)
  .action((coco: string, options: { score: number; json: boolean }) => run(formula(coco, options)));

program
  .command('evaluate')
  .description(
    'judge detections by truth: COCO figures, TIDE, confusions, calibration, what errors cost the formula',
  )
  .argument('[project]', 'a .surd file: its stored detections against its reviewed images')
  .option('--truth <file>', 'COCO ground truth')
  .option('--predictions <file>', 'COCO results, or a COCO object with scores as detect writes it')
  .option('--against <file>', 'a second run on the same truth, to compare with')
  .option('--run <model>', 'the model whose stored detections of the project are meant')
  .option('--score <n>', 'lowest score that counts, in all but AP and curves', score, 0.5)
  .option('--iou <n>', 'overlap from which on a detection is right', overlap, 0.5)
  .option(
    '--nms <n>',
    'of two detections that overlap by more the surer one counts (default: all count)',
    overlap,
  )
  .option(
    '--formulas <n>',
    'images whose formulas are compared, evenly spread; 0 for none',
    wholeNumber,
    1000,
  )
  .option('--html <file>', 'write a report, with JSON and CSV beside it')
  .option('--json', 'print all figures as JSON', false)
  .action((project: string | undefined, options: EvaluateCommand) => run(evaluateCommand(project, options)));

program
  .command('models')
  .description('list the models that the app knows')
  .option('--json', 'print them as JSON', false)
  .action(({ json }: { json: boolean }) => run(listModels(json)));

program
  .command('inspect')
  .description(
    'read a model file (ONNX, TFLite, TensorFlow, tfjs, Caffe2); say what runtimes make of it, and what to do',
  )
  .argument('<model>', 'a model file, or the folder of a SavedModel or tfjs model')
  .option('--runtime <id...>', 'ask these runtimes alone (default: all that fit the format)')
  .option('--json', 'print it as JSON', false)
  .action((model: string, { runtime, json }: { runtime?: string[]; json: boolean }) =>
    run(inspect(model, runtime ?? [], json)),
  );

program
  .command('ops')
  .description('list the operators that runtimes have')
  .option('--runtime <id>', 'one runtime alone')
  .option('--json', 'print them as JSON', false)
  .action(({ runtime, json }: { runtime?: string; json: boolean }) =>
    run(Promise.resolve(listOps(runtime, json))),
  );

// Commander ends with 1 for whatever is wrong with the arguments, as documented; help ends with 0.
process.exitCode = exitCodes.good;
await program.parseAsync();
