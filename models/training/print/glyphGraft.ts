import type { DelimiterData } from '@mathjax/src/js/output/common/FontData.js';
import type { SvgCharData } from '@mathjax/src/js/output/svg/FontData.js';
import type { MathFont } from './mathFont.ts';
import { V } from '@mathjax/src/js/output/common/Direction.js';
import opentype from 'opentype.js';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { boundsOfPath } from './geometry.ts';
import { loadMathJax2Font } from './mathJax2Font.ts';

type Characters = Record<number, SvgCharData>;

/** Characters that a text font can lend to a math font. */
const LATIN = [...range(0x41, 0x5a), ...range(0x61, 0x7a)];
const GREEK = [...range(0x391, 0x3a9), ...range(0x3b1, 0x3c9), 0x3d1, 0x3d5];
const DIGITS = range(0x30, 0x39);
const SIGNS = [
  ...range(0x21, 0x2f),
  ...DIGITS,
  ...range(0x3a, 0x3f),
  0x5b,
  0x5d,
  0x7b,
  0x7c,
  0x7d,
  0xb1,
  0xb7,
  0xd7,
  0xf7,
  0x2026,
  0x2192,
  0x2200,
  0x2203,
  0x2208,
  0x2212,
  0x221e,
  0x22c5,
  0x22ef,
  0x2223,
  0x2260,
  0x2264,
  0x2265,
  0x2a7d,
  0x2a7e,
];
const SIZE_VARIANTS = ['normal', '-smallop', '-largeop', '-size3', '-size4', '-size5', '-size6'];

function range(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

/** Start of the alphabets in Unicode's mathematical block: Latin capitals, Latin small, Greek capitals, Greek small. */
const ALPHABETS = {
  bold: [0x1d400, 0x1d41a, 0x1d6a8, 0x1d6c2],
  italic: [0x1d434, 0x1d44e, 0x1d6e2, 0x1d6fc],
  'bold-italic': [0x1d468, 0x1d482, 0x1d71c, 0x1d736],
} as const;

/** Where a letter of a styled alphabet stands in Unicode. */
function styledCode(code: number, starts: readonly [number, number, number, number]): number {
  const styled =
    code <= 0x5a
      ? starts[0] + code - 0x41
      : code <= 0x7a
        ? starts[1] + code - 0x61
        : code <= 0x3a9
          ? starts[2] + code - 0x391
          : code <= 0x3c9
            ? starts[3] + code - 0x3b1
            : code === 0x3d1
              ? starts[3] + 27
              : starts[3] + 29;
  return styled === 0x1d455 ? 0x210e : styled;
}

/**
 * Puts a math family of MathJax 2 into a MathJax 4 font: letters, digits, signs, large operators and delimiters.
 * The font must have seven size variants. What the family lacks stays as it was.
 */
export function graftMathJax2(font: MathFont, folder: string): void {
  const source = loadMathJax2Font(folder);
  const convert = (data: ReturnType<typeof source.character>): SvgCharData | undefined =>
    data && [
      data[0] / 1000,
      data[1] / 1000,
      data[2] / 1000,
      { p: data[5], ...(data[4] > data[2] ? { ic: (data[4] - data[2]) / 1000 } : {}) },
    ];
  const collect = (codes: readonly number[], codeOf: (code: number) => number): Characters => {
    const characters: Characters = {};
    for (const code of codes) {
      const found = convert(source.character(codeOf(code)) ?? source.character(code));
      if (found !== undefined) characters[code] = found;
    }
    return characters;
  };
  font.defineChars(
    'normal',
    collect([...SIGNS, ...LATIN, ...GREEK, 0x2211, 0x222b, 0x221a], (code) => code),
  );
  for (const [variant, starts] of Object.entries(ALPHABETS)) {
    font.defineChars(
      variant,
      collect([...LATIN, ...GREEK], (code) => styledCode(code, starts)),
    );
  }
  for (const code of [0x2211, 0x222b]) {
    const [small, large] = [
      convert(source.character(code)),
      convert(source.characterOf(source.displayFont, code)),
    ];
    if (small !== undefined) font.defineChars('-smallop', { [code]: small });
    if (large !== undefined) font.defineChars('-largeop', { [code]: large });
  }
  const delimiters: Record<number, DelimiterData> = {};
  for (const code of [0x28, 0x29, 0x2f, 0x5b, 0x5d, 0x7b, 0x7c, 0x7d, 0x221a]) {
    const delimiter = source.delimiter(code);
    const sizes: number[] = [];
    for (const [height, fontName, scale, other] of delimiter?.HW ?? []) {
      const character = convert(source.characterOf(fontName, other ?? code));
      const variant = SIZE_VARIANTS[sizes.length];
      if (scale !== undefined) continue;
      if (character === undefined || variant === undefined) break;
      font.defineChars(variant, { [code]: character });
      sizes.push(height / 1000);
    }
    const pieces = delimiter?.stretch;
    const [top, extender, bottom, middle] = ['top', 'ext', 'bot', 'mid'].map((name) => pieces?.[name]);
    if (sizes.length === 0 || extender === undefined) continue;
    // in MathJax 4's order
    const stretch: number[] = [];
    const variants: number[] = [];
    for (const [index, piece] of [top, extender, bottom, ...(middle ? [middle] : [])].entries()) {
      const character = piece && convert(source.characterOf(piece[1], piece[0]));
      // each piece gets a code of its own in the private area, so that none overwrites a character in use
      const pieceCode = character ? 0xf000 + (code === 0x221a ? 0x200 : code) * 4 + index : 0;
      if (character) font.defineChars('normal', { [pieceCode]: character });
      stretch.push(pieceCode);
      variants.push(0);
    }
    const first = font.getChar('normal', code);
    delimiters[code] = {
      dir: V,
      sizes,
      stretch,
      stretchv: variants,
      HDW: [first[0], first[1], first[2]],
    };
  }
  font.defineDelimiters(delimiters);
  if (delimiters[0x7c] !== undefined) font.defineDelimiters({ 0x2223: { ...delimiters[0x7c], c: 0x7c } });
}

/** The fonts of one text family: a file for each style, with the subsets that hold Latin and Greek. */
export interface TextFamily {
  /** The npm package, such as `@fontsource/open-sans`. */
  readonly packageName: string;
  readonly subsets: readonly string[];
  readonly weight: number;
  readonly boldWeight: number;
  /** Enlarges a face that is drawn small on its body; 1 unless told. */
  readonly scale?: number;
  /** A hand: it has no italics, and only its letters and digits are taken. */
  readonly isHand?: boolean;
}

/** Reads all subset files of one style; a missing file is a missing subset. */
function openSubsets(family: TextFamily, weight: number, style: 'normal' | 'italic'): opentype.Font[] {
  const require = createRequire(import.meta.url);
  const folder = path.join(path.dirname(require.resolve(`${family.packageName}/package.json`)), 'files');
  const name = family.packageName.replace(/^.*\//, '');
  return family.subsets.map((subset) => {
    const bytes = readFileSync(path.join(folder, `${name}-${subset}-${String(weight)}-${style}.woff`));
    return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  });
}

/** Path data with y up, as MathJax has it. opentype.js's own writer gives NaN for coordinates a hair beside a whole number. */
function pathData(commands: readonly opentype.PathCommand[]): string {
  const point = (x: number, y: number): string => `${x.toFixed(2)} ${(-y).toFixed(2)}`;
  return commands
    .map((command) => {
      switch (command.type) {
        case 'M':
        case 'L':
          return command.type + point(command.x, command.y);
        case 'Q':
          return `Q${point(command.x1, command.y1)} ${point(command.x, command.y)}`;
        case 'C':
          return `C${point(command.x1, command.y1)} ${point(command.x2, command.y2)} ${point(command.x, command.y)}`;
        case 'Z':
          return 'Z';
      }
    })
    .join('');
}

/** One glyph of an OpenType font as MathJax character data, or undefined where no subset has it. */
function openTypeCharacter(
  fonts: readonly opentype.Font[],
  code: number,
  size: number,
): SvgCharData | undefined {
  for (const font of fonts) {
    const glyph = font.charToGlyph(String.fromCodePoint(code));
    if (glyph.index === 0) continue;
    const scale = size / font.unitsPerEm;
    const outline = pathData(glyph.getPath(0, 0, size).commands);
    if (outline === '') continue;
    const [x, y, width, height] = boundsOfPath(outline);
    const advance = (glyph.advanceWidth ?? 0) * scale;
    const overhang = x + width - advance;
    return [
      (y + height) / 1000,
      -y / 1000,
      advance / 1000,
      { p: outline.replace(/^M/, '').replace(/[zZ]$/, ''), ...(overhang > 0 ? { ic: overhang / 1000 } : {}) },
    ];
  }
  return undefined;
}

/** Puts the letters, digits and signs of a text family into a math font: its layout then uses their metrics. */
export function graftTextFamily(font: MathFont, family: TextFamily): void {
  const styles = [
    ['normal', family.weight, 'normal', [...LATIN, ...GREEK, ...(family.isHand === true ? DIGITS : SIGNS)]],
    ['italic', family.weight, 'italic', [...LATIN, ...GREEK]],
    ['bold', family.boldWeight, 'normal', [...LATIN, ...GREEK, ...DIGITS]],
    ['bold-italic', family.boldWeight, 'italic', [...LATIN, ...GREEK]],
  ] as const;
  for (const [variant, weight, style, codes] of styles) {
    const fonts = openSubsets(family, weight, family.isHand === true ? 'normal' : style);
    const characters: Characters = {};
    for (const code of codes) {
      const character = openTypeCharacter(fonts, code, 1000 * (family.scale ?? 1));
      if (character !== undefined) characters[code] = character;
    }
    font.defineChars(variant, characters);
  }
}
