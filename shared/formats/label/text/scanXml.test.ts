import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanXml } from './scanXml.ts';
import { xmlText } from './xmlText.ts';
import { readXml, type XmlElement } from './xmlTree.ts';

const limits = { characters: 1_000_000, depth: 16 };

interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Tree[];
}

const names = fc.constantFrom('a', 'box', 'x:y', 'é', 'name.1', '가');
// Without a space alone, which parsers are free to take for layout, and what XML cannot hold.
const texts = fc
  .string({ unit: fc.constantFrom('a', '<', '&', '"', "'", '>', ']]>', ' ', '가', '😀', '=', '/') })
  .map((text) => `t${text}t`);
const treeOf = (children: fc.Arbitrary<readonly Tree[]>): fc.Arbitrary<Tree> =>
  fc.record({
    name: names,
    attributes: fc.dictionary(names, texts, { maxKeys: 3, noNullPrototype: true }),
    text: texts,
    children,
  });
const leaves = treeOf(fc.constant([]));
const trees = treeOf(fc.array(treeOf(fc.array(leaves, { maxLength: 3 })), { maxLength: 3 }));

const written = ({ name, attributes, text, children }: Tree): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlText(value)}"`)
    .join('')}>${xmlText(text)}${children.map(written).join('')}</${name}>\n`;

const plain = ({ name, attributes, text, children }: XmlElement): unknown => ({
  name,
  attributes: Object.fromEntries(attributes),
  text: text.trim(),
  children: children.map(plain),
});

describe('the scanner of XML', () => {
  it('reads what was written, and what a general parser reads, line for line', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = `<?xml version="1.0"?>\n<!-- <not> -->\n${written(tree)}`;
        const scanned = scanXml(text, limits);
        const parsed = readXml(text, limits);
        expect(plain(scanned)).toEqual(plain(parsed));
        expect(plain(scanned)).toEqual(plain(scanXml(written(tree), limits)));
        const lines = (element: XmlElement): readonly unknown[] => [
          element.line,
          ...element.children.map(lines),
        ];
        expect(lines(scanned)).toEqual(lines(parsed));
      }),
    );
  });

  it.each([
    ['', /no root/],
    ['<a>', /line 1.*never closed/],
    ['<a>\n<b></a>', /line 2.*ends <b>/],
    ['<a/><b/>', /second root/],
    ['<a/>text', /outside/],
    ['<a x=1/>', /not well-formed/],
    ['<a x="1" x="2"/>', /twice/],
    ['<a>&bomb;</a>', /reference/],
    ['<a>1 & 2</a>', /bare &/],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', /document type/],
    ['<a><!-- open</a>', /open comment/],
    ['<a>'.repeat(99), /deeper than 16/],
    ['</a>', /ends nothing/],
  ])('refuses %j', (text, cause) => {
    expect(() => scanXml(text, limits)).toThrow(cause);
  });

  it('takes sections as they stand', () => {
    expect(scanXml('<a><![CDATA[<&]]></a>', limits).text).toBe('<&');
  });
});
