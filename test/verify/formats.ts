// Writes the golden cases in every format and has them read by readers that are not Surd's own: `npm run verify:formats`.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import type { LabelledImage } from '#shared/formats/label/labelData.ts';
import { isWritable, labelFormats, type WritableFormat } from '#shared/formats/label/registry.ts';
import { writePieces } from '#electron/services/labels/fileSink.ts';
import { goldenCases, goldenNames } from './goldenCases.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const venv = join(projectRoot, 'node_modules', '.cache', 'verify-formats');

type ReadBox = readonly [name: string, x: number, y: number, width: number, height: number];

interface Answer {
  readonly format: string;
  readonly reader: string;
  readonly boxes?: Readonly<Record<string, readonly ReadBox[]>>;
  readonly notes?: Readonly<Record<string, number>>;
  readonly missing?: string;
  readonly error?: string;
}

/** An interpreter with the readers: the one named by SURD_PYTHON, or one of an environment that is set up for it. */
function python(): string {
  const named = process.env['SURD_PYTHON'];
  if (named !== undefined && named !== '') return named;
  const own = join(venv, 'bin', 'python');
  if (!existsSync(own)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  const requirements = join(import.meta.dirname, 'requirements.txt');
  execFileSync(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], {
    stdio: 'inherit',
  });
  return own;
}

async function writeFormat(format: WritableFormat, root: string): Promise<readonly LabelledImage[]> {
  const folder = join(root, format.id);
  const split = format.layout.splitFolder(null);
  const images = goldenCases().map(({ image }): LabelledImage => ({
    ...image,
    split: null,
    fileName: split === '' ? image.fileName : `${split}/${image.fileName}`,
  }));
  const pieces = format.write({
    labelNames: goldenNames,
    images,
    description: 'Golden cases',
    createdAt: '2026-01-02T03:04:05.000Z',
  });
  await mkdir(folder, { recursive: true });
  await writePieces(folder, pieces, new AbortController().signal);
  for (const { fileName, width, height } of images) {
    const path = join(folder, format.layout.imageFolder, fileName);
    await mkdir(dirname(path), { recursive: true });
    await sharp({ create: { width, height, channels: 3, background: '#fff' } })
      .png()
      .toFile(path);
  }
  return images;
}

interface Verdict {
  readonly cases: number;
  readonly agreeing: number;
  readonly largestError: number;
  readonly differences: readonly string[];
}

/** What readers add of their own, in pixels: 32-bit floats have seven digits; datumaro keeps two decimals besides. */
const ownErrors: Readonly<Record<string, number>> = { supervision: 2e-4, datumaro: 1e-2 };

function compare(format: WritableFormat, images: readonly LabelledImage[], answer: Answer): Verdict {
  const differences: string[] = [];
  let agreeing = 0;
  let largestError = 0;
  for (const image of images) {
    const tolerance = format.tolerance(image) + (ownErrors[answer.reader] ?? 1e-9);
    const read = answer.boxes?.[image.fileName];
    let isSame = read !== undefined && read.length === image.boxes.length;
    if (!isSame)
      differences.push(`${image.fileName}: ${read?.length ?? 'no'} of ${image.boxes.length} boxes`);
    for (const [index, { labelName, box }] of image.boxes.entries()) {
      const [name, ...numbers] = read?.[index] ?? ['', Number.NaN, 0, 0, 0];
      const held = format.heldBox(box, image);
      if (held === null) throw new Error('A golden box lies outside of its image.');
      const [x, y, width, height] = numbers;
      const error = !format.capabilities.coordinates
        ? 0
        : Math.max(
            Math.abs(x - held.x),
            Math.abs(y - held.y),
            Math.abs(x + width - held.x - held.width),
            Math.abs(y + height - held.y - held.height),
          );
      largestError = Math.max(largestError, error);
      if (name === labelName && error <= tolerance) continue;
      isSame = false;
      if (differences.length < 5)
        differences.push(`${image.fileName}, box ${index}: ${name} for ${labelName}, ${error} px`);
    }
    if (isSame) agreeing += 1;
  }
  return { cases: images.length, agreeing, largestError, differences };
}

const root = await mkdtemp(join(tmpdir(), 'surd-verify-'));
let failed = 0;
let skipped = 0;
try {
  const interpreter = python();
  const written = new Map<string, { format: WritableFormat; images: readonly LabelledImage[] }>();
  for (const format of labelFormats.filter(isWritable))
    written.set(format.id, { format, images: await writeFormat(format, root) });
  const output = execFileSync(interpreter, [join(import.meta.dirname, 'readers.py'), root], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log('format        reader             cases  agree  largest error  notes');
  for (const line of output.split('\n').filter((text) => text.startsWith('{'))) {
    const answer = JSON.parse(line) as Answer;
    const own = written.get(answer.format);
    if (own === undefined) continue;
    const head = `${answer.format.padEnd(13)} ${answer.reader.padEnd(18)}`;
    if (answer.missing !== undefined) {
      skipped += 1;
      console.log(`${head} skipped: ${answer.missing}`);
      continue;
    }
    if (answer.error !== undefined) {
      failed += 1;
      console.log(`${head} FAILED: ${answer.error}`);
      continue;
    }
    const { cases, agreeing, largestError, differences } = compare(own.format, own.images, answer);
    const notes = Object.entries(answer.notes ?? {}).map(([key, value]) => `${key} ${value}`);
    console.log(
      `${head} ${String(cases).padStart(5)}  ${String(agreeing).padStart(5)}  ${`${largestError.toExponential(1)} px`.padEnd(13)}  ${notes.join(', ')}`,
    );
    for (const difference of differences) console.log(`    ${difference}`);
    if (agreeing < cases || (answer.notes?.['AP of the truth fed back'] ?? 1) !== 1) failed += 1;
  }
  if (skipped > 0)
    console.log(`${skipped} readers are not installed; name a Python that has them with SURD_PYTHON.`);
} finally {
  await rm(root, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
