/** The end of a file name that is never cut: numbers and endings are what tells neighbours apart. */
const keptEnd = 12;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface SplitName {
  /** The part of the file name that may be cut where room is short. */
  readonly start: string;
  readonly end: string;
}

/** The file name of a path with forward slashes, in the parts that a narrow row can show. */
export function splitName(path: string): SplitName {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const letters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  const cut = Math.max(0, letters.length - keptEnd);
  return { start: letters.slice(0, cut).join(''), end: letters.slice(cut).join('') };
}
