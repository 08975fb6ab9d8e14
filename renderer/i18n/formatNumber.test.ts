import { describe, expect, it } from 'vitest';
import { formatBytes, formatCompact, formatRate, formatScore, remaining } from './formatNumber.ts';

describe('figures', () => {
  it('are written for people', () => {
    expect(formatScore(0.5, 'en')).toBe('0.50');
    expect(formatBytes(4_213_344, 'en')).toBe('4.21 MB');
    expect(formatBytes(0, 'en')).toBe('0 bytes');
    expect(formatBytes(1, 'en')).toBe('1 byte');
    expect(formatCompact(2_104_233, 'en')).toBe('2.1M');
    expect(formatCompact(2_104_233, 'ko')).toBe('210만');
    expect(formatRate(9.44, 'en')).toBe('9.4');
    expect(formatRate(94.4, 'en')).toBe('94');
  });
});

describe('remaining', () => {
  it('uses the biggest unit that is not below one', () => {
    expect(remaining(400)).toEqual({ unit: 'Seconds', count: 1 });
    expect(remaining(89_000)).toEqual({ unit: 'Seconds', count: 89 });
    expect(remaining(5 * 60_000)).toEqual({ unit: 'Minutes', count: 5 });
    expect(remaining(3 * 3_600_000)).toEqual({ unit: 'Hours', count: 3 });
  });
});
