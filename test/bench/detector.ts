/**
 * `npm run bench:detector`: how fast each shipped model is on one 640 x 224 image, as ratios to float32 taken in one run,
 * and against Python's onnxruntime on the same file where the recipe's environment stands (`models/training/.venv`, or
 * SURD_PYTHON).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';
import { preprocess } from '#shared/detection/preprocess.ts';

const models = join(import.meta.dirname, '../../models');
const training = join(models, 'training');
const threads = 2;
const runs = 40;
const width = 640;
const height = 224;

interface Loaded {
  readonly manifest: ModelManifest;
  readonly session: InferenceSession;
  readonly times: number[];
}

/** Two rows of hollow squares as large as symbols: ink enough that the second stage has its full number of boxes. */
function formulaLike(): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x % 60;
      const v = y % 100;
      const isInside = u >= 10 && u < 50 && v >= 30 && v < 70;
      const isHole = u >= 14 && u < 46 && v >= 34 && v < 66;
      if (isInside && !isHole) data.fill(0, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { width, height, data };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

function pythonMedian(manifest: ModelManifest, input: ReturnType<typeof preprocess>): number | null {
  const python = process.env['SURD_PYTHON'] ?? join(training, '.venv/bin/python');
  if (!existsSync(python)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'surd-bench-'));
  try {
    const tensor = join(folder, 'tensor.bin');
    writeFileSync(tensor, input.tensor);
    const size = ['--height', String(input.dims[2]), '--width', String(input.dims[3])];
    const model = ['--model', join(models, `${manifest.id}.json`), '--tensor', tensor];
    const ran = spawnSync(
      python,
      ['-m', 'surd_train.bench', ...model, ...size, '--threads', String(threads), '--runs', String(runs)],
      {
        cwd: training,
        encoding: 'utf8',
      },
    );
    if (ran.status !== 0) throw new Error(ran.stderr);
    return (JSON.parse(ran.stdout) as { median: number }).median;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const image = formulaLike();
const loaded: Loaded[] = [];
for (const name of readdirSync(models).filter((file) => file.endsWith('.json'))) {
  const manifest = JSON.parse(readFileSync(join(models, name), 'utf8')) as ModelManifest;
  const session = await InferenceSession.create(join(models, manifest.file), { intraOpNumThreads: threads });
  loaded.push({ manifest, session, times: [] });
}

const preparing: number[] = [];
// Models take turns, so that whatever else the machine does falls on all of them alike.
for (let run = -3; run < runs; run += 1) {
  for (const { manifest, session, times } of loaded) {
    const start = performance.now();
    const input = preprocess(image, manifest);
    const fed = performance.now();
    await session.run({ [manifest.input.name]: new Tensor('float32', input.tensor, input.dims) });
    if (run < 0) continue;
    preparing.push(fed - start);
    times.push(performance.now() - fed);
  }
}

const reference = loaded.find(({ manifest }) => manifest.precision === 'float32') ?? loaded[0];
const base = median(reference?.times ?? []);
console.log(
  `${width} x ${height}, ${threads} threads, median of ${runs} runs; resize rule ${median(preparing).toFixed(1)} ms`,
);
console.log('model                      MB      ms   img/s  to float32   to Python');
for (const { manifest, times } of loaded) {
  const ms = median(times);
  const python = pythonMedian(manifest, preprocess(image, manifest));
  const cells = [
    manifest.id.padEnd(22),
    (manifest.sizeBytes / 1e6).toFixed(1).padStart(6),
    ms.toFixed(1).padStart(7),
    (1000 / ms).toFixed(1).padStart(7),
    (ms / base).toFixed(2).padStart(11),
    (python === null ? 'no Python' : (ms / python).toFixed(2)).padStart(11),
  ];
  console.log(cells.join(' '));
}
