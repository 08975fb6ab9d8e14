import type { Size } from '#shared/geometry/box.ts';

/** A picture decoded and ready to be drawn, with smaller copies of a large one. */
export interface Picture {
  readonly ground: 'light' | 'dark';
  /**
   * The copy that is at least as fine as the screen.
   *
   * @param scale - screen pixels for a pixel of the picture
   */
  sourceFor(scale: number): ImageBitmap;
  dispose(): void;
}

/** Up to here one copy serves every zoom: the graphics library shrinks it well and fast enough. */
const largestSingle = 3_000_000;
/** The smallest copy has about this many pixels at its longer side. */
const smallestSide = 1024;
/** A copy of so many pixels each way is enough to tell paper from a board. */
const groundSide = 24;

/** Whether the image is ink on paper or chalk on a board, from the mean lightness of a small copy. */
function groundOf(small: ImageBitmap): 'light' | 'dark' {
  const { width, height } = small;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return 'light';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(small, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  }
  return sum / (width * height) < 110 ? 'dark' : 'light';
}

/** Copies of half, a quarter and so on, each made from the one before. */
async function smallerCopies(source: ImageBitmap): Promise<ImageBitmap[]> {
  const copies: ImageBitmap[] = [];
  let { width, height } = source;
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

/**
 * Loads and decodes a picture.
 *
 * Decoding and shrinking are done away from the window's thread, and the pixels are kept: those of an image element are
 * decoded when it is first drawn, and dropped at will, which stops the window each time.
 *
 * @param size - what the project says of it, in pixels
 * @returns rejects when it cannot be loaded or decoded
 */
export async function loadPicture(url: string, size: Size): Promise<Picture> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture could not be loaded (${answer.status}).`);
  const blob = await answer.blob();
  const [original, small] = await Promise.all([
    createImageBitmap(blob),
    createImageBitmap(blob, { resizeWidth: groundSide, resizeHeight: groundSide, resizeQuality: 'medium' }),
  ]);
  const ground = groundOf(small);
  small.close();
  const all: readonly ImageBitmap[] = [original, ...(await smallerCopies(original))];
  return {
    ground,
    sourceFor: (scale) => all.findLast(({ width }) => width >= size.width * scale * 0.99) ?? original,
    dispose: () => {
      for (const source of all) source.close();
    },
  };
}
