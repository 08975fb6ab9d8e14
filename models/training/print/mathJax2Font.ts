import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** [height, depth, advance, left, right, path] in 1/1000 em; the path is relative, y up, without its first M. */
type CharacterV2 = readonly [number, number, number, number, number, string];

/** One delimiter: ready-made sizes as [height, font, scale?, character?] and the pieces of the stretched one. */
export interface DelimiterV2 {
  readonly dir?: string;
  readonly HW?: readonly (readonly [number, string, number?, number?])[];
  readonly stretch?: Readonly<Record<string, readonly [number, string]>>;
}

/** The SVG font data of MathJax 2, which has math fonts that are not packaged for MathJax 4. */
export interface MathJax2Font {
  /** A character of a named font part. */
  characterOf(fontName: string, code: number): CharacterV2 | undefined;
  /** A character wherever the family has it. */
  character(code: number): CharacterV2 | undefined;
  delimiter(code: number): DelimiterV2 | undefined;
  /** The font part that large operators come from in display style. */
  readonly displayFont: string;
}

interface FontDataV2 {
  readonly FONTS: Record<string, string | Record<number, CharacterV2>>;
  readonly DELIMITERS: Record<number, DelimiterV2 | undefined>;
}

/** Text characters first, then the rest: the order in which a character is looked for. */
const PARTS = [
  'Main',
  'Normal',
  'Operators',
  'Symbols',
  'Arrows',
  'Misc',
  'Latin',
  'Alphabets',
  'NonUnicode',
  'Variants',
  'Size1',
];

/**
 * Reads a family (folder name below jax/output/SVG/fonts). The files are scripts that hand plain objects to a global
 * `MathJax`; they run in an empty context that has just that receiver.
 */
export function loadMathJax2Font(folder: string): MathJax2Font {
  const require = createRequire(import.meta.url);
  const root = path.join(
    path.dirname(require.resolve('mathjax2/package.json')),
    'jax/output/SVG/fonts',
    folder,
  );
  let data: FontDataV2 | undefined;
  const receiver = {
    FONTDATA: { FONTS: {} as FontDataV2['FONTS'] },
    Augment: (part: { FONTDATA: FontDataV2 }) => {
      data = part.FONTDATA;
    },
  };
  const ignore = (): undefined => undefined;
  const context = vm.createContext({
    MathJax: {
      OutputJax: { SVG: receiver },
      ElementJax: { mml: { mo: { prototype: {}, OPTYPES: {} }, TEXCLASS: {} } },
      Ajax: { loadComplete: ignore },
      Hub: { Register: { StartupHook: ignore, LoadHook: ignore }, Browser: {}, Insert: ignore },
    },
  });
  const run = (file: string): void => {
    vm.runInContext(readFileSync(path.join(root, file), 'utf8'), context, { filename: file });
  };
  run('fontdata.js');
  if (data === undefined) throw new Error(`${folder}: fontdata.js handed over nothing`);
  const { FONTS, DELIMITERS } = data;
  for (const file of Object.values(FONTS)) if (typeof file === 'string') run(file);
  const loaded = receiver.FONTDATA.FONTS;
  const prefix = (Object.keys(loaded)[0] ?? '').replace(/_.*$/, '');
  const characterOf = (fontName: string, code: number): CharacterV2 | undefined => {
    const part = loaded[fontName];
    return typeof part === 'object' ? part[code] : undefined;
  };
  return {
    characterOf,
    character: (code) => {
      for (const part of PARTS) {
        const found = characterOf(`${prefix}_${part}`, code);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    delimiter: (code) => DELIMITERS[code],
    displayFont: `${prefix}_Size1`,
  };
}
