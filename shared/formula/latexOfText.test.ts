import { describe, expect, it } from 'vitest';
import { latexOfText } from './latexOfText.ts';

describe('the formula of a text beside an image', () => {
  it.each([
    ['x^2 + 1\n', 'x^2 + 1'],
    ['$x^2$', 'x^2'],
    ['$$\nx^2\n+ 1\n$$', 'x^2 + 1'],
    ['\uFEFF\\[ a \\]', 'a'],
    [
      '\\documentclass{article}\n\\begin{document}\n% the formula\n\\begin{equation*}\n a\\% % half\n\\end{equation*}\n\\end{document}',
      'a\\%',
    ],
    ['0.5', '0.5'],
    ['1 + 2', '1 + 2'],
  ])('%j is %s', (text, latex) => {
    expect(latexOfText(text)).toBe(latex);
  });

  it.each([
    [''],
    ['  \n'],
    ['0 0.5 0.5 0.1 0.1\n'],
    ['0 0.5 0.5 0.1 0.1\n3 0.1 0.1 0.2 0.2\n'],
    ['first line\nsecond line'],
    ['x'.repeat(5000)],
    ['a\0b'],
  ])('finds none in %j', (text) => {
    expect(latexOfText(text)).toBeNull();
  });
});
