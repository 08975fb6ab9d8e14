import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cocoTruth } from './coco.ts';
import { SAMPLE_FORMULAS } from './formulas.ts';
import { drawSample } from './picture.ts';
import type { PlacedSample } from './sampleLayout.ts';
import { placeSample } from './sampleLayout.ts';

/** Writes the sample images and their true boxes anew: images/*.png and truth.json in the folder given, or in this one. */
const { values: options } = parseArgs({ options: { out: { type: 'string', default: import.meta.dirname } } });

const images = path.join(options.out, 'images');
mkdirSync(images, { recursive: true });
for (const file of readdirSync(images)) if (file.endsWith('.png')) rmSync(path.join(images, file));
const placed: PlacedSample[] = [];
let bytes = 0;
for (const formula of SAMPLE_FORMULAS) {
  const sample = await placeSample(formula);
  const png = await drawSample(sample);
  writeFileSync(path.join(images, `${formula.name}.png`), png);
  bytes += png.length;
  placed.push(sample);
  console.log(
    `${formula.name}.png ${String(sample.page.width)} x ${String(sample.page.height)}, ${String(sample.symbols.length)} symbols, ${String(png.length)} bytes`,
  );
}
writeFileSync(path.join(options.out, 'truth.json'), `${JSON.stringify(cocoTruth(placed))}\n`);
console.log(`${String(placed.length)} images, ${String(bytes)} bytes`);
