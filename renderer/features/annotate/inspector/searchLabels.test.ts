import { describe, expect, it } from 'vitest';
import type { Label } from '#shared/dataset/label.ts';
import { searchLabels } from './searchLabels.ts';

const names = ['a', 'A', '\\alpha', '\\tan', '\\Delta', '\\delta', 'x'];
const labels: readonly Label[] = names.map((name, index) => ({
  id: index + 1,
  name,
  color: '#000000',
  usageCount: index,
  isRetired: false,
}));
const found = (query: string): readonly string[] => searchLabels(labels, query).map(({ name }) => name);

describe('searchLabels', () => {
  it('puts the exact name first, then what begins so, then what holds it', () => {
    expect(found('a')).toEqual(['a', 'A', '\\alpha', '\\delta', '\\Delta', '\\tan']);
  });

  it('needs no backslash, and takes one', () => {
    expect(found('alp')).toEqual(['\\alpha']);
    expect(found('\\alp')).toEqual(['\\alpha']);
  });

  it('tells capitals apart when they are typed', () => {
    expect(found('\\Delta')[0]).toBe('\\Delta');
    expect(found('\\delta')[0]).toBe('\\delta');
  });

  it('shows all, the most used first, before anything is typed', () => {
    expect(found('')[0]).toBe('x');
    expect(found('')).toHaveLength(names.length);
  });

  it('finds nothing for what no label holds', () => {
    expect(found('zzz')).toEqual([]);
  });
});
