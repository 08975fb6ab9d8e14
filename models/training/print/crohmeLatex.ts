import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Rewrites a ground truth formula of CROHME into TeX that MathJax sets as a book would. */
export function normaliseCrohmeLatex(truth: string): string {
  return (
    truth
      .replaceAll('$', '')
      // roman text with spaces inside would keep them
      .replace(/\\mbox\s*\{([^{}]*)\}/g, (_, text: string) => `\\mathrm{${text.replaceAll(/\s+/g, '')}}`)
      .replace(/\\(lt|gt)(?=[A-Za-z])/g, '\\$1 ')
      .replace(/\^\s*\{\s*'\s*\}|\^\s*'/g, '^{\\prime}')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/** The distinct formulas of a CROHME file, in its order. */
export function readCrohmeFormulas(file: string): string[] {
  const lines = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const formulas = lines.map((line) =>
    normaliseCrohmeLatex((JSON.parse(line) as { truth_latex: string }).truth_latex),
  );
  return [...new Set(formulas)];
}
