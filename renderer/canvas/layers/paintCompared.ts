import type { ComparedBox } from '#renderer/stores/canvasControls.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import type { Size } from '#shared/geometry/box.ts';
import type { BoxIndex } from '../boxIndex.ts';
import type { CanvasColors } from '../canvasColors.ts';
import { chipGap, chipHeight } from '../chipLayout.ts';
import { chipText } from '../chipText.ts';
import { turnedBox, turnsBack } from '../quarterTurns.ts';
import type { Viewport } from '../viewport.ts';
import { rectOnCanvas } from './paintBoxes.ts';
import type { ChipPainter } from './paintChips.ts';

export interface ComparedPaint {
  /** The session's boxes: what a compared box stands for is drawn as it is there. */
  readonly index: BoxIndex;
  readonly viewport: Viewport;
  readonly canvasSize: Size;
  readonly turns: QuarterTurns;
  readonly colors: CanvasColors;
  readonly chips: ChipPainter;
}

/** How each kind is drawn; they differ in dashes and in width, not in colour alone. */
function strokeOf(as: ComparedBox['as'], colors: CanvasColors) {
  switch (as) {
    case 'truth':
      return { color: colors.states.accepted, dashes: [], width: 3.5 };
    case 'right':
      return { color: colors.states.drawn, dashes: [7, 4], width: 2 };
    case 'read':
      return { color: colors.mark, dashes: [7, 4], width: 2 };
    case 'second':
      return { color: colors.states.corrected, dashes: [2, 3], width: 2.5 };
  }
}

/** Draws truth and detections of one case, each with its label: the truth's above, those of detections below their box. */
export function paintCompared(
  context: CanvasRenderingContext2D,
  boxes: readonly ComparedBox[],
  { index, viewport, canvasSize, turns, colors, chips }: ComparedPaint,
): void {
  let below = 0;
  context.save();
  for (const { as, key, label, score, box } of boxes) {
    const own = key === null ? null : index.get(key);
    // The annotation was taken away: there is nothing to compare with any more.
    if (own === undefined) continue;
    const place = own?.box ?? box;
    const { color, dashes, width } = strokeOf(as, colors);
    const rect = rectOnCanvas(place, viewport);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dashes);
    context.strokeRect(rect.x, rect.y, rect.width, rect.height);
    // The session writes the label of its own box.
    if (own !== null) continue;
    const text =
      score === null ? chipText(label) : `${chipText(label)} ${score.toFixed(2).replace(/^0/, '')}`;
    const seen = turnedBox(place, turnsBack(turns));
    const foot = turnedBox({ ...seen, y: seen.y + seen.height }, turns);
    const step = chipHeight + chipGap;
    const lift = -(step + chipGap + 4 + below * step);
    chips.paint(context, foot, text, { viewport, canvasSize, turns, colors, color, lift });
    below += 1;
  }
  context.restore();
}
