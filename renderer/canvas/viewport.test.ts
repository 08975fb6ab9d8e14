import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centred,
  fitViewport,
  keepInSight,
  limitZoom,
  maxZoom,
  minZoom,
  resized,
  reveal,
  toCanvas,
  toImage,
  visibleArea,
  zoomAt,
} from './viewport.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ x: number(-2000, 2000), y: number(-2000, 2000) });
const viewport = fc.record({ zoom: number(0.01, 32), x: number(-5000, 5000), y: number(-5000, 5000) });
const size = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});
const canvas = fc.record({
  width: fc.integer({ min: 50, max: 3000 }),
  height: fc.integer({ min: 50, max: 2000 }),
});

describe('viewport', () => {
  it('goes to the image and back', () => {
    fc.assert(
      fc.property(viewport, point, (view, at) => {
        const back = toCanvas(view, toImage(view, at));
        expect(back.x).toBeCloseTo(at.x, 5);
        expect(back.y).toBeCloseTo(at.y, 5);
      }),
    );
  });

  it('keeps the point under the pointer when it zooms', () => {
    fc.assert(
      fc.property(viewport, number(0.01, 32), point, (view, zoom, pointer) => {
        const before = toImage(view, pointer);
        const after = toImage(zoomAt(view, zoom, pointer), pointer);
        const tolerance = 1e-6 * (1 + Math.abs(before.x) + Math.abs(before.y));
        expect(Math.abs(after.x - before.x)).toBeLessThan(tolerance);
        expect(Math.abs(after.y - before.y)).toBeLessThan(tolerance);
      }),
    );
  });

  it('fits the whole image into the middle', () => {
    fc.assert(
      fc.property(size, canvas, (image, room) => {
        const view = fitViewport(image, room);
        const corner = toCanvas(view, { x: image.width, y: image.height });
        expect(view.x).toBeGreaterThanOrEqual(-1e-6);
        expect(view.y).toBeGreaterThanOrEqual(-1e-6);
        expect(corner.x).toBeLessThanOrEqual(room.width + 1e-6);
        expect(corner.y).toBeLessThanOrEqual(room.height + 1e-6);
        expect(view.x + corner.x).toBeCloseTo(room.width, 5);
        expect(view.y + corner.y).toBeCloseTo(room.height, 5);
      }),
    );
  });

  it('never loses the image', () => {
    fc.assert(
      fc.property(viewport, size, canvas, (view, image, room) => {
        const kept = keepInSight(view, image, room);
        const area = visibleArea(kept, room);
        const seenX = Math.min(image.width, area.x + area.width) - Math.max(0, area.x);
        const seenY = Math.min(image.height, area.y + area.height) - Math.max(0, area.y);
        const tolerance = 1e-6 * (1 + Math.abs(area.x) + Math.abs(area.y));
        expect(seenX * kept.zoom).toBeGreaterThan(Math.min(48, image.width * kept.zoom) - tolerance - 1e-3);
        expect(seenY * kept.zoom).toBeGreaterThan(Math.min(48, image.height * kept.zoom) - tolerance - 1e-3);
        expect(keepInSight(kept, image, room)).toEqual(kept);
      }),
    );
  });

  it('keeps the middle when the canvas takes another size', () => {
    fc.assert(
      fc.property(viewport, canvas, canvas, (view, from, to) => {
        const before = toImage(view, { x: from.width / 2, y: from.height / 2 });
        const after = toImage(resized(view, from, to), { x: to.width / 2, y: to.height / 2 });
        expect(after.x).toBeCloseTo(before.x, 4);
        expect(after.y).toBeCloseTo(before.y, 4);
      }),
    );
  });

  it('holds the zoom within its limits, and fit within them too', () => {
    fc.assert(
      fc.property(size, canvas, number(1e-6, 1e6), (image, room, zoom) => {
        const limited = limitZoom(zoom, image, room);
        expect(limited).toBeGreaterThanOrEqual(minZoom(image, room));
        expect(limited).toBeLessThanOrEqual(maxZoom);
        const fitted = fitViewport(image, room).zoom;
        expect(limitZoom(fitted, image, room)).toBe(fitted);
      }),
    );
  });

  it('brings a box into sight and leaves one alone that is', () => {
    const room = { width: 400, height: 300 };
    const view = centred(1, { x: 200, y: 150 }, room);
    expect(reveal(view, { x: 100, y: 100, width: 20, height: 20 }, room)).toEqual(view);
    const moved = reveal(view, { x: 900, y: 100, width: 20, height: 20 }, room);
    expect(toCanvas(moved, { x: 920, y: 100 })).toEqual({ x: 360, y: 100 });
  });
});
