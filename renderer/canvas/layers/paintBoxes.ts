import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { isDoubtful } from '#renderer/stores/doubtfulBoxes.ts';
import type { Box } from '#shared/geometry/box.ts';
import { dashesOf, type CanvasColors } from '../canvasColors.ts';
import type { Viewport } from '../viewport.ts';
import { turnedBox, turnsBack } from '../quarterTurns.ts';

const lineWidth = 1.5;
const dotRadius = 3;

/** A box of the image as a rectangle of the canvas. */
export function rectOnCanvas(box: Box, { zoom, x, y }: Viewport): Box {
  return { x: box.x * zoom + x, y: box.y * zoom + y, width: box.width * zoom, height: box.height * zoom };
}

export interface BoxesPaint {
  readonly boxes: readonly CanvasBox[];
  readonly viewport: Viewport;
  readonly turns: QuarterTurns;
  readonly colors: CanvasColors;
  readonly colorOf: (box: CanvasBox) => string;
}

/**
 * Draws the outlines of boxes, one path for each colour and kind of line. Where lines cross, it is always the same one
 * that lies above, whichever other boxes are drawn.
 */
export function paintBoxes(
  context: CanvasRenderingContext2D,
  { boxes, viewport, turns, colors, colorOf }: BoxesPaint,
): void {
  context.lineWidth = lineWidth;
  const paths = new Map<
    string,
    { readonly color: string; readonly like: CanvasBox; readonly path: Path2D }
  >();
  for (const box of boxes) {
    const color = colorOf(box);
    const kind = `${color} ${dashesOf(box.state).length}`;
    let drawn = paths.get(kind);
    if (drawn === undefined) paths.set(kind, (drawn = { color, like: box, path: new Path2D() }));
    const { x, y, width, height } = rectOnCanvas(box.box, viewport);
    drawn.path.rect(x, y, width, height);
  }
  const inOrder = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, { color, like, path }] of inOrder) {
    context.strokeStyle = color;
    context.setLineDash([...dashesOf(like.state)]);
    context.stroke(path);
  }
  context.setLineDash([]);
  for (const box of boxes) {
    if (box.isLocked) paintPadlock(context, rectOnCanvas(box.box, viewport), turns, colorOf(box), colors);
  }
  context.beginPath();
  for (const box of boxes) {
    if (isDoubtful(box)) addDoubtDot(context, rectOnCanvas(box.box, viewport));
  }
  context.fillStyle = colors.states.detected;
  context.fill();
}

/** A dot on the upper right corner says that the detector doubts. On a small box it is small, or it would hide it. */
function addDoubtDot(context: CanvasRenderingContext2D, { x, y, width, height }: Box): void {
  const radius = Math.min(dotRadius, Math.max(1.25, Math.max(width, height) / 8));
  context.moveTo(x + width + radius, y);
  context.arc(x + width, y, radius, 0, 2 * Math.PI);
}

/**
 * A padlock on the lower right corner says that the box is held. It stands outside, where it hides none of the symbol,
 * on a ground of its own.
 */
function paintPadlock(
  context: CanvasRenderingContext2D,
  rect: Box,
  turns: QuarterTurns,
  color: string,
  colors: CanvasColors,
): void {
  const { x, y, width, height } = turnedBox(rect, turnsBack(turns));
  const left = x + width - 2;
  const top = y + height - 3;
  context.save();
  context.rotate((-turns * Math.PI) / 2);
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(left, top, 11, 12, 2.5);
  context.fill();
  context.fillStyle = colors.chipText;
  context.fillRect(left + 2.5, top + 5.5, 6, 4.5);
  context.strokeStyle = colors.chipText;
  context.lineWidth = 1.25;
  context.beginPath();
  context.arc(left + 5.5, top + 5.25, 2, Math.PI, 0);
  context.stroke();
  context.restore();
}

export interface LitBoxPaint {
  /** Where it is shown, in image pixels. */
  readonly place: Box;
  readonly viewport: Viewport;
  readonly turns: QuarterTurns;
  readonly colors: CanvasColors;
  readonly color: string;
  readonly isSelected: boolean;
}

/** Draws one box that is hovered or selected: filled a little, and with a glow when it is selected. */
export function paintLitBox(
  context: CanvasRenderingContext2D,
  box: CanvasBox,
  { place, viewport, turns, colors, color, isSelected }: LitBoxPaint,
): void {
  const { x, y, width, height } = rectOnCanvas(place, viewport);
  context.save();
  context.globalAlpha = 0.08;
  context.fillStyle = isSelected ? colors.accent : color;
  context.fillRect(x, y, width, height);
  if (isSelected) {
    context.globalAlpha = 0.35;
    context.strokeStyle = colors.accent;
    context.lineWidth = 5;
    context.strokeRect(x, y, width, height);
  }
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = isSelected ? lineWidth : 2;
  context.setLineDash([...dashesOf(box.state)]);
  context.strokeRect(x, y, width, height);
  context.restore();
  if (box.isLocked) paintPadlock(context, { x, y, width, height }, turns, color, colors);
  if (isDoubtful(box)) {
    context.beginPath();
    addDoubtDot(context, { x, y, width, height });
    context.fillStyle = colors.states.detected;
    context.fill();
  }
}
