// JSON Lines (jsonlines.org): one JSON object a line.
import type { FilePiece, LabelDataset, LabelSource, ReadItem } from '../labelData.ts';
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import { fieldsOf, jsonOf } from '../text/fields.ts';
import { linesOf } from '../text/readText.ts';
import { TextChunks } from '../text/textChunks.ts';
import { rowsOf } from './boxRow.ts';
import { readRows, type RowRecord } from './readRows.ts';

const path = 'labels.jsonl';

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const chunk = new TextChunks();
  for await (const image of dataset.images) {
    for (const row of rowsOf(image)) chunk.add(`${JSON.stringify(row)}\n`);
    if (chunk.isFull) yield { path, text: chunk.take() };
  }
  yield { path, text: chunk.take() };
}

async function* recordsIn(source: LabelSource, file: string): AsyncGenerator<RowRecord, void> {
  for await (const { text, line } of linesOf(source, file))
    if (text.trim() !== '') yield { line, fields: () => fieldsOf(jsonOf(text), null) };
}

async function* read(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((name) => /\.(jsonl|ndjson)$/i.test(name)))
    yield* readRows(file, recordsIn(source, file));
}

/** JSON Lines: one row a box, with the image's LaTeX. */
export const jsonLinesFormat: LabelFormat = {
  id: 'jsonl',
  displayName: 'JSON Lines',
  capabilities: {
    detections: 'none',
    scores: true,
    states: true,
    latex: true,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: false,
    controlCharacters: true,
    imageModes,
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  imagesComeInParts: true,
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write,
  read,
};
