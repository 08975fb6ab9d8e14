// TFLite, LiteRT tflite/converter/schema/schema.fbs (schema 3)
import { Deadline } from '../deadline.ts';
import { ModelBuilder } from '../modelBuilder.ts';
import type { ModelFormat } from '../modelFormat.ts';
import { FlatFile } from './flatTable.ts';
import { TfliteReader } from './tfliteReader.ts';

/** Estimated memory of one table or list element once it is an object of the IR. */
const unitBytes = 48;

/** TensorFlow Lite models. */
export const tfliteFormat: ModelFormat = {
  id: 'tflite',
  displayName: 'TFLite',
  extensions: ['.tflite', '.lite', '.bin'],

  match({ bytes }) {
    return String.fromCharCode(...bytes.subarray(4, 8)) === 'TFL3' ? 'certain' : null;
  },

  parse(source, limits) {
    const builder = new ModelBuilder(limits, new Deadline(limits.milliseconds));
    return new TfliteReader(
      builder,
      source,
      new FlatFile(source.bytes, limits.decodedBytes / unitBytes),
    ).read();
  },
};
