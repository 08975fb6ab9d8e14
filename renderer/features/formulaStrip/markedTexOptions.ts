import type { KatexOptions } from 'katex';
import { texOptions } from '#renderer/ui/texOptions.ts';

/** As for any formula; and the marks that the tokens carry, which no label can bring. */
export const markedTexOptions: KatexOptions = {
  ...texOptions,
  trust: ({ command }) => command === '\\htmlData',
};
