import { describe, expect, it } from 'vitest';
import { defaultLookAlikes } from '#shared/annotation/lookAlikes.ts';
import { formatLookAlikes, parseLookAlikes } from './lookAlikesText.ts';

describe('look-alikes as text', () => {
  it('come back as they were', () => {
    expect(parseLookAlikes(formatLookAlikes(defaultLookAlikes))).toEqual(defaultLookAlikes);
  });

  it('may be typed carelessly', () => {
    expect(parseLookAlikes('  x   X x \n\nalone\n\\chi\tx')).toEqual([
      ['x', 'X'],
      ['\\chi', 'x'],
    ]);
  });
});
