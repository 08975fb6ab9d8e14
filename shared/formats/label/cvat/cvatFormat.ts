// CVAT for images 1.1 (docs.cvat.ai, XML annotation format).
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import { readCvat } from './readCvat.ts';
import { writeCvat } from './writeCvat.ts';

/** CVAT for images 1.1. How a symbol came to be is CVAT's own `source`. */
export const cvatFormat: LabelFormat = {
  id: 'cvat',
  displayName: 'CVAT for images 1.1',
  capabilities: {
    detections: 'none',
    scores: false,
    states: true,
    latex: false,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: true,
    controlCharacters: false,
    imageModes,
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write: writeCvat,
  read: readCvat,
};
