import { MathJaxTermesFont } from '@mathjax/mathjax-termes-font/js/svg.js';
import type { Box } from '../models/training/print/geometry.ts';
import { boundsOfPath, movePoints } from '../models/training/print/geometry.ts';
import { graftTextFamily } from '../models/training/print/glyphGraft.ts';
import type { Layout, LayoutEngine } from '../models/training/print/layout.ts';
import { createLayoutEngine } from '../models/training/print/layout.ts';
import type { Random } from '../models/training/print/random.ts';
import type { Glyph } from '../models/training/print/svgGlyphs.ts';
import { drawStrokes } from './pen.ts';
import type { Stroke } from './penSkeletons.ts';
import { PEN_SKELETONS } from './penSkeletons.ts';

/** A handwriting font and the pen that goes with it. */
interface Hand {
  readonly packageName: string;
  /** Brings the digits to the height of a math font's. */
  readonly scale: number;
  /** The width of the font's own strokes after scaling, in 1/1000 em. */
  readonly penWidth: number;
}

const HANDS: Readonly<Record<string, Hand>> = {
  caveat: { packageName: '@fontsource/caveat', scale: 1.3, penWidth: 68 },
  'patrick-hand': { packageName: '@fontsource/patrick-hand', scale: 1.02, penWidth: 72 },
  kalam: { packageName: '@fontsource/kalam', scale: 0.95, penWidth: 88 },
  'gochi-hand': { packageName: '@fontsource/gochi-hand', scale: 1.28, penWidth: 104 },
  'indie-flower': { packageName: '@fontsource/indie-flower', scale: 1.35, penWidth: 80 },
};

/** Whether a font id names a hand rather than a print family. */
export function isHand(font: string): boolean {
  return font in HANDS;
}

/** Lays formulas out in a handwriting font, every letter with the metrics of that font. */
export async function createHandEngine(font: string): Promise<LayoutEngine> {
  const base = new MathJaxTermesFont({ dynamicPrefix: '@mathjax/mathjax-termes-font/js/svg/dynamic' });
  await base.loadDynamicFiles();
  const { packageName, scale } = handOf(font);
  graftTextFamily(base, {
    packageName,
    subsets: ['latin'],
    weight: 400,
    boldWeight: 400,
    isHand: true,
    scale,
  });
  return createLayoutEngine(base, 0.06);
}

function handOf(font: string): Hand {
  const hand = HANDS[font];
  if (hand === undefined) throw new Error(`no hand named ${font}`);
  return hand;
}

/** Turns a tidy layout into writing: signs are drawn with a pen, letters vary, and the line does not run quite level. */
export function writeByHand(layout: Layout, font: string, random: Random): Glyph[] {
  const { penWidth } = handOf(font);
  const drift = lineDrift(layout.width, random);
  return layout.glyphs.map((glyph) => {
    const strokes =
      glyph.label === '\\sqrt'
        ? rootStrokes(glyph)
        : PEN_SKELETONS[glyph.label]?.map((stroke) => intoBox(stroke, glyph.box, penWidth));
    // small signs stand in scripts, where the letters are thinner as well
    const width = penWidth * (Math.max(glyph.box[2], glyph.box[3]) < 240 && glyph.label !== '.' ? 0.8 : 1);
    const drawn = strokes
      ? drawStrokes(
          strokes.map((stroke) => unsteady(stroke, random)),
          width,
          random,
        )
      : vary(glyph, random);
    const path = movePoints(drawn, drift);
    return { label: glyph.label, path, box: boundsOfPath(path) };
  });
}

/** A stroke of the unit box, set into a glyph's box so that the pen's width stays inside. */
function intoBox(
  stroke: Stroke,
  [x, y, width, height]: Box,
  penWidth: number,
): (readonly [number, number])[] {
  const inset = penWidth / 2;
  const [w, h] = [Math.max(width - penWidth, 0), Math.max(height - penWidth, 0)];
  const [left, top] = [
    width > penWidth ? x + inset : x + width / 2,
    height > penWidth ? y + inset : y + height / 2,
  ];
  return stroke.map(([u, v]) => [left + u * w, top + v * h]);
}

/** The radical: a tick, down, up to the bar, and along it to its end. */
function rootStrokes(glyph: Glyph): (readonly [number, number])[][] {
  const [x, y, width, height] = glyph.box;
  // where the sign's upstroke meets the bar: the leftmost point of the outline near its top
  let bar = x + width;
  movePoints(glyph.path, (px, py) => {
    if (py < y + 70 && px < bar) bar = px;
    return [px, py];
  });
  const sign = Math.max(bar - x, 300);
  const corner = [x + sign * 0.48, y + height] as const;
  const meeting = [x + sign * 0.95, y + 30] as const;
  return [
    [
      [x, y + height * 0.66],
      [x + sign * 0.17, y + height * 0.57],
      [x + sign * 0.17, y + height * 0.57],
      corner,
      corner,
      [x + sign * 0.7, y + height * 0.5],
      meeting,
      meeting,
      [x + width * 0.6, y + 22],
      [x + width + 30, y + 30],
    ],
  ];
}

/** Shifts the points of a stroke a little; a corner's two points stay together. */
function unsteady(
  stroke: readonly (readonly [number, number])[],
  random: Random,
): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  for (const [index, [x, y]] of stroke.entries()) {
    const before = stroke[index - 1];
    const last = out.at(-1);
    if (before !== undefined && last !== undefined && before[0] === x && before[1] === y) out.push(last);
    else out.push([x + random.range(-12, 12), y + random.range(-12, 12)]);
  }
  return out;
}

/** No two letters of a hand are alike: a slight turn, slant, size and bend around the glyph's middle. */
function vary(glyph: Glyph, random: Random): string {
  const [x, y, width, height] = glyph.box;
  const [cx, cy] = [x + width / 2, y + height];
  const angle = random.range(-0.035, 0.035);
  const slant = random.range(-0.05, 0.05);
  const [sx, sy] = [random.range(0.95, 1.04), random.range(0.95, 1.05)];
  const [bend, phase] = [random.range(4, 12), random.range(0, 2 * Math.PI)];
  const [lift, shift] = [random.range(-16, 16), random.range(-8, 8)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return movePoints(glyph.path, (px, py) => {
    const u = (px - cx) * sx - slant * (py - cy) + bend * Math.sin(phase + (py - y) / 180);
    const v = (py - cy) * sy + bend * Math.sin(phase + (px - x) / 180);
    return [cx + u * cos - v * sin + shift, cy + u * sin + v * cos + lift];
  });
}

/** A written line climbs or sinks a little and waves on its way. */
function lineDrift(length: number, random: Random): (x: number, y: number) => readonly [number, number] {
  const slope = random.range(-0.012, 0.006);
  const [amplitude, wave, phase] = [
    random.range(8, 20),
    random.range(2200, 4200),
    random.range(0, 2 * Math.PI),
  ];
  return (x, y) => [x, y + slope * (x - length / 2) + amplitude * Math.sin(phase + (2 * Math.PI * x) / wave)];
}
