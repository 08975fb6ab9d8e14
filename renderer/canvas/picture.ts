import type { Size } from '#shared/geometry/box.ts';

type Source = HTMLImageElement | ImageBitmap;

/** A picture decoded and ready to be drawn, with smaller copies of a large one. */
export interface Picture {
  readonly ground: 'light' | 'dark';
  /**
   * The copy that is at least as fine as the screen.
   *
   * @param scale - screen pixels for a pixel of the picture
   */
  sourceFor(scale: number): Source;
  dispose(): void;
}

/** Up to here one copy serves every zoom: the graphics library shrinks it well and fast enough. */
const largestSingle = 3_000_000;
/** The smallest copy has about this many pixels at its longer side. */
const smallestSide = 1024;

const sizeOf = (source: Source): Size =>
  'naturalWidth' in source
    ? { width: source.naturalWidth, height: source.naturalHeight }
    : { width: source.width, height: source.height };

/** Whether the image is ink on paper or chalk on a board, from its mean lightness. */
function groundOf(source: Source): 'light' | 'dark' {
  const side = 24;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return 'light';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, side, side);
  context.drawImage(source, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  }
  return sum / (side * side) < 110 ? 'dark' : 'light';
}

/** Copies of half, a quarter and so on, each made from the one before. */
async function smallerCopies(source: Source): Promise<ImageBitmap[]> {
  const copies: ImageBitmap[] = [];
  let { width, height } = sizeOf(source);
  if (width * height <= largestSingle) return copies;
  let from = source;
  while (Math.max(width, height) > smallestSide) {
    width = Math.max(1, Math.round(width / 2));
    height = Math.max(1, Math.round(height / 2));
    const copy = await createImageBitmap(from, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    });
    copies.push(copy);
    from = copy;
  }
  return copies;
}

async function decodeElement(url: string): Promise<HTMLImageElement> {
  const element = new Image();
  element.decoding = 'async';
  element.src = url;
  await element.decode();
  return element;
}

/**
 * Decodes away from the window's thread, and keeps the pixels: those of a large image element are dropped and decoded
 * again when it is first drawn close, which stops the window for seconds.
 */
async function decodeForGood(url: string): Promise<ImageBitmap> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture could not be loaded (${answer.status}).`);
  return createImageBitmap(await answer.blob());
}

/**
 * Loads and decodes a picture.
 *
 * @param size - what the project says of it, in pixels
 * @returns rejects when it cannot be loaded or decoded
 */
export async function loadPicture(url: string, size: Size): Promise<Picture> {
  const isLarge = size.width * size.height > largestSingle;
  const original = isLarge ? await decodeForGood(url) : await decodeElement(url);
  const copies = await smallerCopies(original);
  const all: readonly Source[] = [original, ...copies];
  return {
    ground: groundOf(copies.at(-1) ?? original),
    sourceFor: (scale) =>
      all.findLast((source) => sizeOf(source).width >= size.width * scale * 0.99) ?? original,
    dispose: () => {
      for (const source of all) if ('close' in source) source.close();
    },
  };
}
