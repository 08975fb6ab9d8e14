import { describe, expect, it } from 'vitest';
import { readWheel } from './wheel.ts';

const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, shift: false, command: false };

describe('readWheel', () => {
  it('zooms by the wheel, in and out by the same measure', () => {
    const into = readWheel({ ...turn, deltaY: -120 });
    const out = readWheel({ ...turn, deltaY: 120 });
    if (into.kind !== 'zoom' || out.kind !== 'zoom') throw new Error('no zoom');
    expect(into.factor).toBeGreaterThan(1.15);
    expect(into.factor).toBeLessThan(1.3);
    expect(into.factor * out.factor).toBeCloseTo(1, 12);
  });

  it('makes the same of a notch in pixels and in lines', () => {
    const pixels = readWheel({ ...turn, deltaY: 72 });
    expect(readWheel({ ...turn, deltaY: 3, deltaMode: 1 })).toEqual(pixels);
  });

  it('zooms by a pinch, whose figures are small', () => {
    const pinch = readWheel({ ...turn, deltaY: -4, command: true });
    expect(pinch).toEqual({ kind: 'zoom', factor: Math.exp(0.04) });
  });

  it('goes sideways with Shift, whichever axis the system reports', () => {
    expect(readWheel({ ...turn, deltaY: 100, shift: true })).toEqual({ kind: 'pan', dx: -100, dy: 0 });
    expect(readWheel({ ...turn, deltaX: 100, shift: true })).toEqual({ kind: 'pan', dx: -100, dy: 0 });
  });

  it('goes sideways by a sideways stroke', () => {
    expect(readWheel({ ...turn, deltaX: 30, deltaY: 5 })).toEqual({ kind: 'pan', dx: -30, dy: 0 });
  });

  it('never jumps', () => {
    const far = readWheel({ ...turn, deltaY: -1e6 });
    expect(far).toEqual({ kind: 'zoom', factor: Math.E });
  });
});
