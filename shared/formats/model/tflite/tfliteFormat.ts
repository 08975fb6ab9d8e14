import { say } from '../../../model/messages/message.ts';
// TFLite, LiteRT tflite/converter/schema/schema.fbs (schema 3)
import { AppError } from '../../../base/errors.ts';
import { Deadline } from '../deadline.ts';
import { ModelBuilder } from '../modelBuilder.ts';
import type { ModelFormat } from '../modelFormat.ts';
import { FlatFile } from './flatTable.ts';
import { TfliteReader } from './tfliteReader.ts';

/** Estimated memory of one table or list element once it is an object of the IR. */
const unitBytes = 96;

/** TensorFlow Lite models. */
export const tfliteFormat: ModelFormat = {
  id: 'tflite',
  displayName: 'TFLite',
  extensions: ['.tflite', '.lite', '.bin'],

  match({ bytes }) {
    if (String.fromCharCode(...bytes.subarray(4, 8)) === 'TFL3') return 'certain';
    return looksLikeModel(bytes) ? 'likely' : null;
  },

  parse(source, limits) {
    const builder = new ModelBuilder(limits, new Deadline(limits.milliseconds));
    if (String.fromCharCode(...source.bytes.subarray(4, 8)) !== 'TFL3') {
      builder.addFinding({
        code: 'file.noIdentifier',
        severity: 'error',
        message: say('file.noIdentifier'),
        fix: [say('file.noIdentifier.do')],
        graph: null,
        node: null,
      });
    }
    return new TfliteReader(
      builder,
      source,
      new FlatFile(source.bytes, limits.decodedBytes / unitBytes),
    ).read();
  },
};

/** Files without the identifier: TFLite's runtime refuses them, and what is wrong with them is worth naming. */
function looksLikeModel(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || bytes.length > 0x7fffffff) return false;
  try {
    const model = new FlatFile(bytes, 64).root('Model');
    return (
      model.tables('operator_codes').length > 0 &&
      model.tables('subgraphs').length > 0 &&
      model.has('buffers')
    );
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
