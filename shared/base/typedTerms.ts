/** A range of numbers, both ends included; a missing end is open. */
export interface NumberRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** The upper end itself is left out, as in bins that lie side by side. */
  readonly isBelow?: true | undefined;
}

/** A word of a typed query that has the shape of a term, such as `score:>0.5`. */
export interface TypedTerm {
  /** In lower case. */
  readonly key: string;
  /** Without the quotes around it. */
  readonly value: string;
  /** Whether it stood in quotes: then it is no word of the language, but a name. */
  readonly isQuoted: boolean;
}

/** A word as it was typed, and the term that it may be. */
export interface TypedWord {
  readonly word: string;
  readonly term: TypedTerm | null;
}

/**
 * Takes a typed query apart into words. `key:value` may be a term; a value in quotes holds spaces, and a quote in it is
 * written twice: `source:"my ""best"" scans"`. A word without a key or without a value is a word alone, a quote that is not
 * closed ends with the query: it is still being typed.
 */
export function splitTyped(typed: string): readonly TypedWord[] {
  return Array.from(
    typed.matchAll(/([^\s:"]+):"((?:[^"]|"")*)(?:"(?=\s|$)|$)|\S+/g),
    ([word, key, quoted]) => {
      if (key !== undefined && quoted !== undefined) {
        const value = quoted.replaceAll('""', '"');
        return { word, term: { key: key.toLowerCase(), value, isQuoted: true } };
      }
      const colon = word.indexOf(':');
      if (colon <= 0 || colon === word.length - 1) return { word, term: null };
      return {
        word,
        term: { key: word.slice(0, colon).toLowerCase(), value: word.slice(colon + 1), isQuoted: false },
      };
    },
  );
}

/**
 * A term as {@link splitTyped} reads it.
 *
 * @param isWord - that the value is a word of the language, which quotes would make a name of
 */
export function writeTerm(key: string, value: string, isWord = true): string {
  const isPlain = isWord && /^[^\s"][^\s]*$/.test(value);
  return `${key}:${isPlain ? value : `"${value.replaceAll('"', '""')}"`}`;
}

function readNumber(text: string | undefined): number | null {
  return text === undefined || !/^(\d+\.?\d*|\.\d+)$/.test(text) ? null : Number(text);
}

/** `>0.3`, `>=2`, `<5`, `<=5`, `1..3`, `1..<3` and `4`; above and below include the number itself, `..<` alone does not. */
export function readRange(value: string): NumberRange | null {
  const between = /^([\d.]*?)\.\.(<?)([\d.]*)$/.exec(value);
  if (between !== null) {
    const [from, to] = [readNumber(between[1]), readNumber(between[3])];
    if (from === null && to === null) return null;
    if ((between[1] !== '' && from === null) || (between[3] !== '' && to === null)) return null;
    return {
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(to !== null && between[2] === '<' ? { isBelow: true as const } : {}),
    };
  }
  const single = /^(>=|>|<=|<|=)?([\d.]+)$/.exec(value);
  const amount = readNumber(single?.[2]);
  if (single === null || amount === null) return null;
  if (single[1]?.startsWith('>') === true) return { from: amount };
  if (single[1]?.startsWith('<') === true) return { to: amount };
  return { from: amount, to: amount };
}

/** A range as {@link readRange} reads it; its ends are numbers that are not negative. */
export function writeRange({ from, to, isBelow }: NumberRange): string {
  if (to === undefined) return `>=${from ?? 0}`;
  if (isBelow === true) return `${from ?? ''}..<${to}`;
  if (from === undefined) return `<=${to}`;
  return from === to ? String(from) : `${from}..${to}`;
}

/** Whether a number lies in a range. */
export function isWithin(value: number, { from, to, isBelow }: NumberRange): boolean {
  if (from !== undefined && value < from) return false;
  return to === undefined || (isBelow === true ? value < to : value <= to);
}
