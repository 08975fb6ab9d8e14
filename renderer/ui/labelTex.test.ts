import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { labelTex } from './labelTex.ts';
import { texOptions } from './texOptions.ts';

function drawn(name: string): boolean {
  const tex = labelTex(name);
  if (tex === null) return false;
  try {
    return katex.renderToString(tex, texOptions) !== '';
  } catch {
    return false;
  }
}

describe('labelTex', () => {
  it('draws signs that mean something else to TeX', () => {
    for (const name of ['#', '$', '%', '&', '_', '{', '}', '^', '~']) expect(drawn(name), name).toBe(true);
  });

  it('draws forms with empty places', () => {
    for (const name of ['\\sqrt', '\\frac', '\\hat', '\\overline']) expect(drawn(name), name).toBe(true);
  });

  it('leaves words as they are', () => {
    expect(labelTex('my label')).toBeNull();
  });

  it('is not talked into anything but drawing', () => {
    const html = ['\\href{https://example.org}{x}', '\\includegraphics{x.png}', '\\htmlStyle{color: red}{x}']
      .map((name) => katex.renderToString(labelTex(name) ?? '', texOptions))
      .join('');
    expect(html).not.toMatch(/<a |<img|style="color: red/);
  });

  it('draws every label of the detector', () => {
    // The label set of CROHME.
    const names = String.raw`
      0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o p q r s t u v w x y z A B C E F G H I L M N P R S T V X Y
      \alpha \beta \gamma \Delta \theta \lambda \mu \phi \pi \sigma + - \times \div \pm / \sum \int \sqrt
      = \neq < > \leq \geq \in \to \exists \forall ( ) [ ] \{ \} | \sin \cos \tan \log \lim \ldots \infty \prime . , !`
      .trim()
      .split(/\s+/);
    expect(names).toHaveLength(101);
    expect(names.filter((name) => !drawn(name))).toEqual([]);
  });
});
