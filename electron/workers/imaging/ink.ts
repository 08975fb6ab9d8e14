import sharp, { type Sharp } from 'sharp';
import { AppError } from '#shared/base/errors.ts';
import type { InkDocument } from '#shared/formats/label/inkml/inkDocument.ts';
import { readInkml } from '#shared/formats/label/inkml/readInkml.ts';
import { type InkLayout, layoutInk } from '#shared/formats/label/inkml/renderInk.ts';
import { decodeXmlText } from './decodeXmlText.ts';
import { limits } from './limits.ts';

/** Ink that has been read and laid out. */
export interface Ink {
  readonly document: InkDocument;
  readonly layout: InkLayout;
}

/** Reads an InkML file's bytes; the errors of the reader are given the file's name. */
export function openInk(bytes: Buffer, path: string): Ink {
  if (bytes.length > limits.inkBytes) {
    const limitMb = limits.inkBytes / (1024 * 1024);
    throw new AppError('ink.tooLarge', `${path}: an ink file may have ${limitMb} MB.`, {
      file: path,
      limitMb,
    });
  }
  try {
    const document = readInkml(decodeXmlText(bytes));
    return { document, layout: layoutInk(document) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(
      thrown.code,
      `${path}: ${thrown.message}`,
      { ...thrown.details, file: path },
      { cause: thrown },
    );
  }
}

/** Two decimals are a hundredth of a pixel, and keep the text the same on each machine. */
const coordinate = (value: number): string => String(Math.round(value * 100) / 100);

function pathData(layout: InkLayout): string {
  return layout.polylines
    .map((points) => {
      const [first, ...rest] = points.map(({ x, y }) => `${coordinate(x)} ${coordinate(y)}`);
      // A path of no length with round caps is a dot as wide as the pen.
      return `M${first ?? ''}L${rest.length === 0 ? (first ?? '') : rest.join(' ')}`;
    })
    .join('');
}

/** A new pipeline over the ink as black on white, the same pixels each time. */
export function drawInk(layout: InkLayout): Sharp {
  const { width, height, penPixels } = layout;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="#fff"/>` +
    `<path fill="none" stroke="#000" stroke-width="${penPixels}" stroke-linecap="round" stroke-linejoin="round" d="${pathData(layout)}"/></svg>`;
  return sharp(Buffer.from(svg), { limitInputPixels: limits.pixels, unlimited: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
}
