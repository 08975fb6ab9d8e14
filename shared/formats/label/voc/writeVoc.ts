import { splitNames, type SplitName } from '#shared/dataset/splits.ts';
import { AppError } from '#shared/base/errors.ts';
import { type FilePiece, type LabelDataset, type LabelledImage } from '../labelData.ts';
import { xmlText } from '../text/xmlText.ts';
import type { VocMode } from './vocBox.ts';

/** What stands at the head of an export, so that nobody has to guess which of the two VOCs it is. */
const readme = (modeText: string): string => `Pascal VOC, ${modeText}

Annotations/            one XML file an image
JPEGImages/             the images
ImageSets/Main/*.txt    the images of each split, by their names without extension
labelmap.txt            the labels, as CVAT reads them
`;

/** The path of an image without its extension. */
export function stemOf(fileName: string): string {
  return fileName.replace(/(?<=[^/])\.[^./]*$/, '');
}

function annotationOf(image: LabelledImage, mode: VocMode): string {
  const { fileName, width, height } = image;
  const slash = fileName.lastIndexOf('/');
  const folder = slash === -1 ? 'JPEGImages' : `JPEGImages/${fileName.slice(0, slash)}`;
  const objects = image.boxes.map(({ labelName, box }) => {
    const corners = mode.corners(box, image);
    if (corners === null) {
      const message = `${fileName}: a box of "${labelName}" lies outside of the image.`;
      throw new AppError('export.mismatch', message, { file: fileName, label: labelName });
    }
    const { xmin, ymin, xmax, ymax } = corners;
    return `  <object>
    <name>${xmlText(labelName)}</name>
    <pose>Unspecified</pose>
    <truncated>0</truncated>
    <difficult>0</difficult>
    <bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox>
  </object>
`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<annotation>
  <folder>${xmlText(folder)}</folder>
  <filename>${xmlText(fileName)}</filename>
  <source><database>Surd</database></source>
  <size><width>${width}</width><height>${height}</height><depth>3</depth></size>
  <segmented>0</segmented>
${objects.join('')}</annotation>
`;
}

/** One file an image, the lists of the splits, and what CVAT needs. Images that are in no split are for training. */
export async function* writeVoc(
  dataset: LabelDataset,
  mode: VocMode,
  modeText: string,
): AsyncGenerator<FilePiece, void> {
  const stems: Record<SplitName, string[]> = { train: [], val: [], test: [] };
  for await (const image of dataset.images) {
    const stem = stemOf(image.fileName);
    stems[image.split ?? 'train'].push(stem);
    yield { path: `Annotations/${stem}.xml`, text: annotationOf(image, mode) };
  }
  for (const split of splitNames) {
    const lines = stems[split].map((stem) => `${stem}\n`).join('');
    yield { path: `ImageSets/Main/${split}.txt`, text: lines };
  }
  const labels = dataset.labelNames.map((name) => `${name.replaceAll(/[\r\n]/g, ' ')}:::\n`).join('');
  yield { path: 'labelmap.txt', text: `# label:color_rgb:parts:actions\n${labels}` };
  yield { path: 'README.txt', text: readme(modeText) };
}
