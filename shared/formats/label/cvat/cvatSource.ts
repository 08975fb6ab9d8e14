import type { SymbolState } from '../labelData.ts';

/** CVAT's words for where a shape came from. */
export const sourceOfState: Readonly<Record<SymbolState, string>> = {
  drawn: 'manual',
  accepted: 'auto',
  corrected: 'semi-auto',
};

/** The state that CVAT's word means; null for others, as `file`. */
export function stateOfSource(source: string | undefined): SymbolState | null {
  const found = Object.entries(sourceOfState).find(([, word]) => word === source);
  return (found?.[0] as SymbolState | undefined) ?? null;
}
