import { AppError } from '#shared/base/errors.ts';
import type { FilePiece, LabelDataset, LabelledImage } from '../labelData.ts';
import { TextChunks } from '../text/textChunks.ts';
import { xmlText } from '../text/xmlText.ts';
import { floatMode } from '../voc/vocBox.ts';
import { sourceOfState } from './cvatSource.ts';

const path = 'annotations.xml';

function imageText(image: LabelledImage, id: number): string {
  const { fileName, width, height, split } = image;
  const boxes = image.boxes.map(({ labelName, box, state }) => {
    const corners = floatMode.corners(box, image);
    if (corners === null) {
      const message = `${fileName}: a box of "${labelName}" lies outside of the image.`;
      throw new AppError('export.mismatch', message, { file: fileName, label: labelName });
    }
    const { xmin, ymin, xmax, ymax } = corners;
    const source = state === null ? 'file' : sourceOfState[state];
    return `    <box label="${xmlText(labelName)}" source="${source}" occluded="0" xtl="${xmin}" ytl="${ymin}" xbr="${xmax}" ybr="${ymax}" z_order="0">
    </box>
`;
  });
  const subset = split === null ? '' : ` subset="${split}"`;
  return `  <image id="${id}" name="${xmlText(fileName)}"${subset} width="${width}" height="${height}">
${boxes.join('')}  </image>
`;
}

/** Writes one file; CVAT numbers images from 0. */
export async function* writeCvat(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const labels = dataset.labelNames.map(
    (name) =>
      `        <label><name>${xmlText(name)}</name><type>rectangle</type><attributes></attributes></label>\n`,
  );
  const chunk = new TextChunks();
  chunk.add(`<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta>
    <task>
      <name>${xmlText(dataset.description)}</name>
      <mode>annotation</mode>
      <labels>
${labels.join('')}      </labels>
    </task>
    <dumped>${dataset.createdAt}</dumped>
  </meta>
`);
  let id = 0;
  for await (const image of dataset.images) {
    chunk.add(imageText(image, id));
    id += 1;
    if (chunk.isFull) yield { path, text: chunk.take() };
  }
  chunk.add('</annotations>\n');
  yield { path, text: chunk.take() };
}
