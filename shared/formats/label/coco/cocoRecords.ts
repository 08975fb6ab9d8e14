// COCO object detection (cocodataset.org/#format-data) as people's files have it: ids from 0, no area, segmentation.
import type { Size } from '#shared/geometry/box.ts';
import { symbolStates } from '../labelData.ts';
import { say } from '../reasons/reason.ts';
import {
  type Fields,
  fieldsOf,
  idAt,
  scoreOrNull,
  sideAt,
  soundBox,
  stateOrNull,
  textAt,
  textOrNull,
} from '../text/fields.ts';
import { recordError } from '../text/readText.ts';
import type { AnnotationNumbers } from './annotationColumns.ts';

/** An image of a COCO file. */
export interface CocoImageEntry extends Size {
  readonly id: number;
  readonly fileName: string;
  readonly latex: string | null;
}

/** @throws AppError `format.malformed` */
export function imageEntryOf(value: unknown): CocoImageEntry {
  const fields = fieldsOf(value, null);
  return {
    id: idAt(fields, 'id'),
    fileName: textAt(fields, 'file_name'),
    width: sideAt(fields, 'width'),
    height: sideAt(fields, 'height'),
    latex: textOrNull(fields['latex']),
  };
}

/** @throws AppError `format.malformed` */
export function categoryOf(value: unknown): { readonly id: number; readonly name: string } {
  const fields = fieldsOf(value, null);
  return { id: idAt(fields, 'id'), name: textAt(fields, 'name') };
}

function scoreNumber(fields: Fields, key: string): number {
  const score = scoreOrNull(fields[key]);
  if (score === null) throw recordError(key, say('value.noScore'));
  return score;
}

/** @throws AppError `format.malformed` */
export function annotationNumbersOf(value: unknown, index: number, line: number): AnnotationNumbers {
  const fields = fieldsOf(value, null);
  if (fields['iscrowd'] === 1 || fields['iscrowd'] === true) throw recordError('iscrowd', say('coco.crowd'));
  const bbox: unknown = fields['bbox'];
  if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every((side) => typeof side === 'number'))
    throw recordError('bbox', say('value.notFourNumbers'));
  const [x, y, width, height] = bbox as [number, number, number, number];
  const box = soundBox(x, y, width, height, 'bbox');
  const isDetection = fields['score'] !== undefined && fields['score'] !== null;
  const attributes = fields['attributes'] ?? {};
  const own: Fields = typeof attributes === 'object' ? (attributes as Fields) : {};
  const state = stateOrNull(own['state']);
  return {
    imageId: idAt(fields, 'image_id'),
    categoryId: idAt(fields, 'category_id'),
    ...box,
    score: isDetection ? scoreNumber(fields, 'score') : (scoreOrNull(own['score']) ?? Number.NaN),
    state: state === null ? 0 : symbolStates.indexOf(state) + 1,
    isDetection: isDetection ? 1 : 0,
    index,
    line,
  };
}
