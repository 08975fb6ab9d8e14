import { describe, expect, it } from 'vitest';
import { NumberRows } from './numberRows.ts';

describe('NumberRows', () => {
  it('gives back every row, over the edges of its pieces', () => {
    const rows = new NumberRows(3);
    const count = 20_000;
    for (let row = 0; row < count; row++) rows.add([row, -row, row / 7]);
    expect(rows.length).toBe(count);
    for (const row of [0, 1, 8191, 8192, 16_383, 16_384, count - 1])
      expect([rows.at(row, 0), rows.at(row, 1), rows.at(row, 2)]).toEqual([row, -row, row / 7]);
  });

  it('has no number where there is no row', () => {
    const rows = new NumberRows(2);
    expect(rows.at(0, 0)).toBeNaN();
    rows.add([1, 2]);
    expect(rows.at(9_000, 0)).toBeNaN();
  });
});
