import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import type { Box, Point, Size } from '#shared/geometry/box.ts';

/** The size of a sheet that fills `frame` when it is turned. */
export function turnedSize({ width, height }: Size, turns: QuarterTurns): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/**
 * Where a point of the frame lies on the sheet that is turned clockwise within it about its middle.
 *
 * @param frame - size of what is seen, CSS pixels
 */
export function toSheet({ x, y }: Point, frame: Size, turns: QuarterTurns): Point {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: y, y: frame.width - x };
    case 2:
      return { x: frame.width - x, y: frame.height - y };
    case 3:
      return { x: frame.height - y, y: x };
  }
}

/** A way across the screen as a way across the sheet. */
export function alongSheet({ x, y }: Point, turns: QuarterTurns): Point {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: y, y: -x };
    case 2:
      return { x: -x, y: -y };
    case 3:
      return { x: -y, y: x };
  }
}

/** A box of the screen as a box of the sheet, both turned about the sheet's origin. */
export function turnedBox({ x, y, width, height }: Box, turns: QuarterTurns): Box {
  const from = alongSheet({ x, y }, turns);
  const to = alongSheet({ x: x + width, y: y + height }, turns);
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

/** The turns that take back these ones: with them {@link turnedBox} leads from the sheet to the screen. */
export function turnsBack(turns: QuarterTurns): QuarterTurns {
  return ((4 - turns) % 4) as QuarterTurns;
}

const clockwise = ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft'];

/** The arrow key that goes the same way over the sheet as this one over the screen; other keys stay. */
export function keyOnSheet(key: string, turns: QuarterTurns): string {
  const at = clockwise.indexOf(key);
  return at === -1 ? key : (clockwise[(at - turns + 4) % 4] ?? key);
}

const acrossCursors: Readonly<Record<string, string>> = {
  'ns-resize': 'ew-resize',
  'ew-resize': 'ns-resize',
  'nwse-resize': 'nesw-resize',
  'nesw-resize': 'nwse-resize',
};

/** The cursor as it has to look over a turned sheet. */
export function turnedCursor(cursor: string, turns: QuarterTurns): string {
  return turns % 2 === 0 ? cursor : (acrossCursors[cursor] ?? cursor);
}
