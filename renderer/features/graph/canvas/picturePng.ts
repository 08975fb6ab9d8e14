import type { Picture } from '#renderer/stores/graphState.ts';
import { graphColors } from './graphColors.ts';
import type { GraphWords } from './graphElements.ts';
import { arrowCorners, pictureShapes, type PictureShape } from './pictureShapes.ts';

const margin = 24;
/** Longest side and most pixels of a saved picture: what canvases hold. */
const maxSide = 16_000;
const maxPixels = 120_000_000;

/** The whole picture as PNG, twice as fine as it is drawn where that fits. */
export async function picturePng(
  picture: Picture,
  isDark: boolean,
  words: GraphWords,
  font: string,
): Promise<Blob> {
  const colors = graphColors(isDark);
  const width = picture.layout.width + 2 * margin;
  const height = picture.layout.height + 2 * margin;
  const scale = Math.min(2, maxSide / Math.max(width, height), Math.sqrt(maxPixels / (width * height)));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.ceil(width * scale)),
    Math.max(1, Math.ceil(height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The picture is too large to be painted.');
  context.fillStyle = colors.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, margin * scale, margin * scale);
  for (const shape of pictureShapes(picture, colors, words)) paint(context, shape, font);
  return canvas.convertToBlob({ type: 'image/png' });
}

function paint(context: OffscreenCanvasRenderingContext2D, shape: PictureShape, font: string): void {
  switch (shape.kind) {
    case 'box':
      context.beginPath();
      context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
      context.fillStyle = shape.fill;
      context.fill();
      stroke(context, shape);
      break;
    case 'line': {
      context.beginPath();
      shape.points.forEach(({ x, y }, index) => {
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
      stroke(context, shape);
      const arrow = arrowCorners(shape.points);
      if (arrow === null) break;
      context.beginPath();
      for (const { x, y } of arrow) context.lineTo(x, y);
      context.closePath();
      context.fillStyle = shape.stroke;
      context.fill();
      break;
    }
    case 'text':
      context.font = `${shape.weight} ${shape.size}px ${font}`;
      context.textAlign = shape.anchor === 'middle' ? 'center' : 'start';
      if (shape.halo !== null) {
        context.lineJoin = 'round';
        context.lineWidth = 3;
        context.setLineDash([]);
        context.strokeStyle = shape.halo;
        context.strokeText(shape.text, shape.x, shape.y);
      }
      context.fillStyle = shape.fill;
      context.fillText(shape.text, shape.x, shape.y);
      break;
  }
}

function stroke(
  context: OffscreenCanvasRenderingContext2D,
  { stroke: color, strokeWidth, dash }: { stroke: string; strokeWidth: number; dash: readonly number[] },
): void {
  context.strokeStyle = color;
  context.lineWidth = strokeWidth;
  context.setLineDash([...dash]);
  context.stroke();
}
