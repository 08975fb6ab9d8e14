import { splitNames, type SplitName } from '#shared/dataset/splits.ts';
import { clampBox, type Size } from '#shared/geometry/box.ts';
import { type LabelledBox, type LabelledImage, type ReadImage } from '../labelData.ts';
import { say } from '../reasons/reason.ts';
import {
  type Fields,
  scoreOrNull,
  sideAt,
  soundBox,
  stateOrNull,
  textAt,
  textOrNull,
} from '../text/fields.ts';
import { recordError } from '../text/readText.ts';

/** The columns of a row, in their order. An image without boxes has one row, its box columns empty. */
export const rowColumns = [
  'image',
  'image_width',
  'image_height',
  'split',
  'latex',
  'label',
  'x',
  'y',
  'width',
  'height',
  'state',
  'score',
] as const;

/** A row as it is written: one box, or an image without any. */
export type BoxRow = Readonly<Record<(typeof rowColumns)[number], string | number | null>>;

/** The rows of an image; the part of each box that lies in the image. */
export function* rowsOf(image: LabelledImage): Generator<BoxRow> {
  const { fileName, width, height, split, latex, boxes } = image;
  const own = { image: fileName, image_width: width, image_height: height, split, latex };
  for (const { labelName, box, state, score } of boxes) {
    const held = clampBox(box, image);
    if (held !== null) yield { ...own, label: labelName, ...held, state, score };
  }
  if (boxes.length === 0)
    yield { ...own, label: null, x: null, y: null, width: null, height: null, state: null, score: null };
}

/** A row that was read: its image, and its box if it has one. */
export interface ReadRow {
  readonly fileName: string;
  /** Null when the row does not say; the image itself tells then. */
  readonly size: Size | null;
  readonly latex: string | null;
  readonly split: SplitName | null;
  readonly box: LabelledBox | null;
}

function coordinate(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number') throw recordError(key, say('value.noNumber'));
  return value;
}

function sizeOf(fields: Fields): Size | null {
  const isGiven = ['image_width', 'image_height'].some((key) => (fields[key] ?? null) !== null);
  return isGiven ? { width: sideAt(fields, 'image_width'), height: sideAt(fields, 'image_height') } : null;
}

/** @throws AppError `format.malformed` naming the column */
export function readRow(fields: Fields): ReadRow {
  const label = fields['label'];
  const hasBox = label !== null && label !== undefined && label !== '';
  if (!hasBox && typeof fields['x'] === 'number') throw recordError('label', say('box.noLabel'));
  const score = fields['score'];
  if (score !== null && score !== undefined && scoreOrNull(score) === null)
    throw recordError('score', say('value.noScore'));
  const box: LabelledBox | null = hasBox
    ? {
        labelName: textAt(fields, 'label'),
        box: soundBox(
          coordinate(fields, 'x'),
          coordinate(fields, 'y'),
          coordinate(fields, 'width'),
          coordinate(fields, 'height'),
          'x, y, width, height',
        ),
        state: stateOrNull(fields['state']),
        score: scoreOrNull(score),
      }
    : null;
  return {
    fileName: textAt(fields, 'image'),
    size: sizeOf(fields),
    latex: textOrNull(fields['latex']),
    split: splitNames.find((name) => name === fields['split']) ?? null,
    box,
  };
}

/** Brings rows that follow each other and name the same image together. */
export class RowGroups {
  readonly #labelFile: string;
  #first: ReadRow | null = null;
  #boxes: LabelledBox[] = [];

  constructor(labelFile: string) {
    this.#labelFile = labelFile;
  }

  /** Takes a row; the image before it, when this row begins another. */
  push(row: ReadRow): ReadImage | null {
    const done = this.#first !== null && this.#first.fileName !== row.fileName ? this.end() : null;
    this.#first ??= row;
    if (row.box !== null) this.#boxes.push(row.box);
    return done;
  }

  /** The last image. */
  end(): ReadImage | null {
    const first = this.#first;
    const boxes = this.#boxes;
    this.#first = null;
    this.#boxes = [];
    if (first === null) return null;
    const { fileName, size, latex, split } = first;
    return {
      fileName,
      labelFile: this.#labelFile,
      size,
      latex,
      split,
      boxes,
      detections: [],
    };
  }
}
