// TensorFlow.js graph model, model.json: tfjs-core/src/io/types.ts
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import { AppError } from '../../../base/errors.ts';
import { Deadline } from '../deadline.ts';
import { ModelBuilder } from '../modelBuilder.ts';
import type { ModelFormat } from '../modelFormat.ts';
import { decodeUtf8 } from '../protobuf/decode.ts';
import {
  GraphDefSchema,
  SignatureDefSchema,
  type SignatureDef,
} from '../tensorflow/generated/tensorflow_pb.ts';
import { graphVersion, TensorflowReader } from '../tensorflow/tensorflowReader.ts';
import { isRecord } from './json.ts';
import { addWeights } from './tfjsWeights.ts';

/** The topology alone stands in the JSON; weights are elsewhere. Parsed JSON takes many times its text. */
const maxJsonBytes = 16 * 1024 * 1024;
const headBytes = 65_536;

/** TensorFlow.js graph models. */
export const tfjsFormat: ModelFormat = {
  id: 'tfjs',
  displayName: 'TensorFlow.js graph model',
  extensions: ['.json'],

  match({ bytes }) {
    const head = decodeUtf8(bytes.subarray(0, headBytes)).trimStart();
    if (!head.startsWith('{')) return null;
    const tail = decodeUtf8(bytes.subarray(Math.max(0, bytes.length - headBytes)));
    if (/"modelTopology"\s*:/.test(head)) return 'certain';
    return /"(weightsManifest|modelTopology)"\s*:/.test(head + tail) ||
      /"format"\s*:\s*"(graph|layers)-model"/.test(head)
      ? 'certain'
      : null;
  },

  parse(source, limits) {
    const document = parseJson(source.bytes);
    const topology = document['modelTopology'];
    if (
      document['format'] === 'layers-model' ||
      (isRecord(topology) && ('model_config' in topology || 'class_name' in topology))
    ) {
      throw new AppError(
        'model.notAGraph',
        'This is a TensorFlow.js layers model: it names Keras layers and holds no graph. Convert it with tensorflowjs_converter --output_format=tfjs_graph_model.',
      );
    }
    if (!isRecord(topology)) throw new AppError('model.notAGraph', 'The model.json has no modelTopology.');
    const builder = new ModelBuilder(limits, new Deadline(limits.milliseconds));
    const constants = addWeights(builder, document['weightsManifest'], source.folder);
    try {
      const graph = fromJson(GraphDefSchema, topology as JsonValue, { ignoreUnknownFields: true });
      const part = { graph, name: 'main', tree: null, signatures: signaturesOf(document) };
      const text = (name: string): string | null =>
        typeof document[name] === 'string' ? document[name] : null;
      const reader = new TensorflowReader(
        builder,
        source,
        () => null,
        (node) => constants.get(node) ?? null,
      );
      return reader.read(
        [part],
        {
          format: 'tfjs',
          formatVersion: `tfjs graph model, ${graphVersion(graph)}`,
          producer: text('generatedBy') ?? text('convertedBy'),
          metadata: ['generatedBy', 'convertedBy'].flatMap((name) => {
            const value = text(name);
            return value === null ? [] : [{ name, value }];
          }),
        },
        true,
      );
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new AppError(
        'model.malformed',
        `The topology in model.json is no graph: ${reason}`,
        { reason },
        { cause: thrown },
      );
    }
  },
};

function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  if (bytes.length > maxJsonBytes) {
    throw new AppError('model.tooLarge', `A model.json above ${maxJsonBytes} bytes is not read.`, {
      limit: maxJsonBytes,
    });
  }
  const text = decodeUtf8(bytes).trimEnd();
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const position = /at position (\d+)/.exec(reason)?.[1];
    const isCut =
      /end of JSON|Unterminated/i.test(reason) || (position !== undefined && Number(position) >= text.length);
    throw new AppError(
      isCut ? 'model.truncated' : 'model.malformed',
      isCut ? 'The JSON ends in the middle. Fetch it again, whole.' : `The JSON cannot be read: ${reason}`,
      { reason },
      { cause: thrown },
    );
  }
  if (!isRecord(document)) throw new AppError('model.malformed', 'The JSON is no object.');
  return document;
}

function signaturesOf(document: Readonly<Record<string, unknown>>): Readonly<Record<string, SignatureDef>> {
  const own = document['signature'];
  const user = document['userDefinedMetadata'];
  const found = isRecord(own)
    ? own
    : isRecord(user) && isRecord(user['signature'])
      ? user['signature']
      : null;
  return found === null
    ? {}
    : { serving_default: fromJson(SignatureDefSchema, found as JsonValue, { ignoreUnknownFields: true }) };
}
