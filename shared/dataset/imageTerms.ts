import { type NumberRange, readRange, splitTyped, type TypedTerm } from '../base/typedTerms.ts';
import { imageStates, type ImageState } from './imageAsset.ts';

/** What the terms of a typed query ask of an image; all of them must hold. */
export interface ImageTerms {
  /** One of these states. */
  readonly states?: readonly ImageState[];
  readonly flagged?: boolean;
  /** A symbol, or a detection of at least one half, of each of these labels. */
  readonly labels?: readonly string[];
  /** How doubtful the detector is, 0 to 1. */
  readonly doubt?: NumberRange;
  /** How many symbols a person stands for. */
  readonly boxes?: NumberRange;
}

/** A typed query taken apart: terms, and the words that are looked for in file names. */
export interface TypedQuery {
  readonly text: string;
  readonly terms: ImageTerms;
}

const stateNames = new Map<string, ImageState>([
  ...imageStates.map((state) => [state.toLowerCase(), state] as const),
  ['in-progress', 'inProgress'],
  ['pre-labelled', 'prelabelled'],
]);

/** What one term asks of an image; null for a term that there is not. */
export function readImageTerm({ key, value }: Pick<TypedTerm, 'key' | 'value'>): ImageTerms | null {
  switch (key) {
    case 'state': {
      const states = value.split(',').map((name) => stateNames.get(name.toLowerCase()));
      return states.every((state) => state !== undefined) ? { states } : null;
    }
    case 'flag':
    case 'flagged':
      return value === 'yes' || value === 'no' ? { flagged: value === 'yes' } : null;
    case 'label':
      return { labels: [value] };
    case 'doubt': {
      const doubt = readRange(value);
      return doubt === null ? null : { doubt };
    }
    case 'boxes': {
      const boxes = readRange(value);
      return boxes === null ? null : { boxes };
    }
    default:
      return null;
  }
}

/**
 * Takes a typed query apart: `scan state:new,reviewed label:\int doubt:>0.3 boxes:2..9 flag:yes`. A word that is no term,
 * one half typed among them, is looked for in file names as it stands; so no query is wrong.
 */
export function readImageQuery(typed: string): TypedQuery {
  const words: string[] = [];
  let terms: ImageTerms = {};
  for (const { word, term: typedTerm } of splitTyped(typed)) {
    const term = typedTerm === null ? null : readImageTerm(typedTerm);
    if (term === null) words.push(word);
    else {
      const labels = [...(terms.labels ?? []), ...(term.labels ?? [])];
      terms = { ...terms, ...term, ...(labels.length > 0 ? { labels } : {}) };
    }
  }
  return { text: words.join(' '), terms };
}
