import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { LabelledBox } from '#shared/checks/labelledBox.ts';
import type { GrayPixels } from '#shared/detection/grayscale.ts';
import { extentOf, layoutInk, type InkLayout } from '#shared/formats/label/inkml/renderInk.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { InkDocument } from '#shared/formats/label/inkml/inkDocument.ts';
import { drawInk } from '#electron/workers/imaging/ink.ts';

/** A formula of CROHME as the app would draw it, with the true boxes of its symbols. */
export interface TrueImage {
  readonly id: string;
  readonly ink: InkDocument;
  readonly width: number;
  readonly height: number;
  readonly symbols: readonly LabelledBox[];
  /** The boxes of the strokes of each symbol, by its place. */
  readonly strokeBoxes: readonly (readonly Box[])[];
  /** Places of symbols that are fraction bars; a dash is a minus otherwise. */
  readonly fractionBars: ReadonlySet<number>;
}

interface Line {
  readonly id: string;
  readonly truth_latex: string;
  readonly strokes: readonly (readonly (readonly [number, number])[])[];
  readonly symbols: readonly {
    readonly label: string;
    readonly stroke_ids: readonly number[];
    readonly href?: string;
  }[];
  /** Names the symbol of each element. */
  readonly mathml: string;
}

/** Reads expressions, one JSON object a line, gzipped, and lays them out as the app does. */
export function readTrueImages(path: string): TrueImage[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((text) => {
      const line = JSON.parse(text) as Line;
      const ink: InkDocument = {
        strokes: line.strokes.map((points, index) => ({
          id: String(index),
          points: points.map(([x, y]) => ({ x, y })),
        })),
        symbols: line.symbols.map(({ label, stroke_ids: strokeIndices }) => ({
          label,
          strokeIndices,
          href: null,
        })),
        latex: line.truth_latex,
        writer: null,
        ui: null,
      };
      const layout = layoutInk(ink);
      const bars = new Set(
        [...line.mathml.matchAll(/<mfrac[^>]*xml:id="([^"]+)"/g)].map((found) => found[1]),
      );
      const places = line.symbols.map((_, place) => place);
      return {
        id: line.id,
        ink,
        width: layout.width,
        height: layout.height,
        symbols: layout.symbols.map((symbol, id) => ({ id, ...symbol })),
        strokeBoxes: line.symbols.map(({ stroke_ids: ids }) =>
          ids.flatMap((stroke) => strokeBox(layout, stroke) ?? []),
        ),
        fractionBars: new Set(places.filter((place) => bars.has(line.symbols[place]?.href))),
      };
    });
}

/** Strokes without points are in no layout; there are none in CROHME. */
function strokeBox({ polylines, penPixels }: InkLayout, stroke: number): Box | null {
  const extent = extentOf(polylines[stroke] ?? []);
  if (extent === null) return null;
  const { x, y, width, height } = extent;
  return {
    x: x - penPixels / 2,
    y: y - penPixels / 2,
    width: width + penPixels,
    height: height + penPixels,
  };
}

/** The pixels of an image by the app's own renderer of ink. */
export async function drawGray({ ink }: TrueImage): Promise<GrayPixels> {
  const { data, info } = await drawInk(layoutInk(ink))
    .grayscale()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
