/** The end of a file name that is never cut: numbers and endings are what tells neighbours apart. */
const keptEnd = 12;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface SplitPath {
  readonly folder: string;
  /** The part of the file name that may be cut where room is short. */
  readonly start: string;
  readonly end: string;
}

/** A path with forward slashes, in the parts that a narrow row can show; the folder is empty for a file on its own. */
export function splitPath(path: string): SplitPath {
  const slash = path.lastIndexOf('/');
  const letters = Array.from(graphemes.segment(path.slice(slash + 1)), ({ segment }) => segment);
  const cut = Math.max(0, letters.length - keptEnd);
  return {
    folder: slash === -1 ? '' : path.slice(0, slash),
    start: letters.slice(0, cut).join(''),
    end: letters.slice(cut).join(''),
  };
}
