import type { Label } from '#shared/dataset/label.ts';

const bare = (name: string): string => name.toLowerCase().replace(/^\\/, '');

/** How well a name fits what was typed; lower is better, null does not fit. */
function rank(name: string, query: string): number | null {
  if (name === query) return 0;
  const typed = bare(query);
  const candidate = bare(name);
  if (candidate === typed) return 1;
  if (candidate.startsWith(typed)) return 2;
  return candidate.includes(typed) ? 3 : null;
}

/**
 * The labels that fit what was typed, best first; the backslash need not be typed. Among equals the more used first:
 * what was labelled often will be again.
 */
export function searchLabels(labels: readonly Label[], query: string): readonly Label[] {
  return labels
    .map((label) => ({ label, fit: query === '' ? 0 : rank(label.name, query) }))
    .filter((entry): entry is { label: Label; fit: number } => entry.fit !== null)
    .sort((a, b) => a.fit - b.fit || b.label.usageCount - a.label.usageCount || a.label.id - b.label.id)
    .map(({ label }) => label);
}
