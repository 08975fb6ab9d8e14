import type { Box } from '../models/training/print/geometry.ts';
import { boundsOfPath, movePoints } from '../models/training/print/geometry.ts';
import { FONT_FAMILIES } from '../models/training/print/fontFamilies.ts';
import type { LayoutEngine } from '../models/training/print/layout.ts';
import { createLayoutEngine } from '../models/training/print/layout.ts';
import type { Random } from '../models/training/print/random.ts';
import { createRandom } from '../models/training/print/random.ts';
import type { SampleFormula } from './formulas.ts';
import { createHandEngine, isHand, writeByHand } from './handwriting.ts';
import type { Page } from './page.ts';
import { cameraMap, flatMap } from './page.ts';

/** A symbol where it stands in the picture, in pixels. */
export interface PlacedSymbol {
  readonly label: string;
  readonly box: Box;
  readonly path: string;
}

/** A sample before it is drawn. */
export interface PlacedSample {
  readonly formula: SampleFormula;
  readonly page: Page;
  readonly symbols: readonly PlacedSymbol[];
}

async function engineOf(font: string): Promise<LayoutEngine> {
  if (isHand(font)) return createHandEngine(font);
  const family = FONT_FAMILIES.find(({ id }) => id === font);
  if (family === undefined) throw new Error(`no font named ${font}`);
  return createLayoutEngine(await family.load(), family.ruleThickness);
}

/** The numbers of one sample come from its name, so that changing one sample leaves the others as they are. */
export function randomOf(name: string, purpose: string): Random {
  let seed = 2166136261;
  for (const character of `${name}/${purpose}`)
    seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16777619);
  return createRandom(seed);
}

/** Lays a sample out and puts it on its page. */
export async function placeSample(formula: SampleFormula): Promise<PlacedSample> {
  const layout = await (await engineOf(formula.font)).layOut(formula.latex, true);
  const glyphs = isHand(formula.font)
    ? writeByHand(layout, formula.font, randomOf(formula.name, 'hand'))
    : layout.glyphs;
  const scale = formula.emPx / 1000;
  const margin = Math.round(formula.emPx * (formula.isPhoto ? 1.4 : 1));
  const width = Math.max(400, Math.round(layout.width * scale) + 2 * margin);
  const height = Math.round(layout.height * scale) + 2 * margin;
  const left = (width - layout.width * scale) / 2;
  const map = formula.isPhoto ? cameraMap(width, height, randomOf(formula.name, 'camera')) : flatMap;
  const symbols = glyphs.map(({ label, path }) => {
    const placed = movePoints(path, (x, y) => map(left + x * scale, margin + y * scale));
    return { label, path: placed, box: boundsOfPath(placed) };
  });
  const page = {
    width,
    height,
    paper: formula.paper,
    emPx: formula.emPx,
    baselineY: margin + layout.baseline * scale,
    map,
  };
  return { formula, page, symbols };
}
