import type { Random } from '../models/training/print/random.ts';
import type { Paper } from './formulas.ts';

/** Where a point of the flat page comes out in the picture, both in pixels. */
export type PageMap = (x: number, y: number) => readonly [number, number];

/** A page before anything is written on it. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly paper: Paper;
  /** One em in pixels: rulings are spaced by the writing. */
  readonly emPx: number;
  /** Where a line of the ruling must run, so that the writing stands on it. */
  readonly baselineY: number;
  readonly map: PageMap;
}

const COLOURS: Readonly<Record<Paper, string>> = {
  white: '#ffffff',
  cream: '#f8f1de',
  ruled: '#fdfdfb',
  squared: '#fcfdfd',
  grey: '#e9e8e4',
};
const RULING = '#b7cbe3';
const MARGIN_RULE = '#e3a7a7';

/** A page seen straight from above. */
export const flatMap: PageMap = (x, y) => [x, y];

/** A page seen by a hand-held camera: turned a little, its far side smaller. */
export function cameraMap(width: number, height: number, random: Random): PageMap {
  const angle = random.range(-0.035, 0.035);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [across, down] = [random.range(-0.14, 0.14), random.range(0.04, 0.1)];
  return (x, y) => {
    const [u, v] = [x - width / 2, y - height / 2];
    const depth = 1 + (across * u) / width + (down * v) / height;
    return [width / 2 + (u * cos - v * sin) / depth, height / 2 + (u * sin + v * cos) / depth];
  };
}

function line(
  map: PageMap,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string,
  width: number,
): string {
  const [[a, b], [c, d]] = [map(x1, y1), map(x2, y2)];
  return `<path d="M${a.toFixed(2)} ${b.toFixed(2)}L${c.toFixed(2)} ${d.toFixed(2)}" stroke="${colour}" stroke-width="${String(width)}" fill="none"/>`;
}

/** The paper as SVG: colour and ruling. The ruling reaches past the picture, as a page does. */
export function drawPaper(page: Page): string {
  const { width, height, emPx, map } = page;
  const parts = [`<rect width="${String(width)}" height="${String(height)}" fill="${COLOURS[page.paper]}"/>`];
  if (page.paper === 'squared' || page.paper === 'ruled') {
    const step = emPx * (page.paper === 'squared' ? 0.5 : 0.95);
    const [left, right, bottom] = [-width * 0.2, width * 1.2, height * 1.3];
    // from above the picture downwards, one line through the baseline
    for (
      let y = page.baselineY - Math.ceil((page.baselineY + height * 0.3) / step) * step;
      y < bottom;
      y += step
    ) {
      parts.push(line(map, left, y, right, y, RULING, 1.2));
    }
    if (page.paper === 'squared') {
      for (let x = left; x < right; x += step)
        parts.push(line(map, x, -height * 0.3, x, bottom, RULING, 1.2));
    } else {
      parts.push(line(map, emPx * 0.55, -height * 0.3, emPx * 0.55, bottom, MARGIN_RULE, 1.4));
    }
  }
  return parts.join('');
}

/** Light that falls from one side and a soft shadow across a corner, as SVG over everything. */
export function drawLight(page: Page, isPhoto: boolean, random: Random): string {
  if (!isPhoto && page.paper === 'white') return '';
  const strength = isPhoto ? random.range(0.3, 0.42) : 0.06;
  const [fx, fy] = [random.range(0.15, 0.4), random.range(0.1, 0.35)];
  const light = `<radialGradient id="light" cx="${fx.toFixed(3)}" cy="${fy.toFixed(3)}" r="1.05"><stop offset="0.15" stop-color="#2a2118" stop-opacity="0"/><stop offset="1" stop-color="#2a2118" stop-opacity="${strength.toFixed(3)}"/></radialGradient>`;
  const fill = (id: string): string =>
    `<rect width="${String(page.width)}" height="${String(page.height)}" fill="url(#${id})"/>`;
  if (!isPhoto) return `<defs>${light}</defs>${fill('light')}`;
  const edge = random.range(0.62, 0.78);
  const shadow = `<linearGradient id="shadow" x1="0" y1="0" x2="1" y2="0.35"><stop offset="${(edge - 0.12).toFixed(3)}" stop-color="#10141c" stop-opacity="0"/><stop offset="${(edge + 0.08).toFixed(3)}" stop-color="#10141c" stop-opacity="0.2"/></linearGradient>`;
  return `<defs>${light}${shadow}</defs>${fill('light')}${fill('shadow')}`;
}
