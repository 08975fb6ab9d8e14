import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { normalizeInkLabel, stripMathDelimiters } from './inkLabels.ts';
import { readInkml } from './readInkml.ts';

const ink = (inside: string): string => `<ink xmlns="http://www.w3.org/2003/InkML">\n${inside}\n</ink>`;

function points(trace: string, format = ''): readonly (readonly [number, number])[] {
  const [stroke] = readInkml(ink(`${format}<trace>${trace}</trace>`)).strokes;
  return stroke?.points.map(({ x, y }) => [x, y] as const) ?? [];
}

function failure(text: string): AppError {
  try {
    readInkml(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('It was read.');
}

describe('the values of a trace', () => {
  it('are decimals, negatives, exponents, in whatever spacing', () => {
    expect(points('1 2,3.5 -4 , -.5\t+6.,\n 1e3 -2E-1 ,7 8,')).toEqual([
      [1, 2],
      [3.5, -4],
      [-0.5, 6],
      [1000, -0.2],
      [7, 8],
    ]);
    expect(points('10-5,20-6')).toEqual([
      [10, -5],
      [20, -6],
    ]);
  });

  it('keep repeated points', () => {
    expect(points('1 1, 1 1, 2 2')).toHaveLength(3);
  });

  it('are ordered as the trace format says', () => {
    const format = '<traceFormat><channel name="T"/><channel name="Y"/><channel name="x"/></traceFormat>';
    expect(points('99 2 1, 100 4 3', format)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(points('1 2 88, 3 4 89 0.5')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const turned =
      '<traceFormat><channel name="X" orientation="-ve"/><channel name="Y" orientation="-ve"/></traceFormat>';
    expect(points('1 2', turned)).toEqual([[-1, -2]]);
  });

  it('follow the context they refer to', () => {
    const text = ink(
      `<definitions>
        <traceFormat xml:id="plain"><channel name="X"/><channel name="Y"/></traceFormat>
        <context xml:id="a"><inkSource><traceFormat><channel name="Y"/><channel name="X"/></traceFormat></inkSource></context>
        <context xml:id="b" contextRef="#b"/>
      </definitions>
      <trace contextRef="#a">1 2</trace><trace>1 2</trace><trace contextRef="#b">1 2</trace>`,
    );
    expect(readInkml(text).strokes.map((stroke) => stroke.points[0])).toEqual([
      { x: 2, y: 1 },
      { x: 1, y: 2 },
      { x: 1, y: 2 },
    ]);
  });

  it('may be differences, of the first order and the second', () => {
    // Summed up by hand: first differences from the second point on, second ones from the third.
    expect(points(`1125 18432,'23'43,"7"-8,3-5,7 -3,6 2,6 8,3 6 T,2 4 *T,3 6,3-6 F F`)).toEqual([
      [1125, 18432],
      [1148, 18475],
      [1178, 18510],
      [1211, 18540],
      [1251, 18567],
      [1297, 18596],
      [1349, 18633],
      [1404, 18676],
      [1461, 18723],
      [1521, 18776],
      [1584, 18823],
    ]);
    expect(points('5 5, * 7, ! 6 8')).toEqual([
      [5, 5],
      [5, 7],
      [6, 8],
    ]);
    expect(points('1 2, ? 3, 4 5')).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(points('#FF #0a')).toEqual([[255, 10]]);
  });

  it('say where they are wrong', () => {
    const wrong = failure(ink('<trace id="a">1 2</trace>\n<trace id="b">1 2,\n3 NaN</trace>'));
    expect(wrong.code).toBe('ink.malformed');
    expect(wrong.details).toMatchObject({ line: 3, field: 'trace "b", point 2' });
    expect(failure(ink('<trace>1 2, 3</trace>')).message).toBe(
      'line 2, trace number 1, point 2: it has 1 of at least 2 values.',
    );
    expect(failure(ink('<traceFormat><channel name="X"/></traceFormat><trace>1 2</trace>')).message).toMatch(
      /no channel Y/,
    );
  });

  it('come back as they were written', () => {
    // Text has no negative zero.
    const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30 }), (written) => {
        expect(points(written.map((pair) => pair.join(' ')).join(','))).toEqual(
          written.map(([x, y]) => [x, y]),
        );
      }),
    );
  });
});

describe('symbols', () => {
  const traces =
    '<trace id="0">0 0</trace><trace xml:id="t1">1 1</trace><trace id="2">2 2</trace><trace id="3"></trace>';

  it('are the innermost groups with a truth', () => {
    const { symbols, strokes } = readInkml(
      ink(`${traces}
      <traceGroup><annotation type="truth">Segmentation</annotation>
        <traceGroup><annotation type="truth"> \\lt </annotation><traceView traceDataRef="0"/><annotationXML href="lt_1"/></traceGroup>
        <traceGroup><annotation type="other">x</annotation><annotation type="truth">x</annotation><traceView traceDataRef="#t1"/><traceView traceDataRef="2"/><traceView traceDataRef="2"/></traceGroup>
        <traceGroup><annotation type="truth">empty</annotation><traceView traceDataRef="3"/></traceGroup>
        <traceGroup><traceView traceDataRef="2"/></traceGroup>
        <traceGroup><annotation type="truth">y</annotation></traceGroup>
      </traceGroup>`),
    );
    expect(strokes.map((stroke) => stroke.id)).toEqual(['0', 't1', '2', '3']);
    expect(symbols).toEqual([
      { label: '<', strokeIndices: [0], href: 'lt_1' },
      { label: 'x', strokeIndices: [1, 2], href: null },
    ]);
  });

  it('may hold their traces themselves', () => {
    const text = ink(
      '<traceGroup><annotation type="truth">z</annotation><trace>1 2</trace><trace>3 4</trace></traceGroup>',
    );
    expect(readInkml(text).symbols).toEqual([{ label: 'z', strokeIndices: [0, 1], href: null }]);
  });

  it('take their label from the MathML where the group has none', () => {
    const text =
      ink(`<annotationXML type="truth"><math><msqrt xml:id="r"><mi xml:id="a_1">a</mi></msqrt></math></annotationXML>${traces}
      <traceGroup><traceView traceDataRef="0"/><annotationXML href="r"/></traceGroup>
      <traceGroup><traceView traceDataRef="2"/><annotationXML href="#a_1"/></traceGroup>`);
    expect(readInkml(text).symbols.map((symbol) => symbol.label)).toEqual(['\\sqrt', 'a']);
  });

  it('that point nowhere, or at two traces, are refused with their line', () => {
    const group = (reference: string) => `<traceGroup>\n<traceView ${reference}/></traceGroup>`;
    expect(failure(ink(`${traces}${group('traceDataRef="9"')}`)).message).toBe(
      'line 3, traceView: there is no trace "9".',
    );
    expect(failure(ink(`${traces}${group('')}`)).message).toMatch(/no traceDataRef/);
    expect(
      failure(ink(`<trace id="a">1 1</trace><trace id="a">2 2</trace>${group('traceDataRef="a"')}`)).message,
    ).toMatch(/two traces/);
    expect(failure(ink(`${traces}${group('traceDataRef="0" from="1"')}`)).message).toMatch(/part of a trace/);
    expect(readInkml(ink('<trace id="a">1 1</trace><trace id="a">2 2</trace>')).strokes).toHaveLength(2);
  });
});

describe('labels', () => {
  it.each([
    ['\\lt', '<'],
    ['\\gt', '>'],
    ['COMMA', ','],
    ['\\rightarrow', '\\to'],
    ['$x$', 'x'],
    ['sin', '\\sin'],
    ['$', '$'],
    ['\\alpha', '\\alpha'],
    ['가', '가'],
  ])('%s is %s', (raw, name) => {
    expect(normalizeInkLabel(raw)).toBe(name);
  });

  it('formulas lose what stands around them, once', () => {
    expect(stripMathDelimiters(' $ x^2 $ ')).toBe('x^2');
    expect(stripMathDelimiters('$$x$$')).toBe('x');
    expect(stripMathDelimiters('\\[ x \\]')).toBe('x');
    expect(stripMathDelimiters('\\$5')).toBe('\\$5');
    expect(stripMathDelimiters('$')).toBe('$');
    expect(stripMathDelimiters('x_{$')).toBe('x_{$');
  });
});

describe('the document', () => {
  it('has truth, writer and identifier, whatever their order, and none of a group', () => {
    const text =
      ink(`<annotation type="truth"> </annotation><annotation type="truth">$a &lt; b &#x3b1; &amp;amp;$</annotation>
      <annotation type="writer">w &quot;7&quot;</annotation><annotation type="UI">ui</annotation><trace>1 2</trace>`);
    expect(readInkml(text)).toMatchObject({ latex: 'a < b α &amp;', writer: 'w "7"', ui: 'ui' });
    const bare = ink('<trace>1 2</trace><traceGroup><annotation type="truth">x</annotation></traceGroup>');
    expect(readInkml(bare)).toMatchObject({ latex: null, writer: null, ui: null });
  });

  it('may have prefixes, a byte order mark, comments, CDATA and Windows line ends', () => {
    const text = `\uFEFF<?xml version="1.0"?>\r\n<!-- <!DOCTYPE x> -->\r\n<i:ink xmlns:i="http://www.w3.org/2003/InkML">\r\n<i:trace>1 2,<!-- 9 9, -->3 4<![CDATA[, 5 6]]></i:trace></i:ink>`;
    expect(readInkml(text).strokes[0]?.points).toHaveLength(3);
  });

  it('does not take names of JavaScript for its own', () => {
    const text = ink('<toString valueOf="x"/><trace id="constructor" hasOwnProperty="y">1 2</trace>');
    expect(readInkml(text).strokes[0]?.id).toBe('constructor');
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect(failure(ink(`<${name}/><trace>1 2</trace>`)).code).toBe('ink.malformed');
    }
  });

  it.each([
    ['<!DOCTYPE ink [<!ENTITY x "y">]><ink/>', 'ink.malformed', /DOCTYPE/],
    ['<ink><trace>1 2</trace>', 'ink.malformed', /./],
    ['<html></html>', 'ink.malformed', /root element is <html>/],
    ['', 'ink.malformed', /./],
    ['<ink><trace></trace></ink>', 'ink.empty', /no strokes/],
  ] as const)('%s is refused', (text, code, message) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('keeps to its limits', () => {
    const small = { characters: 200, depth: 4, points: 3 };
    expect(() => readInkml(ink('<trace>1 1,2 2,3 3,4 4</trace>'), small)).toThrow(
      expect.objectContaining({ code: 'ink.tooLarge' }) as Error,
    );
    expect(() => readInkml(ink(' '.repeat(300)), small)).toThrow(
      expect.objectContaining({ code: 'ink.tooLarge' }) as Error,
    );
    expect(() => readInkml(ink('<a>'.repeat(7) + '</a>'.repeat(7)), small)).toThrow(/deeper than 4/);
  });

  it('of any text is read or refused, never anything else', () => {
    const part = fc.constantFrom(
      '<ink>',
      '</ink>',
      '<trace>',
      '</trace>',
      '1 2,',
      '<traceGroup>',
      '</traceGroup>',
      '<traceView traceDataRef="0"/>',
      '&lt;',
      '<!--',
      '-->',
      ']]>',
      '<![CDATA[',
      '"',
      "'",
      '<',
      '>',
      'é',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        for (const text of [parts.join(''), ink(parts.join(''))]) {
          try {
            readInkml(text);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(AppError);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
