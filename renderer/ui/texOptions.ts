import type { KatexOptions } from 'katex';

/** Labels and formulas come from files of others: they may be drawn, and nothing more. */
export const texOptions: KatexOptions = {
  trust: false,
  throwOnError: true,
  strict: 'ignore',
  maxExpand: 200,
  maxSize: 20,
  output: 'html',
};
