import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import type { Box, Size } from '#shared/geometry/box.ts';
import type { CanvasColors } from '../canvasColors.ts';
import { chipHeight, chipPlace } from '../chipLayout.ts';
import { turnedBox } from '../quarterTurns.ts';
import type { Viewport } from '../viewport.ts';
import { rectOnCanvas } from './paintBoxes.ts';

const font = '500 11.5px "KaTeX_Main", "Inter Variable", "Pretendard Variable", sans-serif';
const padding = 4;

/** What a chip's place goes by. */
export interface ChipSheet {
  readonly viewport: Viewport;
  readonly canvasSize: Size;
  /** How the canvas is turned: the chip stays upright. */
  readonly turns: QuarterTurns;
  /** Room left for handles between the chip and its box, CSS pixels. */
  readonly lift?: number;
}

/** How a chip is drawn. */
export interface ChipLook extends ChipSheet {
  readonly colors: CanvasColors;
  /** Of the chip, as of its box. */
  readonly color: string;
}

/** Measures and draws chips; widths are kept, since measuring text is slow. */
export interface ChipPainter {
  widthOf(text: string): number;
  /** What the chip of a box covers, in CSS pixels of the sheet. */
  areaOf(box: Box, text: string, sheet: ChipSheet): Box;
  paint(context: CanvasRenderingContext2D, box: Box, text: string, look: ChipLook): void;
  /** Fonts have come: what was measured before is void. */
  forget(): void;
}

export function createChipPainter(): ChipPainter {
  const widths = new Map<string, number>();
  const measure = document.createElement('canvas').getContext('2d');
  const widthOf = (text: string): number => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (measure === null) return chipHeight;
    measure.font = font;
    const width = Math.max(chipHeight, Math.ceil(measure.measureText(text).width) + 2 * padding);
    widths.set(text, width);
    return width;
  };
  return {
    widthOf,
    areaOf: (box, text, { viewport, canvasSize, turns, lift = 0 }) => {
      const { x, y } = chipPlace(rectOnCanvas(box, viewport), canvasSize, turns, lift);
      return turnedBox({ x, y, width: widthOf(text), height: chipHeight }, turns);
    },
    paint: (context, box, text, { viewport, canvasSize, turns, colors, color, lift = 0 }) => {
      const width = widthOf(text);
      const { x, y } = chipPlace(rectOnCanvas(box, viewport), canvasSize, turns, lift);
      context.save();
      if (turns !== 0) context.rotate((-turns * Math.PI) / 2);
      context.fillStyle = color;
      context.beginPath();
      context.roundRect(x, y, width, chipHeight, 3);
      context.fill();
      context.font = font;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillStyle = colors.chipText;
      context.fillText(text, x + width / 2, y + chipHeight / 2 + 0.5);
      context.restore();
    },
    forget: () => {
      widths.clear();
    },
  };
}
