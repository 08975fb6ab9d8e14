/** Folds what people do not tell apart: upper and lower case, and the Unicode forms that file systems differ in. */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const longestNumber = 20;

/** Sorts as people count: `img2` before `img10`. Numbers are filled up with zeros, so that plain comparison does it. */
export function nameKey(name: string): string {
  return pathKey(name).replace(/\d+/g, (digits) => digits.padStart(longestNumber, '0'));
}
