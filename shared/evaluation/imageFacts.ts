import { isWithin, type NumberRange } from '../base/typedTerms.ts';
import type { CaseTerms } from './caseTerms.ts';
import type { FormulaEvaluation } from './formulas.ts';

/** What is known of an image besides its boxes. */
export interface ImageFacts {
  /** Where it comes from, such as its folder. */
  readonly source: string;
  /** Who wrote it; null where that is not known. */
  readonly writer: string | null;
  readonly flagged: boolean;
  /** How doubtful the detector is of it, 0 to 1; null before it has run. */
  readonly doubt: number | null;
  /** Symbols that a person stands for. */
  readonly boxes: number;
}

const key = (text: string): string => text.normalize('NFC').toLowerCase();

/**
 * Whether a source is meant by one of the names. A name that is a source as a whole means that one alone; else it means
 * all sources with such a folder, or such a word of one, in them: `KAIST` is in `scans/KAIST/2013` and in `2014_KAIST`.
 */
function sourceTest(images: readonly ImageFacts[], names: readonly string[]): (source: string) => boolean {
  const known = new Set(images.map(({ source }) => key(source)));
  const wanted = names.map(key);
  const whole = new Set(wanted.filter((name) => known.has(name)));
  const parts = wanted.filter((name) => !known.has(name));
  return (source) => {
    const own = key(source);
    if (whole.has(own)) return true;
    const folders = own.split(/[\\/]/);
    const words = folders.flatMap((folder) => folder.split(/[\s_-]+/));
    return parts.some((part) => folders.includes(part) || words.includes(part) || own.startsWith(`${part}/`));
  };
}

const isIn = (value: number | null, range: NumberRange | undefined): boolean =>
  range === undefined || (value !== null && isWithin(value, range));

/**
 * Which images the terms mean, as 1 and 0 by place; null where they ask nothing of images.
 *
 * @param facts - by place; an image without facts is meant by none of the terms that ask for them
 */
export function findImages(
  names: readonly string[],
  facts: readonly ImageFacts[],
  formulas: FormulaEvaluation | null,
  { text, sources, writers, flagged, doubt, boxes, formula }: CaseTerms,
): Uint8Array | null {
  const isPlain = [sources, writers, flagged, doubt, boxes].every((term) => term === undefined);
  if (isPlain && text === undefined && formula === undefined) return null;
  const words = text === undefined ? '' : key(text);
  const isSource = sources === undefined ? null : sourceTest(facts, sources);
  const wanted = writers === undefined ? null : new Set(writers.map(key));
  return Uint8Array.from(names, (name, image) => {
    if (words !== '' && !key(name).includes(words)) return 0;
    if (formula !== undefined && formulas?.rightOf.get(image) !== (formula === 'right')) return 0;
    if (isPlain) return 1;
    const own = facts[image];
    if (own === undefined) return 0;
    if (isSource !== null && !isSource(own.source)) return 0;
    if (wanted !== null && (own.writer === null || !wanted.has(key(own.writer)))) return 0;
    if (flagged !== undefined && own.flagged !== flagged) return 0;
    return isIn(own.doubt, doubt) && isIn(own.boxes, boxes) ? 1 : 0;
  });
}
