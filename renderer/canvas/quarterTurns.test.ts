import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alongSheet, keyOnSheet, toSheet, turnedCursor, turnedSize } from './quarterTurns.ts';

const turns = fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const);
const place = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 300 }) });
const frame = { width: 500, height: 300 };

describe('quarter turns', () => {
  it('turn the upper left corner of the sheet clockwise', () => {
    // After one turn the sheet's upper left corner is at the upper right of the frame.
    expect(toSheet({ x: 500, y: 0 }, frame, 1)).toEqual({ x: 0, y: 0 });
    expect(toSheet({ x: 500, y: 300 }, frame, 2)).toEqual({ x: 0, y: 0 });
    expect(toSheet({ x: 0, y: 300 }, frame, 3)).toEqual({ x: 0, y: 0 });
  });

  it('keep every point on the sheet', () => {
    fc.assert(
      fc.property(turns, place, (by, point) => {
        const sheet = turnedSize(frame, by);
        const { x, y } = toSheet(point, frame, by);
        expect(x >= 0 && y >= 0 && x <= sheet.width && y <= sheet.height).toBe(true);
      }),
    );
  });

  it('turn ways as they turn the difference of two points', () => {
    fc.assert(
      fc.property(turns, place, place, (by, a, b) => {
        const [from, to] = [toSheet(a, frame, by), toSheet(b, frame, by)];
        const way = alongSheet({ x: b.x - a.x, y: b.y - a.y }, by);
        expect(way.x).toBeCloseTo(to.x - from.x);
        expect(way.y).toBeCloseTo(to.y - from.y);
      }),
    );
  });

  it('turn arrow keys as they turn ways', () => {
    expect(keyOnSheet('ArrowRight', 1)).toBe('ArrowUp');
    expect(alongSheet({ x: 1, y: 0 }, 1)).toEqual({ x: 0, y: -1 });
    expect(keyOnSheet('ArrowDown', 3)).toBe('ArrowLeft');
    expect(alongSheet({ x: 0, y: 1 }, 3)).toEqual({ x: -1, y: 0 });
    expect(keyOnSheet('Tab', 1)).toBe('Tab');
  });

  it('swap the cursors of edges', () => {
    expect(turnedCursor('ns-resize', 1)).toBe('ew-resize');
    expect(turnedCursor('ns-resize', 2)).toBe('ns-resize');
    expect(turnedCursor('move', 3)).toBe('move');
  });
});
