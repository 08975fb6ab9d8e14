/**
 * `npm run bench:export`: whole exports of a project, from SQLite to the receipt, of 10,000 and of 50,000 images with twenty
 * boxes each. What must not grow with the images is the memory of the processes. IMAGES sets the larger number, FORMATS the
 * formats by their ids.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { Jobs } from '../../electron/services/jobs.ts';
import { exportLabels } from '../../electron/services/labels/exportLabels.ts';
import { defaultExport } from '../../electron/services/labels/exportOptions.ts';
import { createWorkers, type Workers } from '../../electron/services/workers.ts';
import type { ImageMode } from '../../shared/formats/label/labelFormat.ts';
import { writableFormat } from '../../shared/formats/label/registry.ts';
import { spawnSourceWorkers } from '../support/spawnSourceWorkers.ts';
import { printLoad, printRatio } from './report.ts';

const larger = Number(process.env['IMAGES'] ?? 50_000);
const formats = (process.env['FORMATS'] ?? 'coco,yolo').split(',');
const boxesPerImage = 20;
const batch = 500;
const size = { width: 400, height: 120 };

interface Measured {
  readonly seconds: number;
  /** Peaks of resident memory, in MB. */
  readonly own: number;
  readonly workers: number;
  readonly boxes: number;
  readonly dropped: number;
  /** The longest time that the process answered nobody, in milliseconds. */
  readonly blockedMs: number;
}

async function withWorkers<T>(work: (workers: Workers, pids: readonly number[]) => Promise<T>): Promise<T> {
  const pids: number[] = [];
  const spawn = spawnSourceWorkers((_name, _port, pid) => pids.push(pid));
  const workers = createWorkers(spawn, (_name, error) => {
    throw error;
  });
  try {
    return await work(workers, pids);
  } finally {
    await workers.storage.call('close', {});
    workers.close();
  }
}

/** A project of that many reviewed images, each with a file of its own. */
async function makeProject(folder: string, count: number): Promise<void> {
  const png = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const labelNames = Array.from({ length: 101 }, (_, index) => `\\label${index}`);
  await withWorkers(async ({ storage }) => {
    await storage.call('open', { path: join(folder, 'p.surd'), create: true, seedLabels: labelNames });
    for (let start = 0; start < count; start += batch) {
      const images = Array.from({ length: Math.min(batch, count - start) }, (_, i) => start + i);
      const own = join(folder, 'images', String(start / batch));
      await mkdir(own, { recursive: true });
      const paths = images.map((index) => join(own, `${String(index).padStart(6, '0')}.png`));
      await Promise.all(paths.map((path) => writeFile(path, png)));
      const { mtimeMs } = await stat(paths[0] ?? '');
      const rows = images.map((index, place) => ({
        absolutePath: paths[place] ?? '',
        sha256: createHash('sha256').update(String(index)).digest('hex'),
        ...size,
        sizeBytes: png.length,
        modifiedMs: mtimeMs,
        kind: 'raster' as const,
        latex: null,
        symbols: Array.from({ length: boxesPerImage }, (_, box) => ({
          labelName: labelNames[(index + box) % labelNames.length] ?? '',
          box: { x: box * 19.123 + 0.1, y: (index % 40) * 2.7, width: 11.77, height: 9.5 },
        })),
      }));
      const added = await storage.call('addImages', { images: rows });
      await storage.call('setImageState', {
        imageIds: added.map(({ imageId }) => imageId),
        state: 'reviewed',
      });
    }
  });
}

/** The largest peak among processes, in MB; Linux alone tells. */
async function largestPeak(pids: readonly number[]): Promise<number> {
  const peaks = pids.map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  });
  return Math.max(0, ...(await Promise.all(peaks)));
}

async function measure(folder: string, format: string, images: ImageMode): Promise<Measured> {
  const project = join(folder, 'p.surd');
  return withWorkers(async (workers, pids) => {
    await workers.storage.call('open', { path: project, create: false, seedLabels: [] });
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const startedAt = performance.now();
    const told: { boxes: number; dropped: number } = { boxes: 0, dropped: 0 };
    const { outcome, error } = await new Jobs({ progress: () => undefined, finished: () => undefined }).start(
      'export',
      async (reporter) => {
        const target = join(folder, `out-${format}`);
        const options = { ...defaultExport, format, images };
        const receipt = await exportLabels(workers, project, options, target, reporter);
        told.boxes = receipt.boxes;
        told.dropped = receipt.dropped;
      },
    ).ended;
    if (outcome !== 'done') throw new Error(error?.message ?? outcome);
    const seconds = (performance.now() - startedAt) / 1000;
    delays.disable();
    return {
      seconds,
      own: process.resourceUsage().maxRSS / 1024,
      workers: await largestPeak(pids),
      blockedMs: delays.max / 1e6,
      ...told,
    };
  });
}

/** In a process of its own, so that its peak of memory is its own. */
function apart(...args: readonly string[]): string {
  return execFileSync(process.execPath, [import.meta.filename, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const [what, folder, first, second] = process.argv.slice(2);
if (what === 'make' && folder !== undefined) await makeProject(folder, Number(first));
else if (what === 'measure' && folder !== undefined && first !== undefined)
  console.log(JSON.stringify(await measure(folder, first, second === 'link' ? 'link' : 'reference')));
else {
  const root = await mkdtemp(join(tmpdir(), 'surd-bench-export-'));
  try {
    const counts = [Math.round(larger / 5), larger];
    const rows = new Map<string, Measured[]>();
    console.log('format    images     boxes   seconds   boxes/s   process   workers   longest block');
    for (const count of counts) {
      const own = join(root, String(count));
      await mkdir(own);
      apart('make', own, String(count));
      for (const format of formats) {
        const { imageModes } = writableFormat(format).capabilities;
        const mode = imageModes.includes('reference') ? 'reference' : 'link';
        const measured = JSON.parse(apart('measure', own, format, mode)) as Measured;
        const { boxes, seconds, dropped, blockedMs } = measured;
        if (boxes !== count * boxesPerImage || dropped !== 0)
          throw new Error(`${format}: ${boxes} of ${count * boxesPerImage} boxes, ${dropped} dropped.`);
        rows.set(format, [...(rows.get(format) ?? []), measured]);
        console.log(
          `${format.padEnd(8)} ${String(count).padStart(7)}  ${String(boxes).padStart(8)}  ${seconds.toFixed(1).padStart(8)}  ${Math.round(
            boxes / seconds,
          )
            .toString()
            .padStart(
              8,
            )}  ${measured.own.toFixed(0).padStart(5)} MB  ${measured.workers.toFixed(0).padStart(5)} MB  ${blockedMs.toFixed(0).padStart(8)} ms`,
        );
      }
    }
    for (const [format, [few, many]] of rows) {
      if (few === undefined || many === undefined) continue;
      const how = `${many.own.toFixed(0)} MB against ${few.own.toFixed(0)} MB`;
      printRatio(`memory, ${format}, five times the images`, many.own / few.own, 2, how);
    }
    printLoad();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
