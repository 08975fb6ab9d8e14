/**
 * Function names that LaTeX has a command for, and that people also write, and box, letter by letter. Without sinh and its
 * like, whose letters might as well be a sine of h.
 */
export const functionNames: readonly string[] =
  'arccos arcsin arctan cos cot csc det exp gcd lim ln log max min sec sin sup inf tan'.split(' ');

const longest = 6;
const names: ReadonlyMap<string, string> = new Map([
  ...functionNames.map((name) => [name, `\\${name}`] as const),
  ['...', '\\ldots'],
]);

/**
 * The name that symbols at the end of a run make together: three dots an ellipsis, s i n a sine.
 *
 * @param labels - of the run so far, from left to right
 * @param isBare - whether nothing hangs on the symbol at this place; what hangs on the last one hangs on the name
 * @returns the longest name that ends here, and how many symbols it takes; null when there is none
 */
export function nameAtEnd(
  labels: readonly string[],
  isBare: (place: number) => boolean,
): { readonly label: string; readonly count: number } | null {
  for (let count = Math.min(longest, labels.length); count >= 2; count -= 1) {
    const first = labels.length - count;
    const label = names.get(labels.slice(first).join(''));
    if (label === undefined || labels.slice(first).some((one) => one.length !== 1)) continue;
    const isPlain = Array.from({ length: count - 1 }, (_, place) => first + place).every(isBare);
    if (isPlain) return { label, count };
  }
  return null;
}
