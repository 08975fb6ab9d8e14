/**
 * `npm run bench:formats`: boxes per second of writing and reading in every label format, with the peak of memory, as
 * ratios to Python's json with pycocotools loading the same COCO file in the same run. BOXES sets how many (1,000,000).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LabelledImage } from '#shared/formats/label/labelData.ts';
import {
  isReadable,
  isWritable,
  labelFormats,
  readableFormat,
  writableFormat,
} from '#shared/formats/label/registry.ts';
import { openSource } from '#electron/services/labels/diskSource.ts';
import { writePieces } from '#electron/services/labels/fileSink.ts';
import { printLoad } from './report.ts';

const boxes = Number(process.env['BOXES'] ?? 1_000_000);
const boxesPerImage = 50;
const labelNames = Array.from({ length: 101 }, (_, index) => `\\label${index}`);
const size = { width: 1600, height: 900 };

/** The same images each time, made as they are asked for. */
function* images(isDetected: boolean): Generator<LabelledImage> {
  for (let index = 0; index * boxesPerImage < boxes; index++) {
    const items = Array.from({ length: boxesPerImage }, (_, place) => ({
      labelName: labelNames[(index + place) % labelNames.length] ?? '',
      box: { x: place * 30.123 + 0.1, y: (index % 40) * 21.7, width: 17.77 + place / 9, height: 25.5 },
      state: 'drawn' as const,
      score: null,
    }));
    yield {
      ...size,
      fileName: `train/${String(index).padStart(6, '0')}.png`,
      latex: null,
      split: null,
      boxes: isDetected ? [] : items,
      detections: isDetected ? items.map((item) => ({ ...item, score: 0.5 })) : [],
    };
  }
}

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly boxes: number;
}

/** One measurement, in a process of its own, so that its peak of memory is its own. */
async function measure(what: 'write' | 'read', id: string, folder: string): Promise<Measured> {
  const { signal } = new AbortController();
  const startedAt = performance.now();
  let count = 0;
  if (what === 'write') {
    const format = writableFormat(id);
    const isDetected = format.capabilities.detections === 'instead';
    const dataset = { labelNames, images: images(isDetected), description: 'Bench', createdAt: '2026-01-02' };
    await writePieces(folder, format.write(dataset), signal);
    count = boxes;
  } else {
    const disk = await openSource([folder], () => Promise.resolve(size), signal);
    // YOLO reads of labels whose image is there: the names are enough.
    const names = id === 'yolo' ? [...images(false)].map(({ fileName }) => `images/${fileName}`) : [];
    const source = { ...disk, files: [...disk.files, ...names] };
    for await (const item of readableFormat(id).read(source)) {
      if (item.kind === 'image') count += item.image.boxes.length + item.image.detections.length;
      else if (item.kind === 'problem') throw new Error(`${item.problem.file}: ${item.problem.cause}`);
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, peakMb: process.resourceUsage().maxRSS / 1024, boxes: count };
}

const [what, id, folder] = process.argv.slice(2);
if ((what === 'write' || what === 'read') && id !== undefined && folder !== undefined) {
  console.log(JSON.stringify(await measure(what, id, folder)));
} else {
  const root = await mkdtemp(join(tmpdir(), 'surd-bench-formats-'));
  try {
    const apart = (step: 'write' | 'read', format: string): Measured =>
      JSON.parse(
        execFileSync(process.execPath, [import.meta.filename, step, format, join(root, format)], {
          encoding: 'utf8',
        }),
      ) as Measured;
    const rows: { readonly id: string; readonly write: Measured; readonly read: Measured }[] = [];
    let python: Measured | null = null;
    for (const format of labelFormats) {
      if (!isWritable(format) || !isReadable(format)) continue;
      await mkdir(join(root, format.id), { recursive: true });
      const write = apart('write', format.id);
      rows.push({ id: format.id, write, read: apart('read', format.id) });
      // Beside the same file's own reading: a busy machine is another one some minutes later.
      if (format.id === 'coco') python = pythonLoad(join(root, 'coco', 'annotations.json'));
    }
    console.log(`${boxes} boxes on ${Math.ceil(boxes / boxesPerImage)} images`);
    console.log('format         write boxes/s   read boxes/s   peak write   peak read   read : Python');
    for (const { id: name, write, read } of rows) {
      if (read.boxes !== boxes) throw new Error(`${name}: ${read.boxes} of ${boxes} boxes came back.`);
      const rate = (measured: Measured): string => Math.round(boxes / measured.seconds).toLocaleString('en');
      const ratio = python === null ? 'no pycocotools' : (read.seconds / python.seconds).toFixed(2);
      console.log(
        `${name.padEnd(14)} ${rate(write).padStart(13)}  ${rate(read).padStart(13)}   ${write.peakMb.toFixed(0).padStart(7)} MB  ${read.peakMb.toFixed(0).padStart(7)} MB   ${ratio.padStart(8)}`,
      );
    }
    if (python !== null) {
      const rate = Math.round(boxes / python.seconds).toLocaleString('en');
      console.log(`Python, json and pycocotools' index: ${rate} boxes/s, ${python.peakMb.toFixed(0)} MB`);
      const coco = rows.find((row) => row.id === 'coco');
      if (coco !== undefined)
        console.log(`COCO read : Python ${(coco.read.seconds / python.seconds).toFixed(2)} (goal <= 1.00)`);
    }
    printLoad();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The same COCO file by Python, in a process of its own; null where there is no pycocotools. */
function pythonLoad(file: string): Measured | null {
  const venv = resolve(import.meta.dirname, '../../node_modules/.cache/verify-formats/bin/python');
  const python = process.env['SURD_PYTHON'] ?? (existsSync(venv) ? venv : 'python3');
  const script = `
import contextlib, io, json, resource, sys, time
from pycocotools.coco import COCO
started = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO(sys.argv[1])
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "boxes": len(truth.anns)}))
`;
  const { status, stdout } = spawnSync(python, ['-c', script, file], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Measured) : null;
}
