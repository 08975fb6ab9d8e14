import sharp from 'sharp';
import type { Random } from '../models/training/print/random.ts';
import { drawLight, drawPaper } from './page.ts';
import type { PlacedSample } from './sampleLayout.ts';
import { randomOf } from './sampleLayout.ts';

/** The sample's page, writing and light as an SVG picture. */
function drawSvg({ formula, page, symbols }: PlacedSample): string {
  const ink = symbols.map(({ path }) => `<path d="${path}"/>`).join('');
  const light = drawLight(page, formula.isPhoto ?? false, randomOf(formula.name, 'light'));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(page.width)}" height="${String(page.height)}">${drawPaper(page)}<g fill="${formula.ink}">${ink}</g>${light}</svg>`;
}

/** The grain of a small sensor: most of it the same in all channels, as light is what it lacks. */
function addGrain(pixels: Buffer, random: Random): void {
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    const grain = 4 * normal();
    for (let channel = 0; channel < 3; channel++) {
      const value = (pixels[i + channel] ?? 0) + grain;
      pixels[i + channel] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
}

/** Draws a sample as PNG bytes. */
export async function drawSample(sample: PlacedSample): Promise<Buffer> {
  const picture = sharp(Buffer.from(drawSvg(sample))).removeAlpha();
  if (sample.formula.isPhoto !== true)
    return picture.png({ palette: true, colours: 96, effort: 10 }).toBuffer();
  const { data, info } = await picture.blur(0.9).raw().toBuffer({ resolveWithObject: true });
  addGrain(data, randomOf(sample.formula.name, 'grain'));
  // a camera hands over JPEG: its blocks belong to the look
  const jpeg = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 72 })
    .toBuffer();
  return sharp(jpeg).png({ palette: true, colours: 192, dither: 0, effort: 10 }).toBuffer();
}
