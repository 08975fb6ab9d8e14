import type { SplitName } from '#shared/dataset/splits.ts';
import { writtenBox } from '../coco/cocoBox.ts';
import { readCocoResults } from '../coco/readCocoFiles.ts';
import { writeCoco } from '../coco/writeCoco.ts';
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import type { FilePiece, LabelDataset, LabelledImage } from '../labelData.ts';
import { splitRuns } from '../splitRuns.ts';
import { TextChunks } from '../text/textChunks.ts';

const nameOf = (base: string, split: SplitName | null): string =>
  split === null ? `${base}.json` : `${base}_${split}.json`;

/** The images of a run without what is on them, for the file that says which image each id is. */
async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const ids = new Map(dataset.labelNames.map((name, index) => [name, index + 1]));
  for await (const { split, images } of splitRuns(dataset.images)) {
    const path = nameOf('results', split);
    const chunk = new TextChunks();
    const seen: Pick<LabelledImage, 'fileName' | 'width' | 'height' | 'latex'>[] = [];
    let isFirst = true;
    chunk.add('[');
    for await (const image of images) {
      const { fileName, width, height, latex } = image;
      seen.push({ fileName, width, height, latex });
      for (const { labelName, box, score } of image.detections) {
        const written = writtenBox(box, image);
        const categoryId = ids.get(labelName);
        if (written === null || categoryId === undefined) continue;
        const result = { image_id: seen.length, category_id: categoryId, bbox: written.bbox, score };
        chunk.add(`${isFirst ? '\n' : ',\n'}${JSON.stringify(result)}`);
        isFirst = false;
        if (chunk.isFull) yield { path, text: chunk.take() };
      }
    }
    chunk.add(']\n');
    yield { path, text: chunk.take() };
    const bare = seen.map((image) => ({ ...image, items: [] }));
    for await (const text of writeCoco({ ...dataset, images: bare }, true))
      yield { path: nameOf('image_info', split), text };
  }
}

/**
 * COCO results: the raw detections of the last run, with image ids as the ground truth export of the same choice of
 * images has them, and `image_info.json` that names the images and categories.
 */
export const cocoResultsFormat: LabelFormat = {
  id: 'coco-results',
  displayName: 'COCO results',
  capabilities: {
    detections: 'instead',
    scores: false,
    states: false,
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
  read: readCocoResults,
};
