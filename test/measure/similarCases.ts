/**
 * `npm run measure:similar [-- FILE.jsonl.gz [EXPRESSIONS]]`: whether crops that look alike are of one symbol. For each symbol
 * of CROHME expressions the ten most similar ones of other expressions; the share of them that have its label, against that of
 * ten at random.
 */
import { resolve } from 'node:path';
import { withLightPaper } from '#shared/detection/grayscale.ts';
import { estimateSymbolSize } from '#shared/detection/inkScale.ts';
import { cropDescriptor, descriptorDistance } from '#shared/evaluation/cropDescriptor.ts';
import { drawGray, readTrueImages } from './checksImages.ts';

const looked = 10;
const standard = resolve(import.meta.dirname, '../../../shared/data/crohme/valid.jsonl.gz');

const [file = standard, most = '250'] = process.argv.slice(2);
const labels: string[] = [];
const owners: number[] = [];
const descriptors: Uint8Array[] = [];
let spent = 0;
for (const [owner, image] of readTrueImages(file).slice(0, Number(most)).entries()) {
  const pixels = await drawGray(image);
  const startedAt = performance.now();
  const { gray, paper } = withLightPaper(pixels);
  const size = estimateSymbolSize(gray) ?? Math.max(image.width, image.height);
  for (const { label, box } of image.symbols) {
    labels.push(label);
    owners.push(owner);
    descriptors.push(cropDescriptor(gray, paper, box, size));
  }
  spent += performance.now() - startedAt;
}

const counts = new Map<string, number>();
for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
let same = 0;
let chance = 0;
let asked = 0;
const startedAt = performance.now();
for (const [i, own] of descriptors.entries()) {
  const label = labels[i] ?? '';
  // Asked of symbols that have ten of their like at all.
  if ((counts.get(label) ?? 0) <= looked) continue;
  const distances = descriptors
    .map((other, place) => ({ place, distance: descriptorDistance(own, other) }))
    .filter(({ place }) => owners[place] !== owners[i])
    .sort((a, b) => a.distance - b.distance);
  same += distances.slice(0, looked).filter(({ place }) => labels[place] === label).length / looked;
  chance += ((counts.get(label) ?? 1) - 1) / (labels.length - 1);
  asked += 1;
}
const rankMs = (performance.now() - startedAt) / Math.max(1, asked);
const percent = (share: number): string => `${((share / Math.max(1, asked)) * 100).toFixed(1)} %`;
console.log(`${labels.length} symbols of ${counts.size} labels; asked of ${asked}`);
console.log(`of the first ${looked}, of the same label: ${percent(same)}; at random: ${percent(chance)}`);
console.log(
  `${(spent / Math.max(1, labels.length)).toFixed(2)} ms a crop, ${rankMs.toFixed(1)} ms a ranking`,
);
