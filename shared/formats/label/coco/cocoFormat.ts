import type { SplitName } from '#shared/dataset/splits.ts';
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import type { FilePiece, LabelDataset, LabelledImage } from '../labelData.ts';
import { splitRuns } from '../splitRuns.ts';
import type { CocoImage, CocoSymbol } from './cocoDataset.ts';
import { readCocoFiles } from './readCocoFiles.ts';
import { writeCoco } from './writeCoco.ts';

/** The file of a split; one file for a data set that is not divided. */
export const cocoFileName = (split: SplitName | null): string =>
  split === null ? 'annotations.json' : `annotations_${split}.json`;

async function* truthOf(images: AsyncIterable<LabelledImage>): AsyncGenerator<CocoImage<CocoSymbol>> {
  for await (const { boxes, fileName, width, height, latex } of images)
    yield { fileName, width, height, latex, items: boxes };
}

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  for await (const { split, images } of splitRuns(dataset.images)) {
    const path = cocoFileName(split);
    for await (const text of writeCoco({ ...dataset, images: truthOf(images) }, true)) yield { path, text };
  }
}

/** COCO object detection: ground truth. */
export const cocoFormat: LabelFormat = {
  id: 'coco',
  displayName: 'COCO',
  capabilities: {
    detections: 'none',
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
  write,
  read: readCocoFiles,
};
