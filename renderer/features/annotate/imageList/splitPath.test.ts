import { describe, expect, it } from 'vitest';
import { splitPath } from './splitPath.ts';

describe('splitPath', () => {
  it('keeps the end of a long name whole', () => {
    expect(splitPath('a/b/2013_IVC_CROHME_F103_E12.inkml')).toEqual({
      folder: 'a/b',
      start: '2013_IVC_CROHME_F1',
      end: '03_E12.inkml',
    });
  });

  it('has no start for a short name, and no folder for a file on its own', () => {
    expect(splitPath('x.png')).toEqual({ folder: '', start: '', end: 'x.png' });
  });

  it('does not cut a letter in two', () => {
    const { start, end } = splitPath('📐'.repeat(20));
    expect(start + end).toBe('📐'.repeat(20));
    expect(end).toBe('📐'.repeat(12));
  });
});
