// CROHME's label graphs (LgEval): fields are parted by commas, so a comma is written COMMA.

/** Names that mean a relation, or none, where a label stands; LgEval keeps both in one place. */
const relationNames = ['Right', 'Sup', 'Sub', 'Above', 'Below', 'Inside', '_'];

/** A label as a field of a label graph. */
export function lgName(name: string): string {
  // What counts as a space differs between readers, so none stays at the ends.
  const written = name.replaceAll(',', 'COMMA').replaceAll(/\s+/g, ' ').trim();
  if (written === '') return 'blank_label';
  return relationNames.includes(written) ? `${written}_label` : written;
}

/** A label graph's own field back as a label, where no comment says better. */
export function nameOfLg(field: string): string {
  return field === 'COMMA' ? ',' : field;
}
