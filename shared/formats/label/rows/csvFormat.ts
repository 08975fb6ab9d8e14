// CSV (RFC 4180) in UTF-8: commas, CRLF tolerated, text always in quotes, quotes doubled.
import type { FilePiece, LabelDataset, LabelSource, ReadItem } from '../labelData.ts';
import { floatTolerance, heldWithinImage, imageModes, type LabelFormat } from '../labelFormat.ts';
import { say } from '../reasons/reason.ts';
import type { Fields } from '../text/fields.ts';
import { recordError } from '../text/readText.ts';
import { TextChunks } from '../text/textChunks.ts';
import { rowColumns, rowsOf } from './boxRow.ts';
import { csvRecordsOf } from './csvRecords.ts';
import { readRows, type RowRecord } from './readRows.ts';

const path = 'labels.csv';

const cell = (value: string | number | null): string =>
  value === null ? '' : typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const chunk = new TextChunks();
  chunk.add(`${rowColumns.join(',')}\n`);
  for await (const image of dataset.images) {
    for (const row of rowsOf(image))
      chunk.add(`${rowColumns.map((column) => cell(row[column])).join(',')}\n`);
    if (chunk.isFull) yield { path, text: chunk.take() };
  }
  yield { path, text: chunk.take() };
}

const required = ['image', 'label', 'x', 'y', 'width', 'height'] as const;
const numeric: ReadonlySet<string> = new Set([
  'image_width',
  'image_height',
  'x',
  'y',
  'width',
  'height',
  'score',
]);

function valueOf(column: string, text: string): string | number | null {
  if (text === '') return null;
  if (!numeric.has(column)) return text;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw recordError(column, say('value.textNoNumber', { text }));
  return value;
}

function fieldsOfCells(columns: readonly string[], cells: readonly string[]): Fields {
  if (cells.length !== columns.length)
    throw recordError(null, say('csv.columns', { count: cells.length, wanted: columns.length }));
  return Object.fromEntries(columns.map((column, index) => [column, valueOf(column, cells[index] ?? '')]));
}

/** The records behind the head, which names the columns. */
async function* recordsIn(source: LabelSource, file: string): AsyncGenerator<RowRecord, void> {
  let head: readonly string[] | null = null;
  for await (const { cells, line } of csvRecordsOf(source, file)) {
    if (cells.length === 1 && cells[0] === '') continue;
    if (head === null) {
      const missing = required.filter((column) => !cells.includes(column));
      if (missing.length > 0) throw recordError(null, say('csv.noColumn', { names: missing.join(', ') }));
      head = cells;
      continue;
    }
    const columns = head;
    yield { line, fields: () => fieldsOfCells(columns, cells) };
  }
}

async function* read(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((name) => /\.csv$/i.test(name)))
    yield* readRows(file, recordsIn(source, file));
}

/** CSV: one row a box, with the image's LaTeX. */
export const csvFormat: LabelFormat = {
  id: 'csv',
  displayName: 'CSV',
  capabilities: {
    detections: 'none',
    scores: true,
    states: true,
    latex: true,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: false,
    controlCharacters: false,
    imageModes,
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  imagesComeInParts: true,
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write,
  read,
};
