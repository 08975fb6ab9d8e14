import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeRgb } from '#electron/workers/imaging/decodeRgb.ts';
import { probe } from '#electron/workers/imaging/probe.ts';
import { readInkml } from '#shared/formats/label/inkml/readInkml.ts';
import { inkRendering, layoutInk } from '#shared/formats/label/inkml/renderInk.ts';

const crohme = resolve(import.meta.dirname, '../../../shared/data/crohme');
const folder = join(crohme, 'inkml');
const hasData = existsSync(folder);
if (!hasData) console.warn(`SKIPPED: the InkML corpus is not there (${folder}).`);
const names = hasData ? readdirSync(folder).filter((name) => name.endsWith('.inkml')) : [];

/** A line of CROHME's expressions as they were read by another program. */
interface Expression {
  readonly id: string;
  readonly writer: string;
  readonly truth_latex: string;
  readonly strokes: readonly (readonly (readonly [number, number])[])[];
  readonly symbols: readonly { readonly label: string; readonly stroke_ids: readonly number[] }[];
}

const expressions = new Map<string, Expression>();
const labels = new Set<string>();

beforeAll(async () => {
  if (!hasData) return;
  const wanted = new Set(names.map((name) => name.slice(name.indexOf('__') + 2, -'.inkml'.length)));
  const lines = createInterface({
    input: createReadStream(join(crohme, 'train.jsonl.gz')).pipe(createGunzip()),
    crlfDelay: Infinity,
  });
  for await (const line of lines) {
    const expression = JSON.parse(line) as Expression;
    for (const symbol of expression.symbols) labels.add(symbol.label);
    if (wanted.has(expression.id)) expressions.set(expression.id, expression);
  }
});

const read = (name: string) => readInkml(readFileSync(join(folder, name), 'utf8'));

describe.skipIf(!hasData)('the InkML files of CROHME', () => {
  it('are all there, from eight sources', () => {
    expect(names).toHaveLength(64);
    expect(new Set(names.map((name) => name.split('__')[0])).size).toBe(8);
    expect(labels.size).toBe(101);
  });

  it('speak of symbols by the names of the label set alone', () => {
    const unknown = names.flatMap((name) =>
      read(name)
        .symbols.filter((symbol) => !labels.has(symbol.label))
        .map((symbol) => `${name}: ${symbol.label}`),
    );
    expect(unknown).toEqual([]);
  });

  it('have the strokes and symbols that another reader found', () => {
    let compared = 0;
    for (const name of names) {
      const expression = expressions.get(name.slice(name.indexOf('__') + 2, -'.inkml'.length));
      if (expression === undefined) continue;
      compared++;
      const ink = read(name);
      expect(
        ink.strokes.map((stroke) => stroke.points.length),
        name,
      ).toEqual(expression.strokes.map((stroke) => stroke.length));
      // The other reader kept four decimals.
      let farthest = 0;
      for (const [index, stroke] of ink.strokes.entries()) {
        for (const [place, { x, y }] of stroke.points.entries()) {
          const [otherX, otherY] = expression.strokes[index]?.[place] ?? [Infinity, Infinity];
          farthest = Math.max(farthest, Math.abs(x - otherX), Math.abs(y - otherY));
        }
      }
      expect(farthest, name).toBeLessThan(1e-4);
      const sorted = (symbols: readonly { label: string; ids: readonly number[] }[]) =>
        symbols.map(({ label, ids }) => `${label} ${ids.toSorted((a, b) => a - b).join(' ')}`).toSorted();
      expect(
        sorted(ink.symbols.map(({ label, strokeIndices }) => ({ label, ids: strokeIndices }))),
        name,
      ).toEqual(sorted(expression.symbols.map(({ label, stroke_ids }) => ({ label, ids: stroke_ids }))));
      expect(ink.writer ?? '', name).toBe(expression.writer);
      expect(ink.latex, name).toBe(expression.truth_latex.replace(/^\$|\$$/g, '').trim());
    }
    expect(compared).toBe(61);
  });

  it.each(names)(
    '%s is probed, drawn at the size that was promised, and its boxes hold its ink',
    async (name) => {
      const path = join(folder, name);
      const probed = await probe(path);
      const ink = read(name);
      expect(probed.kind).toBe('ink');
      expect(probed.symbols).toHaveLength(ink.symbols.length);
      expect(probed.symbols.length).toBeGreaterThan(0);
      expect(probed.latex).toBe(ink.latex);
      for (const { box } of probed.symbols) {
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(inkRendering.penPixels);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(probed.width);
        expect(box.y + box.height).toBeLessThanOrEqual(probed.height);
      }
      const { data, width, height } = await decodeRgb(path, 'ink');
      expect([width, height]).toEqual([probed.width, probed.height]);
      const dark = (box: { x: number; y: number; width: number; height: number }): number => {
        let count = 0;
        for (let y = Math.floor(box.y); y < box.y + box.height; y++) {
          for (let x = Math.floor(box.x); x < box.x + box.width; x++)
            if ((data[(y * width + x) * 3] ?? 255) < 128) count++;
        }
        return count;
      };
      // A dot of three pixels' width covers about seven; each symbol's box has at least that much ink in it.
      for (const { box, labelName } of probed.symbols) expect(dark(box), labelName).toBeGreaterThanOrEqual(4);
      // Ink outside every symbol's box exists only where a stroke belongs to no symbol.
      const used = new Set(ink.symbols.flatMap((symbol) => symbol.strokeIndices));
      if (ink.strokes.every((_, index) => used.has(index))) {
        const covered = new Uint8Array(width * height);
        for (const { box } of probed.symbols) {
          for (let y = Math.floor(box.y - 0.5); y <= box.y + box.height + 0.5; y++) {
            for (let x = Math.floor(box.x - 0.5); x <= box.x + box.width + 0.5; x++)
              covered[y * width + x] = 1;
          }
        }
        let stray = 0;
        for (let pixel = 0; pixel < width * height; pixel++)
          if ((data[pixel * 3] ?? 255) < 128 && covered[pixel] === 0) stray++;
        expect(stray).toBe(0);
      }
    },
  );

  it('are drawn the same each time', async () => {
    for (const name of names.slice(0, 8)) {
      const path = join(folder, name);
      const [first, second] = [await decodeRgb(path, 'ink'), await decodeRgb(path, 'ink')];
      expect(Buffer.compare(Buffer.from(first.data), Buffer.from(second.data)), name).toBe(0);
    }
  });

  it('come to the same symbol size although their units differ two thousandfold', () => {
    const scales = names.map((name) => layoutInk(read(name)));
    // What the detector's training leaves out, too.
    const unsized = ['-', '.', ',', '\\prime', '\\sqrt', '|', '\\ldots', '=', '!', 'i', '1'];
    for (const layout of scales) {
      const sizes = layout.symbols
        .filter(({ label }) => !unsized.includes(label))
        .map(({ box }) => Math.max(box.width, box.height) - layout.penPixels)
        .toSorted((a, b) => a - b);
      expect(sizes.length).toBeGreaterThan(0);
      const median = ((sizes[sizes.length >> 1] ?? 0) + (sizes[(sizes.length - 1) >> 1] ?? 0)) / 2;
      expect(median).toBeCloseTo(inkRendering.symbolPixels, 6);
    }
    const units = scales.map((layout) => layout.scale);
    expect(Math.max(...units) / Math.min(...units)).toBeGreaterThan(1000);
  });
});
