import { describe, expect, it } from 'vitest';
import { splitName } from './splitName.ts';

describe('splitName', () => {
  it('keeps the end of a long name whole', () => {
    expect(splitName('a/b/2013_IVC_CROHME_F103_E12.inkml')).toEqual({
      start: '2013_IVC_CROHME_F1',
      end: '03_E12.inkml',
    });
  });

  it('has no start for a short name', () => {
    expect(splitName('x.png')).toEqual({ start: '', end: 'x.png' });
  });

  it('does not cut a letter in two', () => {
    const { start, end } = splitName('📐'.repeat(20));
    expect(start + end).toBe('📐'.repeat(20));
    expect(end).toBe('📐'.repeat(12));
  });
});
