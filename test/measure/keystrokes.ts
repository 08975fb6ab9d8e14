/**
 * `npm run measure:keystrokes [-- FILE.jsonl.gz [COUNT]]`: what it takes to correct the samples that the shipped detector
 * reads worst, by the keys of Surd, X-AnyLabeling and CVAT. docs/keystrokes.md has the method and a run.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { iou } from '#shared/geometry/iou.ts';
import { layoutInk } from '#shared/formats/label/inkml/renderInk.ts';
import { suppressOverlaps } from '#shared/detection/visibleDetections.ts';
import { drawInk } from '#electron/workers/imaging/ink.ts';
import { checkInk } from '#shared/checks/inkFindings.ts';
import { readInk } from '#shared/checks/inkMap.ts';
import { drawGray, readTrueImages, type TrueImage } from './checksImages.ts';
import { correctionsOf, type Correction } from './corrections.ts';
import { costIn, tools, type Cost } from './keystrokeModel.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const file = process.argv[2] ?? resolve(projectRoot, '../shared/data/crohme/valid.jsonl.gz');
const count = Number(process.argv[3] ?? 20);
/** As the app shows detections at first. */
const shown = { score: 0.55, overlap: 0.4 };

interface Found {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly annotations: readonly {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly [number, number, number, number];
    readonly score: number;
  }[];
}

/** What the shipped detector shows on each image, through the built command line. */
async function detect(images: readonly TrueImage[], folder: string) {
  for (const [index, { ink }] of images.entries())
    await drawInk(layoutInk(ink))
      .png()
      .toFile(join(folder, `${String(index).padStart(5, '0')}.png`));
  const out = join(folder, 'found.json');
  const cli = join(projectRoot, 'out/main/cli.js');
  execFileSync(process.execPath, [cli, 'detect', folder, '--out', out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const found = JSON.parse(readFileSync(out, 'utf8')) as Found;
  const names = new Map(found.categories.map(({ id, name }) => [id, name]));
  const places = new Map(
    found.images.map((image) => [image.id, Number(/(\d+)\.png$/.exec(image.file_name)?.[1])]),
  );
  const boxes = images.map(
    () =>
      [] as {
        id: number;
        imageId: number;
        labelId: number;
        score: number;
        box: { x: number; y: number; width: number; height: number };
      }[],
  );
  for (const [id, { image_id: imageId, category_id: labelId, bbox, score }] of found.annotations.entries()) {
    const [x, y, width, height] = bbox;
    if (score >= shown.score)
      boxes[places.get(imageId) ?? -1]?.push({ id, imageId, labelId, score, box: { x, y, width, height } });
  }
  return boxes.map((all) =>
    suppressOverlaps(all, shown.overlap).map(({ box, labelId }) => ({
      box,
      label: names.get(labelId) ?? '',
    })),
  );
}

const line = (name: string, { keys, clicks, seconds }: Cost, boxes: number): string =>
  `${name.padEnd(16)} ${String(keys).padStart(6)} ${String(clicks).padStart(7)} ${seconds.toFixed(0).padStart(9)} ${(seconds / boxes).toFixed(2).padStart(12)}`;

if (!existsSync(file)) {
  console.log(`SKIPPED: there is no ${file}`);
} else {
  const images = readTrueImages(file);
  const folder = mkdtempSync(join(tmpdir(), 'surd-keystrokes-'));
  try {
    const found = await detect(images, folder);
    const labelUse = new Map<string, number>();
    for (const { symbols } of images)
      for (const { label } of symbols) labelUse.set(label, (labelUse.get(label) ?? 0) + 1);
    const labels = [...labelUse].sort((a, b) => b[1] - a[1]).map(([label]) => label);
    const corrections: (readonly Correction[])[] = [];
    for (const [index, image] of images.entries()) {
      const boxes = found[index] ?? [];
      const ink = readInk(await drawGray(image));
      const { unboxed } = checkInk(
        ink,
        boxes.map((each, id) => ({ id, ...each })),
      );
      const proposed = unboxed.map(({ box }) => box);
      corrections.push(correctionsOf(boxes, image.symbols, proposed, iou));
    }
    const hardest = images
      .map((image, index) => ({ image, corrections: corrections[index] ?? [] }))
      .sort((a, b) => b.corrections.length - a.corrections.length || (a.image.id < b.image.id ? -1 : 1))
      .slice(0, count);
    const all = hardest.flatMap((each) => each.corrections);
    const of = (kind: Correction['kind']): number => all.filter((each) => each.kind === kind).length;
    console.log(
      `${hardest.length} images, ${hardest.reduce((sum, { image }) => sum + image.symbols.length, 0)} symbols; ${all.length} corrections: ${of('relabel')} labels, ${of('delete')} boxes too many, ${of('draw')} missed, of which checks list ${all.filter((each) => each.kind === 'draw' && each.isListed).length}`,
    );
    console.log(
      `${''.padEnd(16)} ${'keys'.padStart(6)} ${'clicks'.padStart(7)} ${'seconds'.padStart(9)} ${'s/correction'.padStart(12)}`,
    );
    for (const tool of tools) {
      const cost = costIn(
        tool,
        hardest.map((each) => each.corrections),
        labels,
      );
      console.log(line(tool.name, cost, all.length));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
