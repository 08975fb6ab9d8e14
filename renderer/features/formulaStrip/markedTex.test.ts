import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { bare, type LayoutNode } from '#shared/formula/layoutTree.ts';
import { latexParts } from '#shared/formula/writeLatex.ts';
import { markedTex } from './markedTex.ts';
import { markedTexOptions } from './markedTexOptions.ts';

const symbol = (label: string, hung: Partial<LayoutNode> = {}): LayoutNode =>
  ({
    kind: 'symbol',
    symbol: { id: label, label, box: { x: 0, y: 0, width: 1, height: 1 } },
    ...bare,
    ...hung,
  }) as LayoutNode;

const drawn = (run: readonly LayoutNode[]): string =>
  katex.renderToString(markedTex(latexParts(run)).tex, markedTexOptions);

describe('a formula whose tokens are marked', () => {
  it('numbers the tokens in the order of the LaTeX', () => {
    const { tex, boxes } = markedTex(
      latexParts([symbol('x', { superscript: [symbol('2')] }), symbol('\\alpha')]),
    );
    expect(tex).toBe('\\htmlData{token=0}{x}^{\\htmlData{token=1}{2}}\\htmlData{token=2}{\\alpha}');
    expect(boxes).toEqual([['x'], ['2'], ['\\alpha']]);
  });

  it('keeps limits above and below their operator, and the marks in what is drawn', () => {
    const html = drawn([symbol('\\sum', { below: [symbol('i')] })]);
    expect(html).toContain('op-limits');
    expect(html).toContain('data-token="0"');
    expect(html).toContain('data-token="1"');
  });

  it('lets no label bring a command of its own', () => {
    const html = drawn([
      symbol('\\htmlData{token=9}{x}'),
      symbol('\\href{javascript:x}{y}'),
      symbol('}\\url{a}'),
    ]);
    expect(html).not.toMatch(/<a |href=/);
    expect(html).not.toContain('data-token="9"');
  });
});
