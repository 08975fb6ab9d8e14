import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { createRandom } from './random.ts';
import type { Glyph } from './svgGlyphs.ts';

/** Draws some formulas of a generated file with the box and label of each glyph, for looking at. */
const { values: options } = parseArgs({
  options: {
    file: { type: 'string' },
    out: { type: 'string' },
    count: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    font: { type: 'string' },
  },
});

interface Line {
  readonly id: string;
  readonly font: string;
  readonly latex: string;
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
}

const MARGIN = 400;
const CAPTION = 300;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The formulas below one another, as one SVG. */
function draw(lines: readonly Line[]): string {
  const colours = ['#d62728', '#1f77b4', '#2ca02c', '#9467bd', '#ff7f0e'];
  const width = Math.max(...lines.map((line) => line.width)) + 2 * MARGIN;
  let top = MARGIN;
  const parts = lines.map((line) => {
    const glyphs = line.glyphs.map(({ label, box: [x, y, w, h], path: data }, index) => {
      const colour = colours[index % colours.length] ?? 'red';
      return (
        `<path d="${data}"/><rect x="${String(x)}" y="${String(y)}" width="${String(w)}" height="${String(h)}" fill="none" stroke="${colour}" stroke-width="14"/>` +
        `<text x="${String(x)}" y="${String(y - 20)}" font-size="150" fill="${colour}">${escapeXml(label)}</text>`
      );
    });
    const caption = `<text y="-240" font-size="200" fill="#666">${escapeXml(`${line.id} ${line.font}: ${line.latex}`)}</text>`;
    const group = `<g transform="translate(${String(MARGIN)} ${String(top + CAPTION)})">${caption}${glyphs.join('')}</g>`;
    top += line.height + CAPTION + MARGIN;
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(top)}" width="${String(Math.round(width / 18))}" font-family="sans-serif"><rect width="100%" height="100%" fill="white"/>${parts.join('')}</svg>`;
}

if (options.file === undefined || options.out === undefined) {
  throw new Error('usage: preview.ts --file FILE.jsonl.gz --out FILE.png [--count N] [--seed N] [--font ID]');
}
const all = gunzipSync(readFileSync(options.file))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const chosen = createRandom(Number(options.seed)).shuffle(
  all.filter((line) => options.font === undefined || line.font === options.font),
);
mkdirSync(path.dirname(path.resolve(options.out)), { recursive: true });
await sharp(Buffer.from(draw(chosen.slice(0, Number(options.count)))))
  .png()
  .toFile(options.out);
