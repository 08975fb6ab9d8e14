/** The way of the pen through a unit box, y down. A point given twice is a corner; everything else is drawn round. */
export type Stroke = readonly (readonly [number, number])[];

/** Reads a stroke from `x,y` points with blanks between them. */
function way(points: string): Stroke {
  return points.split(' ').map((point) => {
    const [x = 0, y = 0] = point.split(',').map(Number);
    return [x, y];
  });
}

const EQUALS: readonly Stroke[] = [way('0,0.1 0.5,0.06 1,0.08'), way('0,0.92 0.5,0.9 1,0.94')];
const LESS: Stroke = way('1,0 0,0.5 0,0.5 1,1');
const GREATER: Stroke = way('0,0 1,0.5 1,0.5 0,1');
const PARENTHESIS: Stroke = way('1,0 0.4,0.16 0.05,0.5 0.35,0.83 1,1');
const BRACKET: Stroke = way('1,0 0.05,0.01 0.05,0.01 0,0.99 0,0.99 1,1');
const BRACE: Stroke = way(
  '1,0 0.68,0.03 0.52,0.14 0.52,0.36 0.4,0.46 0,0.5 0,0.5 0.4,0.54 0.52,0.64 0.52,0.86 0.68,0.97 1,1',
);

/** A point of the pen. */
function dot(x: number, y: number): Stroke {
  return [
    [x, y],
    [x + 0.01, y + 0.01],
  ];
}

function mirrored(stroke: Stroke): Stroke {
  return stroke.map(([x, y]) => [1 - x, y]);
}

/** A relation over a bar: both squeezed into one box. */
function overBar(stroke: Stroke): readonly Stroke[] {
  return [stroke.map(([x, y]) => [x, y * 0.72] as const), way('0,1 0.5,0.97 1,0.98')];
}

/** What a person draws with plain strokes, by label. Letters and digits come from a handwriting font instead. */
export const PEN_SKELETONS: Readonly<Record<string, readonly Stroke[]>> = {
  '-': [way('0,0.5 0.3,0.3 0.7,0.7 1,0.5')],
  '+': [way('0,0.52 0.5,0.5 1,0.48'), way('0.52,0 0.5,0.5 0.49,1')],
  '=': EQUALS,
  '\\pm': [way('0,0.4 1,0.38'), way('0.5,0 0.5,0.76'), way('0,1 1,0.98')],
  '\\times': [way('0,0.02 0.5,0.5 1,1'), way('1,0 0.5,0.48 0.02,0.98')],
  '\\div': [way('0,0.5 1,0.48'), dot(0.5, 0.06), dot(0.5, 0.94)],
  '<': [LESS],
  '>': [GREATER],
  '\\leq': overBar(LESS),
  '\\geq': overBar(GREATER),
  '\\neq': [
    ...EQUALS.map((line) => line.map(([x, y]) => [x, 0.28 + y * 0.44] as const)),
    way('0.74,0 0.5,0.5 0.28,1'),
  ],
  '\\to': [way('0,0.5 0.5,0.46 1,0.5'), way('0.7,0.02 0.84,0.3 1,0.5 1,0.5 0.84,0.68 0.68,1')],
  '\\infty': [
    way(
      '0.5,0.5 0.36,0.9 0.18,1 0,0.52 0.17,0 0.36,0.1 0.5,0.5 0.64,0.9 0.83,1 1,0.48 0.82,0 0.64,0.1 0.49,0.52',
    ),
  ],
  '\\int': [way('1,0.07 0.88,0.01 0.72,0.02 0.6,0.14 0.52,0.4 0.46,0.66 0.38,0.9 0.24,0.99 0.1,0.99 0,0.93')],
  '\\sum': [
    way('1,0.12 0.97,0.01 0.97,0.01 0.03,0 0.03,0 0.5,0.47 0.5,0.47 0,0.99 0,0.99 0.96,1 0.96,1 1,0.88'),
  ],
  '\\alpha': [way('1,0.06 0.84,0.4 0.56,0.84 0.27,1 0.02,0.62 0.16,0.12 0.42,0 0.64,0.3 0.78,0.82 1,0.98')],
  '\\beta': [
    way(
      '0,1 0.14,0.6 0.24,0.2 0.55,0 0.88,0.08 0.84,0.28 0.5,0.38 0.5,0.38 0.86,0.42 1,0.58 0.84,0.75 0.5,0.78 0.22,0.7',
    ),
  ],
  '\\gamma': [
    way('0,0.14 0.16,0 0.34,0.1 0.48,0.42 0.52,0.72 0.46,0.97 0.36,0.96 0.38,0.76 0.6,0.44 1,0.02'),
  ],
  '\\theta': [
    way('0.52,0 0.16,0.18 0,0.55 0.18,0.93 0.5,1 0.84,0.82 1,0.44 0.86,0.1 0.48,0.01'),
    way('0.06,0.52 0.5,0.5 0.94,0.49'),
  ],
  '\\lambda': [way('0.08,0.03 0.26,0.02 0.46,0.3 0.74,0.8 1,1'), way('0.48,0.36 0.26,0.7 0,1')],
  '\\mu': [
    way('0.2,0 0.12,0.5 0,1'),
    way('0.17,0.36 0.24,0.66 0.48,0.68 0.72,0.4 0.8,0 0.8,0 0.78,0.5 0.84,0.68 1,0.62'),
  ],
  '\\pi': [
    way('0,0.22 0.12,0.06 0.45,0.05 1,0.02'),
    way('0.34,0.06 0.31,0.5 0.16,1'),
    way('0.7,0.04 0.67,0.6 0.74,0.96 0.94,0.92'),
  ],
  '\\sigma': [way('1,0.04 0.5,0.05 0.16,0.26 0,0.62 0.16,0.96 0.44,1 0.74,0.84 0.82,0.5 0.68,0.2 0.46,0.06')],
  '\\phi': [
    way('0.62,0 0.5,0.5 0.36,1'),
    way('0.5,0.28 0.14,0.38 0,0.56 0.2,0.74 0.52,0.75 0.88,0.64 1,0.46 0.82,0.3 0.5,0.28'),
  ],
  '\\Delta': [way('0.52,0 0.26,0.5 0,1 0,1 1,0.98 1,0.98 0.76,0.5 0.5,0.01')],
  '\\in': [way('1,0.02 0.46,0.03 0.08,0.24 0,0.5 0.1,0.8 0.48,1 1,0.97'), way('0.03,0.5 0.9,0.48')],
  '\\forall': [way('0,0 0.5,1 0.5,1 1,0'), way('0.2,0.42 0.8,0.4')],
  '\\exists': [way('0,0 1,0.02 1,0.02 0.98,1 0.98,1 0.02,0.98'), way('0.18,0.5 0.98,0.5')],
  '\\prime': [way('0.8,0 0.2,1')],
  '\\ldots': [dot(0.02, 0.5), dot(0.5, 0.55), dot(0.98, 0.45)],
  '.': [dot(0.5, 0.5)],
  ',': [way('0.75,0.05 0.7,0.4 0.2,1')],
  '!': [way('0.55,0 0.48,0.66'), dot(0.46, 1)],
  '|': [way('0.55,0 0.45,0.5 0.5,1')],
  '/': [way('1,0 0.5,0.48 0,1')],
  '(': [PARENTHESIS],
  ')': [mirrored(PARENTHESIS)],
  '[': [BRACKET],
  ']': [mirrored(BRACKET)],
  '\\{': [BRACE],
  '\\}': [mirrored(BRACE)],
};
