import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFix } from './applyFix.ts';
import { findSuspicions } from './findSuspicions.ts';
import type { Box } from '../geometry/box.ts';
import type { InkFindings } from './inkFindings.ts';
import type { Evidence } from './scene.ts';
import type { LabelledBox } from './labelledBox.ts';
import { ruleIds, type Suspicion } from './suspicion.ts';

type Place = readonly [label: string, x: number, y: number, width: number, height: number, score?: number];

const boxes = (places: readonly Place[]): readonly LabelledBox[] =>
  places.map(([label, x, y, width, height, score], id) => ({
    id,
    label,
    box: { x, y, width, height },
    ...(score === undefined ? {} : { score }),
  }));

const find = (places: readonly Place[], labels: ReadonlySet<string> | null = null): readonly Suspicion[] =>
  findSuspicions(boxes(places), labels, () => true);

/** `2 + 3 = 5`, and nothing to say about it. */
const sum: readonly Place[] = [
  ['2', 0, 0, 20, 30],
  ['+', 30, 5, 20, 20],
  ['3', 60, 0, 20, 30],
  ['=', 90, 10, 20, 10],
  ['5', 120, 0, 20, 30],
];

describe('findSuspicions', () => {
  it('has nothing to say about a formula that is well', () => {
    expect(find(sum)).toEqual([]);
    expect(find([])).toEqual([]);
    expect(
      find([
        ['\\sqrt', 0, 0, 60, 40],
        ['x', 20, 12, 20, 20],
        ['\\frac', 70, 20, 40, 3],
        ['1', 85, -5, 8, 20],
        ['2', 82, 26, 14, 20],
        ['(', 120, 0, 10, 40],
        ['a', 134, 12, 18, 18],
        [')', 156, 0, 10, 40],
      ]),
    ).toEqual([]);
  });

  it.each<[string, string, readonly Place[], Suspicion['fix']]>([
    [
      'a minus with symbols above and below',
      'minusIsFraction',
      [
        ['-', 0, 30, 40, 3],
        ['1', 16, 5, 8, 20],
        ['2', 14, 38, 14, 20],
      ],
      { kind: 'relabel', id: 0, label: '\\frac' },
    ],
    [
      'a fraction bar with nothing below',
      'fractionIsMinus',
      [
        ['a', 0, 10, 18, 20],
        ['\\frac', 25, 20, 20, 3],
        ['b', 50, 2, 18, 28],
      ],
      { kind: 'relabel', id: 1, label: '-' },
    ],
    [
      'two stacked minuses',
      'stackedMinus',
      [
        ['a', 0, 0, 20, 24],
        ['-', 30, 8, 20, 3],
        ['-', 31, 16, 20, 3],
        ['b', 60, 0, 20, 30],
      ],
      { kind: 'merge', ids: [1, 2], label: '=', box: { x: 30, y: 8, width: 21, height: 11 } },
    ],
    [
      'a dot over a stem',
      'dotOverStem',
      [
        ['x', 0, 10, 20, 20],
        ['1', 30, 10, 4, 22],
        ['.', 30, 0, 4, 4],
      ],
      { kind: 'merge', ids: [1, 2], label: 'i', box: { x: 30, y: 0, width: 4, height: 32 } },
    ],
    [
      'an x between digits',
      'timesBetweenDigits',
      [
        ['3', 0, 0, 20, 30],
        ['x', 28, 8, 18, 18],
        ['4', 54, 0, 20, 30],
      ],
      { kind: 'relabel', id: 1, label: '\\times' },
    ],
    [
      'a letter among digits',
      'digitAmongDigits',
      [
        ['1', 0, 0, 8, 30],
        ['O', 14, 0, 20, 30],
        ['4', 38, 0, 20, 30],
      ],
      { kind: 'relabel', id: 1, label: '0' },
    ],
    [
      'a comma at the height of a prime',
      'primeOrComma',
      [
        ['f', 0, 0, 20, 40],
        [',', 22, 0, 4, 10],
        ['x', 40, 16, 20, 20],
      ],
      { kind: 'relabel', id: 1, label: '\\prime' },
    ],
    [
      'a dot at half height',
      'dotAtMidHeight',
      [
        ['a', 0, 0, 20, 30],
        ['.', 24, 13, 4, 4],
        ['b', 34, 0, 20, 30],
      ],
      { kind: 'relabel', id: 1, label: '\\cdot' },
    ],
    [
      'the letters of a sine',
      'functionName',
      [
        ['s', 0, 10, 14, 20],
        ['i', 18, 0, 5, 30],
        ['n', 28, 10, 16, 20],
        ['x', 54, 10, 18, 20],
      ],
      { kind: 'merge', ids: [0, 1, 2], label: '\\sin', box: { x: 0, y: 0, width: 44, height: 30 } },
    ],
    [
      'a bracket that does not close, and what may be its partner',
      'unbalancedFence',
      [
        ['(', 0, 0, 10, 40],
        ['a', 16, 12, 18, 18],
        ['1', 42, 0, 8, 40],
      ],
      { kind: 'relabel', id: 2, label: ')' },
    ],
    [
      'a root with its radicand beside it',
      'emptyRoot',
      [
        ['x', -60, 20, 18, 20],
        ['+', -36, 20, 18, 18],
        ['\\sqrt', 0, 0, 20, 44],
        ['2', 24, 10, 18, 28],
      ],
      { kind: 'resize', id: 2, box: { x: 0, y: 0, width: 42, height: 44 } },
    ],
    [
      'a root with nothing',
      'emptyRoot',
      [
        ['x', -60, 20, 18, 20],
        ['+', -36, 20, 18, 18],
        ['\\sqrt', 0, 0, 60, 44],
      ],
      null,
    ],
    [
      'an operator at the end',
      'operatorWithoutRight',
      [
        ['a', 0, 10, 18, 20],
        ['+', 26, 10, 18, 18],
      ],
      null,
    ],
    [
      'an operator at the end of a formula with its look-alike',
      'operatorWithoutRight',
      [
        ['t', 0, 8, 14, 24],
        ['+', 26, 10, 18, 18],
      ],
      { kind: 'relabel', id: 1, label: 't' },
    ],
    [
      'a multiplication at the end',
      'operatorWithoutRight',
      [
        ['2', 0, 0, 18, 30],
        ['\\times', 26, 10, 18, 18],
      ],
      { kind: 'relabel', id: 1, label: 'x' },
    ],
    [
      'an operator on a symbol that has a box',
      'operatorWithoutRight',
      [
        ['a', 0, 10, 18, 20],
        ['t', 26, 8, 18, 22],
        ['+', 26, 10, 18, 20],
      ],
      { kind: 'delete', id: 2 },
    ],
    [
      'a prime on nothing',
      'scriptWithoutBase',
      [
        ['\\prime', 0, 0, 4, 10],
        ['x', 20, 5, 20, 20],
      ],
      { kind: 'delete', id: 0 },
    ],
    [
      'two boxes on one symbol, the less sure one to go',
      'twoBoxes',
      [
        ['x', 0, 0, 20, 20, 0.4],
        ['X', 0, 1, 20, 20, 0.9],
      ],
      { kind: 'delete', id: 0 },
    ],
  ])('doubts %s', (_, rule, places, fix) => {
    const found = find(places).filter((each) => each.rule === rule);
    expect(found.map((each) => each.fix)).toEqual([fix]);
  });

  describe('with what else is known', () => {
    const operator: readonly Place[] = [
      ['a', 0, 10, 18, 20],
      ['+', 26, 10, 18, 18],
    ];
    const root: readonly Place[] = [
      ['x', -60, 20, 18, 20],
      ['\\sqrt', 0, 0, 60, 44],
    ];
    const noInk: InkFindings = { unboxed: [], inkless: [], cut: [] };
    const fixOf = (places: readonly Place[], evidence: Partial<Evidence>): Suspicion['fix'] | undefined =>
      findSuspicions(boxes(places), null, () => true, evidence)[0]?.fix;
    const inkAt = (...all: readonly Box[]): InkFindings => ({
      ...noInk,
      unboxed: all.map((box) => ({ box, pixels: 40 })),
    });
    const operand = { x: 52, y: 8, width: 18, height: 22 };
    const radicand = { x: 24, y: 12, width: 14, height: 26 };

    it('boxes the ink on the right of an operator, the nearest first', () => {
      const further = { ...operand, x: 90 };
      expect(fixOf(operator, { ink: inkAt(further, operand) })).toEqual({ kind: 'draw', box: operand });
      expect(fixOf(operator, { ink: inkAt({ ...operand, y: 300 }) })).toBeNull();
      const [found] = findSuspicions(boxes(operator), null, () => true, { ink: inkAt(operand) });
      expect(found?.box).toEqual({ x: 26, y: 8, width: 44, height: 22 });
    });

    it('boxes the ink in a root', () => {
      expect(fixOf(root, { ink: inkAt(radicand) })).toEqual({ kind: 'draw', box: radicand });
      expect(fixOf(root, { ink: inkAt({ ...radicand, x: 120 }) })).toBeNull();
    });

    it('gives a hook the bar that its ink has', () => {
      const hook: readonly Place[] = [
        ['\\sqrt', 0, 0, 20, 44],
        ['2', 24, 10, 18, 28],
      ];
      const held = { x: 0, y: 0, width: 50, height: 44 };
      const bar = { x: 20, y: 0, width: 30, height: 4 };
      expect(fixOf(hook, { ink: inkAt(bar) })).toEqual({ kind: 'resize', id: 0, box: held });
      const cut = { ...noInk, cut: [{ id: 0, edges: ['right' as const], box: held }] };
      expect(fixOf(hook, { ink: cut })).toEqual({ kind: 'resize', id: 0, box: held });
      expect(fixOf(hook, { ink: noInk })).toBeNull();
    });

    it('takes away what has no ink, and nothing else', () => {
      expect(fixOf(operator, { ink: { ...noInk, inkless: [{ id: 1 }] } })).toEqual({ kind: 'delete', id: 1 });
      expect(fixOf(root, { ink: { ...noInk, inkless: [{ id: 1 }] } })).toEqual({ kind: 'delete', id: 1 });
      expect(fixOf(root, { ink: noInk })).toBeNull();
    });

    it('takes the next reading of the detector that is an operand', () => {
      const read = (
        places: readonly Place[],
        otherReadings: readonly string[],
        labels: string[] | null = null,
      ) =>
        findSuspicions(
          boxes(places).map((each) => (each.id === 1 ? { ...each, otherReadings } : each)),
          labels === null ? null : new Set(labels),
          () => true,
        )[0]?.fix;
      expect(read(operator, ['\\neq', '4', 't'])).toEqual({ kind: 'relabel', id: 1, label: '4' });
      expect(read(operator, ['\\neq', '4', 't'], ['a', '+', 't'])).toEqual({
        kind: 'relabel',
        id: 1,
        label: 't',
      });
      expect(read(root, ['T', 'F'])).toEqual({ kind: 'relabel', id: 1, label: 'T' });
      expect(read(root, [])).toBeNull();
    });

    it('takes a look-alike of the project where the formula has it', () => {
      const lookAlikes = [['a', '+']];
      expect(fixOf(operator, { lookAlikes })).toEqual({ kind: 'relabel', id: 1, label: 'a' });
      expect(fixOf(operator, { lookAlikes: [['b', '+']] })).toBeNull();
    });

    it('takes a minus in a root for no second box of the root', () => {
      const within: readonly Place[] = [
        ['\\sqrt', 0, 0, 90, 44],
        ['x', 20, 16, 18, 20],
        ['-', 46, 24, 18, 3],
      ];
      expect(fixOf(within, { ink: noInk })).toBeNull();
    });
  });

  it('has no doubt left after the fix', () => {
    const places: readonly Place[] = [
      ['3', 0, 0, 20, 30],
      ['x', 28, 8, 18, 18],
      ['4', 54, 0, 20, 30],
      ['-', 84, 8, 20, 3],
      ['-', 84, 17, 20, 3],
      ['1', 114, 0, 8, 30],
      ['2', 126, 0, 20, 30],
    ];
    let symbols = boxes(places);
    for (const { fix } of find(places)) if (fix !== null) symbols = applyFix(symbols, fix);
    expect(findSuspicions(symbols, null, () => true)).toEqual([]);
    expect(symbols.map(({ label }) => label)).toEqual(['3', '\\times', '4', '=', '1', '2']);
  });

  it('takes half-open intervals and cases for what they are', () => {
    const interval: readonly Place[] = [
      ['[', 0, 0, 8, 40],
      ['0', 12, 8, 16, 26],
      [',', 30, 30, 4, 8],
      ['1', 40, 8, 8, 26],
      [')', 54, 0, 8, 40],
    ];
    const cases: readonly Place[] = [
      ['\\{', 0, 0, 12, 90],
      ['a', 20, 5, 18, 20],
      ['b', 20, 60, 18, 26],
    ];
    expect(find(interval)).toEqual([]);
    expect(find(cases)).toEqual([]);
  });

  it('fixes with labels of the set alone', () => {
    const places: readonly Place[] = [
      ['-', 0, 30, 40, 3],
      ['1', 16, 5, 8, 20],
      ['2', 14, 38, 14, 20],
      ['3', 60, 16, 20, 30],
      ['x', 88, 24, 18, 18],
      ['4', 114, 16, 20, 30],
    ];
    expect(find(places, new Set(['-', '1', '2', '3', '4', 'x']))).toEqual([]);
  });

  it('follows its switches', () => {
    const places: readonly Place[] = [
      ['a', 0, 10, 18, 20],
      ['+', 26, 10, 18, 18],
    ];
    expect(findSuspicions(boxes(places), null, (rule) => rule !== 'operatorWithoutRight')).toEqual([]);
  });

  const labels = [
    '-',
    '\\frac',
    '.',
    ',',
    '\\prime',
    '1',
    '2',
    'l',
    'x',
    '(',
    ')',
    '[',
    '\\{',
    '\\sqrt',
    '+',
    '=',
    's',
    'i',
    'n',
  ];
  const anyBox = fc.record({
    label: fc.constantFrom(...labels),
    box: fc.record({
      x: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(NaN, Infinity)),
      y: fc.integer({ min: 0, max: 120 }),
      width: fc.integer({ min: -2, max: 60 }),
      height: fc.integer({ min: -2, max: 60 }),
    }),
  });
  const anyBoxes = fc
    .array(anyBox, { maxLength: 25 })
    .map((some) => some.map((each, id): LabelledBox => ({ id, ...each })));

  it('takes any boxes, names ones that are there, and does not mind their order', () => {
    fc.assert(
      fc.property(anyBoxes, fc.nat(5), (symbols, by) => {
        const found = findSuspicions(symbols, null, () => true);
        const ids = new Set(symbols.map(({ id }) => id));
        for (const each of found) {
          expect(ruleIds).toContain(each.rule);
          for (const id of each.ids) expect(ids.has(id)).toBe(true);
          expect(Object.values(each.box).every(Number.isFinite)).toBe(true);
          if (each.fix !== null) expect(applyFix(symbols, each.fix)).not.toEqual(symbols);
        }
        const turned = [...symbols.slice(by), ...symbols.slice(0, by)];
        expect(findSuspicions(turned, null, () => true)).toHaveLength(found.length);
      }),
      { numRuns: 300 },
    );
  });

  it('does not change with the scale', () => {
    fc.assert(
      fc.property(anyBoxes, (symbols) => {
        const twice = symbols.map((each) => ({
          ...each,
          box: {
            x: 2 * each.box.x,
            y: 2 * each.box.y,
            width: 2 * each.box.width,
            height: 2 * each.box.height,
          },
        }));
        const names = (some: readonly LabelledBox[]): unknown =>
          findSuspicions(some, null, () => true).map(({ rule, ids }) => [rule, ids]);
        expect(names(twice)).toEqual(names(symbols));
      }),
      { numRuns: 200 },
    );
  });
});
