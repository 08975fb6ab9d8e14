import sharp from 'sharp';
import type { Box, Size } from '../../shared/geometry/box.ts';

/** Where signs stand on a made page: in rows, of about the size that handwriting has on one scanned finely. */
export function strokesOf(size: Size, count: number): readonly Box[] {
  const columns = Math.ceil(Math.sqrt((count * size.width) / size.height));
  const rows = Math.ceil(count / columns);
  const cell = { width: size.width / columns, height: size.height / rows };
  return Array.from({ length: count }, (_, at) => ({
    x: Math.round((at % columns) * cell.width + cell.width * 0.15),
    y: Math.round(Math.floor(at / columns) * cell.height + cell.height * 0.15),
    width: Math.round(cell.width * 0.7),
    height: Math.round(cell.height * 0.7),
  }));
}

/** Draws a page with a stroke in each box, on paper with the noise of a camera; the ending of the path names the format. */
export async function drawPage(path: string, size: Size, boxes: readonly Box[]): Promise<void> {
  const strokes = boxes.map(({ x, y, width, height }, at) => {
    const bend = ((at % 7) - 3) * (width / 6);
    return `<path d="M${x} ${y} C${x + width + bend} ${y}, ${x - bend} ${y + height}, ${x + width} ${y + height}"/>`;
  });
  const ink = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">
    <g fill="none" stroke="#1a2440" stroke-width="14" stroke-linecap="round">${strokes.join('')}</g></svg>`;
  await sharp({
    create: {
      ...size,
      channels: 3,
      background: '#ffffff',
      noise: { type: 'gaussian', mean: 228, sigma: 6 },
    },
    limitInputPixels: false,
  })
    .composite([{ input: Buffer.from(ink) }])
    .removeAlpha()
    .toFile(path);
}
