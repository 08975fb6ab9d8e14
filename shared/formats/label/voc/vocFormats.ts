import { floatTolerance, heldWithinImage, type LabelFormat } from '../labelFormat.ts';
import { floatMode, integerMode, type VocMode } from './vocBox.ts';
import { readVoc } from './readVoc.ts';
import { writeVoc } from './writeVoc.ts';

const common = (
  mode: VocMode,
  modeText: string,
  fractions: boolean,
): Omit<LabelFormat, 'id' | 'displayName'> => ({
  capabilities: {
    detections: 'none',
    scores: false,
    states: false,
    latex: false,
    relations: false,
    fractions,
    coordinates: true,
    labelSet: false,
    controlCharacters: false,
    // The file names of VOC are names within JPEGImages.
    imageModes: ['copy', 'link'],
  },
  layout: { imageFolder: 'JPEGImages', splitFolder: () => '', reservedFolders: [] },
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write: (dataset) => writeVoc(dataset, mode, modeText),
  read: (source) => readVoc(source, mode),
});

/** Pascal VOC as its devkit has it: whole numbers, the first pixel is 1. */
export const vocFormat: LabelFormat = {
  ...common(integerMode, 'whole pixels counted from 1, the last pixel of a box included', false),
  id: 'voc',
  displayName: 'Pascal VOC (whole pixels from 1)',
  heldBox: (box, image) => {
    const corners = integerMode.corners(box, image);
    return corners === null ? null : integerMode.box(corners);
  },
  tolerance: () => 0,
};

/** Pascal VOC as CVAT and float readers have it. */
export const vocFloatFormat: LabelFormat = {
  ...common(floatMode, 'pixel edges counted from 0, with decimals (as CVAT writes it)', true),
  id: 'voc-float',
  displayName: 'Pascal VOC (decimals from 0, CVAT)',
};
