import type { Box } from '#shared/geometry/box.ts';
import type { CanvasColors } from '../canvasColors.ts';
import { chipGap, chipHeight } from '../chipLayout.ts';
import type { Viewport } from '../viewport.ts';

const font = '500 11.5px "KaTeX_Main", "Inter Variable", "Pretendard Variable", sans-serif';
const padding = 4;

/** Measures and draws chips; widths are kept, since measuring text is slow. */
export interface ChipPainter {
  widthOf(text: string): number;
  paint(
    context: CanvasRenderingContext2D,
    place: Box,
    text: string,
    viewport: Viewport,
    colors: CanvasColors,
    /** Of the chip, as of its box. */
    color: string,
    /** Room left for handles between the chip and its box, CSS pixels. */
    lift?: number,
  ): void;
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
    paint: (context, place, text, viewport, colors, color, lift = 0) => {
      const width = widthOf(text);
      const x = Math.round(place.x * viewport.zoom + viewport.x - 0.75);
      // At the upper edge of the canvas the chip stands within the box rather than out of sight.
      const above = place.y * viewport.zoom + viewport.y - chipHeight - chipGap - lift;
      const y = Math.round(
        above < 0 ? Math.max(above, Math.min(2, above + chipHeight + 2 * chipGap)) : above,
      );
      context.fillStyle = color;
      context.beginPath();
      context.roundRect(x, y, width, chipHeight, 3);
      context.fill();
      context.font = font;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillStyle = colors.chipText;
      context.fillText(text, x + width / 2, y + chipHeight / 2 + 0.5);
    },
    forget: () => {
      widths.clear();
    },
  };
}
