import { AppError } from '../../base/errors.ts';
import { cocoFormat } from './coco/cocoFormat.ts';
import { cocoResultsFormat } from './cocoResults/cocoResultsFormat.ts';
import { cvatFormat } from './cvat/cvatFormat.ts';
import { inkmlFormat } from './inkml/inkmlFormat.ts';
import type { LabelFormat } from './labelFormat.ts';
import { labelmeFormat } from './labelme/labelmeFormat.ts';
import { labelStudioFormat } from './labelStudio/labelStudioFormat.ts';
import { lgFormat } from './lg/lgFormat.ts';
import { csvFormat } from './rows/csvFormat.ts';
import { jsonLinesFormat } from './rows/jsonLinesFormat.ts';
import { vocFloatFormat, vocFormat } from './voc/vocFormats.ts';
import { yoloFormat } from './yolo/yoloFormat.ts';

/** All label formats, in the order in which they are offered. */
export const labelFormats: readonly LabelFormat[] = [
  cocoFormat,
  cocoResultsFormat,
  yoloFormat,
  vocFormat,
  vocFloatFormat,
  labelmeFormat,
  cvatFormat,
  labelStudioFormat,
  jsonLinesFormat,
  csvFormat,
  lgFormat,
  inkmlFormat,
];

/** A format that can be written. */
export type WritableFormat = LabelFormat & { readonly write: NonNullable<LabelFormat['write']> };

/** A format that can be read. */
export type ReadableFormat = LabelFormat & { readonly read: NonNullable<LabelFormat['read']> };

/** Whether the format can be written. */
export function isWritable(format: LabelFormat): format is WritableFormat {
  return format.write !== null;
}

/** Whether the format can be read. */
export function isReadable(format: LabelFormat): format is ReadableFormat {
  return format.read !== null;
}

function unknown(id: string, known: readonly LabelFormat[], what: string): AppError {
  const names = known.map((format) => format.id).join(', ');
  return new AppError('format.unknown', `There is no label format “${id}” to ${what}. There are: ${names}.`, {
    format: id,
  });
}

/** A format to write, by its id. @throws AppError `format.unknown` */
export function writableFormat(id: string): WritableFormat {
  const found = labelFormats.filter(isWritable).find((format) => format.id === id);
  if (found === undefined) throw unknown(id, labelFormats.filter(isWritable), 'write');
  return found;
}

/** A format to read, by its id. @throws AppError `format.unknown` */
export function readableFormat(id: string): ReadableFormat {
  const found = labelFormats.filter(isReadable).find((format) => format.id === id);
  if (found === undefined) throw unknown(id, labelFormats.filter(isReadable), 'read');
  return found;
}
