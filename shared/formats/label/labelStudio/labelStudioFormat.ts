// Label Studio JSON: a list of tasks (labelstud.io/guide/task_format).
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import { readLabelStudio } from './readLabelStudio.ts';
import { writeLabelStudio } from './writeLabelStudio.ts';

/** Label Studio: symbols as annotations, raw detections as predictions. */
export const labelStudioFormat: LabelFormat = {
  id: 'label-studio',
  displayName: 'Label Studio',
  capabilities: {
    detections: 'beside',
    scores: true,
    states: true,
    latex: true,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: true,
    controlCharacters: true,
    imageModes,
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write: writeLabelStudio,
  read: readLabelStudio,
};
