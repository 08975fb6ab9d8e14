/** Labels whose symbol leaves room for others inside of its box, so that ink in there is not its own for sure. */
const roomy: ReadonlySet<string> = new Set([
  '\\sqrt',
  '\\int',
  '\\iint',
  '\\oint',
  '(',
  ')',
  '[',
  ']',
  '\\{',
  '\\}',
  '\\langle',
  '\\rangle',
  '/',
  '|',
  '\\|',
  '\\frac',
  '-',
]);

/** Whether another symbol may stand inside of the box of one with this label. */
export function leavesRoom(label: string): boolean {
  return roomy.has(label);
}
