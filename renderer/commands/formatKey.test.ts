import { describe, expect, it } from 'vitest';
import { formatKey, keyCapsOf } from './formatKey.ts';

describe('keyCapsOf', () => {
  it('shows what stands on the keys', () => {
    expect(keyCapsOf('$mod+Shift+KeyZ', 'linux')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCapsOf('Digit0', 'linux')).toEqual(['0']);
    expect(keyCapsOf('BracketLeft', 'linux')).toEqual(['[']);
    expect(keyCapsOf('Numpad1', 'linux')).toEqual(['Num 1']);
  });

  it('uses the signs of a Mac on a Mac', () => {
    expect(keyCapsOf('$mod+Shift+KeyZ', 'darwin')).toEqual(['⌘', '⇧', 'Z']);
  });

  it('leaves out a Shift that the sign already has', () => {
    expect(keyCapsOf('Shift+Slash', 'linux')).toEqual(['?']);
    expect(keyCapsOf('[Shift]+Equal', 'linux')).toEqual(['+']);
  });
});

describe('formatKey', () => {
  it('writes the first key, or nothing', () => {
    expect(formatKey(['$mod+KeyD', 'F2'], 'linux')).toBe('Ctrl+D');
    expect(formatKey(['$mod+KeyD'], 'darwin')).toBe('⌘D');
    expect(formatKey([], 'linux')).toBe('');
  });
});
