import { imageStates, type ImageState } from './imageAsset.ts';

/** A range of numbers, both ends included; a missing end is open. */
export interface NumberRange {
  readonly from?: number;
  readonly to?: number;
}

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

/** `>0.3`, `>=2`, `<5`, `<=5`, `1..3` and `4`; above and below include the number itself. */
function readRange(value: string): NumberRange | null {
  const between = /^([\d.]*)\.\.([\d.]*)$/.exec(value);
  const single = /^(>=|>|<=|<|=)?([\d.]+)$/.exec(value);
  const number = (text: string | undefined): number | null =>
    text === undefined || !/^(\d+\.?\d*|\.\d+)$/.test(text) ? null : Number(text);
  if (between !== null) {
    const [from, to] = [number(between[1]), number(between[2])];
    if (from === null && to === null) return null;
    return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
  }
  const amount = number(single?.[2]);
  if (single === null || amount === null) return null;
  if (single[1]?.startsWith('>') === true) return { from: amount };
  if (single[1]?.startsWith('<') === true) return { to: amount };
  return { from: amount, to: amount };
}

const stateNames = new Map<string, ImageState>([
  ...imageStates.map((state) => [state.toLowerCase(), state] as const),
  ['in-progress', 'inProgress'],
  ['pre-labelled', 'prelabelled'],
]);

function readTerm(key: string, value: string): ImageTerms | null {
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
  for (const word of typed.split(/\s+/).filter((each) => each !== '')) {
    const colon = word.indexOf(':');
    const term = colon > 0 ? readTerm(word.slice(0, colon).toLowerCase(), word.slice(colon + 1)) : null;
    if (term === null || word.endsWith(':')) words.push(word);
    else {
      const labels = [...(terms.labels ?? []), ...(term.labels ?? [])];
      terms = { ...terms, ...term, ...(labels.length > 0 ? { labels } : {}) };
    }
  }
  return { text: words.join(' '), terms };
}
