/**
 * `npm run ring`: the whole ring once, on the samples, with the real parts: import, detect, correct (from the truth), export,
 * fine-tune a few steps, load the new model, detect again, and judge both. Needs a built app and Python with the packages of
 * models/training; SURD_PYTHON names it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const training = join(root, 'models/training');
const python = process.env['SURD_PYTHON'] ?? join(training, '.venv/bin/python');
const steps = Number(process.env['SURD_RING_STEPS'] ?? 8);
const samples = join(root, 'samples');

function surd(...args: readonly string[]): string {
  console.log(`$ surd ${args.join(' ')}`);
  return execFileSync(process.execPath, [join(root, 'out/main/cli.js'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
}

interface Judgement {
  readonly headline: { readonly f1: { readonly value: number } };
}

function demand(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`The ring is broken: ${what}.`);
  console.log(`  ${what}`);
}

function judge(truth: string, predictions: string): number {
  const { headline } = JSON.parse(
    surd('evaluate', '--truth', truth, '--predictions', predictions, '--nms', '0.4', '--json'),
  ) as Judgement;
  return headline.f1.value;
}

function run(folder: string): void {
  const project = join(folder, 'ring.surd');
  const truth = join(samples, 'truth.json');
  const images = join(samples, 'images');
  const exported = join(folder, 'export');
  const before = join(folder, 'before.json');
  const after = join(folder, 'after.json');

  surd('import', project, images, '--json');
  surd('detect', images, '--out', before);
  // The detections go in as somebody's boxes, the truth corrects them.
  surd('import', project, '--format', 'coco', truth, '--images', images, '--conflicts', 'theirs', '--json');
  surd('export', project, '--format', 'coco', '--out', exported, '--all', '--json');
  const receipt = JSON.parse(readFileSync(join(exported, 'receipt.json'), 'utf8')) as { dropped: number };
  demand(receipt.dropped === 0, 'the export dropped no box');

  console.log(`$ python -m surd_train.finetune --steps ${steps}`);
  const tuned = join(folder, 'tuned');
  const arguments_ = ['-m', 'surd_train.finetune', '--model', join(root, 'models/mobilenetFpn-f16.json')];
  execFileSync(
    python,
    [
      ...arguments_,
      '--coco',
      join(exported, 'annotations.json'),
      '--out',
      tuned,
      '--steps',
      String(steps),
      '--threads',
      '1',
    ],
    { cwd: training, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const model = join(tuned, 'mobilenetFpn-mine-f16.json');
  demand(existsSync(model), 'fine-tuning wrote a model with its manifest');
  surd('detect', images, '--out', after, '--model', model);
  const [f1Before, f1After] = [judge(truth, before), judge(truth, after)];
  console.log(`F1 on the samples: ${f1Before.toFixed(4)} before, ${f1After.toFixed(4)} after ${steps} steps`);
  demand(f1After > f1Before - 0.05, 'the new model reads the samples about as well or better');
}

if (!existsSync(python)) {
  console.log(`SKIPPED: there is no ${python}; models/training/setup.sh makes it, SURD_PYTHON names another`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'surd-ring-'));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
