import { describe, expect, it } from 'vitest';
import { compareLabelNames, labelGroupOf } from './labelGroups.ts';

describe('labelGroupOf', () => {
  it.each([
    ['7', 'digits'],
    ['x', 'latin'],
    ['\\alpha', 'greek'],
    ['\\Delta', 'greek'],
    ['-', 'operators'],
    ['\\sqrt', 'operators'],
    ['\\int', 'operators'],
    ['\\leq', 'relations'],
    ['\\to', 'relations'],
    ['(', 'fences'],
    ['\\{', 'fences'],
    ['|', 'fences'],
    ['\\sin', 'functions'],
    ['\\lim', 'functions'],
    ['\\infty', 'other'],
    [',', 'other'],
    ['COMMA', 'other'],
  ])('puts %s to %s', (name, group) => {
    expect(labelGroupOf(name)).toBe(group);
  });
});

describe('compareLabelNames', () => {
  it('puts each capital after its small letter', () => {
    expect(['B', 'b', 'A', 'a'].sort(compareLabelNames)).toEqual(['a', 'A', 'b', 'B']);
  });
});
