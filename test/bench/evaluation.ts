/**
 * `npm run bench:evaluation [-- IMAGES]`: COCO figures of 10,000 images with 300,000 truths and 300,000 detections,
 * against pycocotools' COCOeval on the same file in the same run, the memory of the whole evaluation, and how long the
 * window takes with as many.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededDraws } from '#shared/evaluation/bootstrap.ts';
import { ensurePycocotools, pycocotoolsPython } from '../e2e/support/pycocotools.ts';
import { benchEvaluationWindow } from './evaluationWindow.ts';
import type { TimedEvaluation } from './evaluationRun.ts';
import { printLoad, printRatio } from './report.ts';

const symbolsOfImage = 30;
const labels = 101;

/** Formulas in two rows; nine of ten symbols are found, some elsewhere, some as another label, some of nothing. */
function makeFiles(folder: string, images: number): { truth: string; predictions: string } {
  const draw = seededDraws(8);
  const unit = (): number => draw(1e6) / 1e6;
  const short = (value: number): number => Math.round(value * 100) / 100;
  const annotations: object[] = [];
  const results: object[] = [];
  for (let image = 1; image <= images; image += 1) {
    for (let i = 0; i < symbolsOfImage; i += 1) {
      const [width, height] = [short(8 + 40 * unit()), short(8 + 50 * unit())];
      const [x, y] = [short((i % 15) * 52 + 4 * unit()), short(Math.floor(i / 15) * 80 + 10 * unit())];
      const label = 1 + draw(labels);
      const bbox = [x, y, width, height];
      annotations.push({
        id: annotations.length + 1,
        image_id: image,
        category_id: label,
        bbox,
        area: width * height,
        iscrowd: 0,
      });
      const isFound = unit() < 0.9;
      const moved = isFound
        ? [x + 3 * unit(), y + 3 * unit(), width * (0.9 + 0.2 * unit()), height * (0.9 + 0.2 * unit())]
        : [800 * unit(), 160 * unit(), 8 + 40 * unit(), 8 + 50 * unit()];
      results.push({
        image_id: image,
        category_id: unit() < 0.88 ? label : 1 + draw(labels),
        bbox: moved.map(short),
        score: Math.round(unit() * 1e5) / 1e5,
      });
    }
  }
  const files = { truth: join(folder, 'truth.json'), predictions: join(folder, 'predictions.json') };
  const listed = Array.from({ length: images }, (_, i) => ({
    id: i + 1,
    file_name: `${i + 1}.png`,
    width: 860,
    height: 240,
  }));
  const categories = Array.from({ length: labels }, (_, i) => ({ id: i + 1, name: `label ${i + 1}` }));
  writeFileSync(
    files.truth,
    JSON.stringify({ info: {}, licenses: [], images: listed, categories, annotations }),
  );
  writeFileSync(files.predictions, JSON.stringify(results));
  return files;
}

const script = `
import json, sys, time, contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    start = time.perf_counter()
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    read = time.perf_counter()
    run = COCOeval(truth, found, 'bbox')
    run.evaluate(); run.accumulate(); run.summarize()
    end = time.perf_counter()
print(json.dumps({'readMs': (read - start) * 1000, 'evaluateMs': (end - read) * 1000, 'stats': [float(v) for v in run.stats]}))
`;

interface Timed {
  readonly readMs: number;
  readonly evaluateMs: number;
  readonly stats: readonly number[];
}

const images = Number(process.argv[2] ?? 10_000);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const folder = mkdtempSync(join(tmpdir(), 'surd-bench-'));
try {
  printLoad();
  const files = makeFiles(folder, images);
  const program = join(import.meta.dirname, 'evaluationRun.ts');
  const run = (command: string, ...args: readonly string[]): unknown =>
    JSON.parse(execFileSync(command, [...args, files.truth, files.predictions], { encoding: 'utf8' }));
  const own = run(process.execPath, program) as TimedEvaluation;
  console.log(`${images} images, ${images * symbolsOfImage} truths and as many detections, ${labels} labels`);
  console.log(
    `Surd: reading ${seconds(own.readMs)}, COCO figures ${seconds(own.evaluateMs)}, every figure ${seconds(own.wholeMs)}`,
  );
  console.log(`Surd: at most ${(own.maxRssBytes / 2 ** 20).toFixed(0)} MiB resident (goal < 1024)`);
  if (ensurePycocotools()) {
    const theirs = run(pycocotoolsPython, '-c', script) as Timed;
    console.log(`pycocotools: reading ${seconds(theirs.readMs)}, COCOeval ${seconds(theirs.evaluateMs)}`);
    const ratio = own.evaluateMs / theirs.evaluateMs;
    printRatio('COCO figures / COCOeval', ratio, 1 / 3, `${(1 / ratio).toFixed(0)} times faster`);
    const apart = Math.max(...own.stats.map((figure, i) => Math.abs(figure - (theirs.stats[i] ?? NaN))));
    console.log(`largest difference of the twelve figures: ${apart.toExponential(1)} (goal <= 1e-6)`);
  }
  await benchEvaluationWindow(folder, images);
  printLoad();
} finally {
  rmSync(folder, { recursive: true });
}
