import type { LookAlikeGroup } from '#shared/annotation/lookAlikes.ts';

/** Groups as lines of names, which hold no spaces. */
export function formatLookAlikes(groups: readonly LookAlikeGroup[]): string {
  return groups.map((group) => group.join(' ')).join('\n');
}

/** Lines as groups: names apart by spaces, each once; a line with fewer than two names says nothing. */
export function parseLookAlikes(text: string): readonly LookAlikeGroup[] {
  return text
    .split('\n')
    .map((line) => [...new Set(line.split(/\s+/).filter((name) => name !== ''))])
    .filter((group) => group.length > 1);
}
