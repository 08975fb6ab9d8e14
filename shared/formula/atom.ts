import type { Box } from '../geometry/box.ts';
import type { SymbolBox } from './layoutTree.ts';
import { axisHeight, shapeOf, type SymbolRole } from './symbolShape.ts';

/** What stands on a line as one thing: a box, or a structure such as a fraction that has been put together before. */
export interface Atom {
  readonly symbol: SymbolBox;
  readonly role: SymbolRole;
  /** Whether it is a structure with parts. */
  readonly isComposite: boolean;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The y of the axis that its shape makes one expect. */
  readonly axis: number;
  /** The em that its height makes one expect; a guess where `isSized` is false. */
  readonly em: number;
  readonly isSized: boolean;
  /** Where its box should end over the baseline, in em, lower and upper edge. */
  readonly low: number;
  readonly high: number;
}

/** The atom of a box that stands for itself. `pen` is the least extent to reckon with, in pixels. */
export function atomOf(symbol: SymbolBox, pen: number): Atom {
  const { role, low, high, isSized } = shapeOf(symbol.label);
  const { x, y, width, height } = symbol.box;
  const extent = Math.max(height, pen);
  const bottom = y + height / 2 + extent / 2;
  const em = extent / (high - low);
  return {
    symbol,
    role,
    isComposite: false,
    left: x,
    right: x + width,
    top: bottom - extent,
    bottom,
    axis: bottom - (axisHeight - low) * em,
    em,
    isSized,
    low,
    high,
  };
}

/** The atom of a structure: its extent, and its axis where the structure says so. */
export function compositeAtom(symbol: SymbolBox, role: SymbolRole, extent: Box, axis: number): Atom {
  return {
    symbol,
    role,
    isComposite: true,
    left: extent.x,
    right: extent.x + extent.width,
    top: extent.y,
    bottom: extent.y + extent.height,
    axis,
    em: extent.height,
    isSized: false,
    low: -0.5,
    high: 1,
  };
}
