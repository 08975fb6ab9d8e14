import { floatTolerance, heldWithinImage, type LabelFormat, type Loss } from '../labelFormat.ts';
import { lgName } from './lgNames.ts';
import { readLg } from './readLg.ts';
import { writeLg } from './writeLg.ts';

function changedNames(names: readonly string[]): readonly Loss[] {
  const changed = names.filter((name) => lgName(name) !== name);
  return changed.length === 0
    ? []
    : [{ kind: 'labelNames', count: changed.length, names: changed.slice(0, 20), refused: false }];
}

/**
 * CROHME label graphs, object-relation style (LgEval README): `O, id, label, weight, primitive...` and `R, parent, child,
 * relation, weight`. Relations are those of the layout tree that the boxes make. Boxes stand in comments, which Surd alone
 * reads.
 */
export const lgFormat: LabelFormat = {
  id: 'lg',
  displayName: 'CROHME label graphs (LG)',
  capabilities: {
    detections: 'none',
    scores: false,
    states: false,
    latex: false,
    relations: true,
    fractions: true,
    coordinates: false,
    labelSet: false,
    controlCharacters: false,
    imageModes: ['copy', 'link'],
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  ownLosses: (facts) => changedNames(facts.labelNames),
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write: writeLg,
  read: readLg,
};
