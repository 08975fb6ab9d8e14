import type { LabelSource, ReadItem } from '../labelData.ts';
import { floatTolerance, heldWithinImage, type LabelFormat } from '../labelFormat.ts';
import { fileProblem, wholeText } from '../text/readText.ts';
import { inkLimits } from './inkDocument.ts';
import { readInkml } from './readInkml.ts';
import { layoutInk } from './renderInk.ts';

async function* read(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /\.inkml$/i.test(path))) {
    try {
      const document = readInkml(await wholeText(source, file, inkLimits.characters));
      const { width, height, symbols } = layoutInk(document);
      yield {
        kind: 'image',
        image: {
          fileName: file,
          labelFile: file,
          size: { width, height },
          latex: document.latex,
          split: null,
          boxes: symbols.map(({ label, box }) => ({ labelName: label, box, state: 'drawn', score: null })),
          detections: [],
        },
      };
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}

/** InkML with symbol-level truth. It cannot honestly be written from boxes: they have no strokes. */
export const inkmlFormat: LabelFormat = {
  id: 'inkml',
  displayName: 'InkML (CROHME)',
  capabilities: {
    detections: 'none',
    scores: false,
    states: false,
    latex: true,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: false,
    controlCharacters: false,
    imageModes: [],
  },
  layout: { imageFolder: '', splitFolder: () => '', reservedFolders: [] },
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write: null,
  read,
};
