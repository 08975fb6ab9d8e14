/** Labels that are taken for each other, as LaTeX-like names. A label may be in several groups. */
export type LookAlikeGroup = readonly string[];

/**
 * Groups to start a project with. The competition's own scorers forgive x = X = \times, p = P, o = O, c = C and
 * \prime = comma (LgEval's synonym metric, Zanibbi, Mouchère, Viard-Gaudin 2013); the others are pairs that detectors and
 * people confuse.
 */
export const defaultLookAlikes: readonly LookAlikeGroup[] = [
  ['1', 'l', '|', 'I', '/'],
  ['0', 'O', 'o'],
  ['x', 'X', '\\times', '\\chi'],
  ['-', '\\frac', '_'],
  ['.', '\\cdot', ',', 'COMMA'],
  ["'", '\\prime', ',', 'COMMA'],
  ['p', 'P', '\\rho'],
  ['c', 'C', '('],
  ['u', 'v', '\\nu', '\\mu'],
  ['2', 'z', 'Z'],
  ['5', 's', 'S'],
  ['9', 'q', 'g'],
  ['a', '\\alpha'],
  ['w', '\\omega'],
  ['B', '\\beta', '8'],
  ['t', '+'],
  ['\\Sigma', '\\sum'],
  ['\\Pi', '\\prod'],
  ['\\epsilon', '\\in', 'E'],
];

/**
 * What may stand where a label stands: the members of its groups in the order of the list, the label itself among them.
 * Going from one to the next by {@link nextLookAlike} reaches all of them.
 */
export function lookAlikesOf(name: string, groups: readonly LookAlikeGroup[]): readonly string[] {
  return [...new Set(groups.filter((group) => group.includes(name)).flat())];
}

/**
 * The look-alike after (1) or before (-1) the label, among those of the label that the cycle began with. A label with
 * two groups (the comma) leads through both, and cycling comes back to where it began.
 *
 * @param start - the label that the box had when the cycle began
 * @param isUsable - whether the project has the label; others are passed over
 * @returns null when there is no other
 */
export function nextLookAlike(
  start: string,
  current: string,
  by: 1 | -1,
  groups: readonly LookAlikeGroup[],
  isUsable: (name: string) => boolean,
): string | null {
  const members = lookAlikesOf(start, groups).filter(
    (name) => name === start || name === current || isUsable(name),
  );
  const at = members.indexOf(current);
  if (at === -1 || members.length < 2) return null;
  return members[(at + by + members.length) % members.length] ?? null;
}
