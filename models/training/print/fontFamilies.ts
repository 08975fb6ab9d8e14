import { MathJaxModernFont } from '@mathjax/mathjax-modern-font/js/svg.js';
import { MathJaxNewcmFont } from '@mathjax/mathjax-newcm-font/js/svg.js';
import { MathJaxStix2Font } from '@mathjax/mathjax-stix2-font/js/svg.js';
import { MathJaxTermesFont } from '@mathjax/mathjax-termes-font/js/svg.js';
import { MathJaxTexFont } from '@mathjax/mathjax-tex-font/js/svg.js';
import type { MathFont } from './mathFont.ts';
import type { TextFamily } from './glyphGraft.ts';
import { graftMathJax2, graftTextFamily } from './glyphGraft.ts';

/** A font family that formulas are laid out in. */
export interface FontFamily {
  readonly id: string;
  /** Formulas of a `valid` family are never trained on. */
  readonly split: 'train' | 'valid';
  /** Thickness of fraction bars in em. */
  readonly ruleThickness: number;
  load(): Promise<MathFont>;
}

/** Where a MathJax font keeps the parts that it loads when a formula needs them. */
function fromPackage(name: string): { dynamicPrefix: string } {
  return { dynamicPrefix: `@mathjax/mathjax-${name}-font/js/svg/dynamic` };
}

/** The font that grafts go into, with its later parts loaded already, so that they do not overwrite a graft. */
async function loaded(font: MathFont): Promise<MathFont> {
  await font.loadDynamicFiles();
  return font;
}

async function withMathJax2(folder: string): Promise<MathFont> {
  const font = await loaded(new MathJaxTermesFont(fromPackage('termes')));
  graftMathJax2(font, folder);
  return font;
}

/** A text family; its large operators, arrows and delimiters are those of `base`. */
async function withText(base: MathFont, family: TextFamily): Promise<MathFont> {
  const font = await loaded(base);
  graftTextFamily(font, family);
  return font;
}

const greek = ['latin', 'greek'];

/**
 * The families. The two for validation have no relative among the others: the only Palatino and the only humanist
 * sans of its kind.
 */
export const FONT_FAMILIES: readonly FontFamily[] = [
  {
    id: 'newcm',
    split: 'train',
    ruleThickness: 0.06,
    load: () => Promise.resolve(new MathJaxNewcmFont(fromPackage('newcm'))),
  },
  {
    id: 'modern',
    split: 'train',
    ruleThickness: 0.04,
    load: () => Promise.resolve(new MathJaxModernFont(fromPackage('modern'))),
  },
  {
    id: 'tex',
    split: 'train',
    ruleThickness: 0.06,
    load: () => Promise.resolve(new MathJaxTexFont(fromPackage('tex'))),
  },
  {
    id: 'stix2',
    split: 'train',
    ruleThickness: 0.068,
    load: () => Promise.resolve(new MathJaxStix2Font(fromPackage('stix2'))),
  },
  {
    id: 'termes',
    split: 'train',
    ruleThickness: 0.052,
    load: () => Promise.resolve(new MathJaxTermesFont(fromPackage('termes'))),
  },
  { id: 'euler', split: 'train', ruleThickness: 0.045, load: () => withMathJax2('Neo-Euler') },
  {
    id: 'garamond',
    split: 'train',
    ruleThickness: 0.04,
    load: () =>
      withText(new MathJaxTermesFont(fromPackage('termes')), {
        packageName: '@fontsource/eb-garamond',
        subsets: greek,
        weight: 400,
        boldWeight: 700,
      }),
  },
  {
    id: 'source-serif',
    split: 'train',
    ruleThickness: 0.06,
    load: () =>
      withText(new MathJaxStix2Font(fromPackage('stix2')), {
        packageName: '@fontsource/source-serif-4',
        subsets: greek,
        weight: 400,
        boldWeight: 700,
      }),
  },
  {
    id: 'open-sans',
    split: 'train',
    ruleThickness: 0.07,
    load: () =>
      withText(new MathJaxModernFont(fromPackage('modern')), {
        packageName: '@fontsource/open-sans',
        subsets: [...greek, 'math'],
        weight: 400,
        boldWeight: 700,
      }),
  },
  {
    id: 'roboto',
    split: 'train',
    ruleThickness: 0.075,
    load: () =>
      withText(new MathJaxStix2Font(fromPackage('stix2')), {
        packageName: '@fontsource/roboto',
        subsets: [...greek, 'math'],
        weight: 300,
        boldWeight: 700,
      }),
  },
  { id: 'pagella', split: 'valid', ruleThickness: 0.06, load: () => withMathJax2('Gyre-Pagella') },
  {
    id: 'fira-sans',
    split: 'valid',
    ruleThickness: 0.065,
    load: () =>
      withText(new MathJaxNewcmFont(fromPackage('newcm')), {
        packageName: '@fontsource/fira-sans',
        subsets: greek,
        weight: 400,
        boldWeight: 700,
      }),
  },
];
