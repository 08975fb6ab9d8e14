/**
 * `node test/measure/evaluationMistakes.ts TRUTH PREDICTIONS [SEED]`: plants wrong labels in 5 % of the symbols of a COCO
 * file and prints how many of the first hundred that are ranked as likely label errors are planted ones. COCO files as
 * `surd export` and `surd detect` write them.
 */
import { readFileSync } from 'node:fs';
import { seededDraws } from '#shared/evaluation/bootstrap.ts';
import { findMistakes, rankMistakes } from '#shared/evaluation/mistakenness.ts';
import { readCocoRun } from '#shared/evaluation/readCocoRun.ts';
import { readCocoTruth } from '#shared/evaluation/readCocoTruth.ts';

const share = 0.05;
const looked = 100;

const [truthFile = '', runFile = '', seed = '1'] = process.argv.slice(2);
const read = (name: string): { name: string; text: string } => ({ name, text: readFileSync(name, 'utf8') });
const { set } = readCocoRun(read(runFile), readCocoTruth(read(truthFile)));
const draw = seededDraws(Number(seed));
const planted = new Set<number>();
const { label, count } = set.truth;
const used = [...new Set(label)];
while (planted.size < Math.round(count * share)) planted.add(draw(count));
for (const t of planted) {
  const others = used.filter((other) => other !== label[t]);
  label[t] = others[draw(others.length)] ?? 0;
}
const ranked = rankMistakes(findMistakes(set));
const hits = ranked.slice(0, looked).filter((t) => planted.has(t)).length;
const all = ranked.slice(0, planted.size).filter((t) => planted.has(t)).length;
console.log(`${count} symbols, ${planted.size} with a planted wrong label`);
console.log(`precision of the first ${looked}: ${((hits / looked) * 100).toFixed(1)} %`);
console.log(`recall of the first ${planted.size}: ${((all / planted.size) * 100).toFixed(1)} %`);
