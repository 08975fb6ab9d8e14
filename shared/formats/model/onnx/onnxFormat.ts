// ONNX, onnx/onnx-ml.proto (IR version 14), binary and text
import { inferOnnxTypes } from '../../../model/inference/inferOnnxTypes.ts';
import { toBinary } from '@bufbuild/protobuf';
import { defaultReadLimits, type ReadLimits } from '../../../model/readLimits.ts';
import type { ModelFormat } from '../modelFormat.ts';
import { Deadline } from '../deadline.ts';
import { ModelBuilder } from '../modelBuilder.ts';
import { decodeBinary, decodeText } from '../protobuf/decode.ts';
import { matchShape } from '../protobuf/protoShape.ts';
import { textFields } from '../protobuf/textShape.ts';
import { smallNumbers } from '../smallNumbers.ts';
import { addStrayBytesFinding } from '../strayBytes.ts';
import { ModelProtoSchema } from './generated/onnx-ml_pb.ts';
import { OnnxReader } from './onnxReader.ts';
import { isOnnxSyntax, parseOnnxSyntax } from './onnxSyntax.ts';

/**
 * A model in text as the bytes that runtimes read; null where it is none in text.
 *
 * @throws AppError `model.malformed`, `model.tooDeep`, `model.tooLarge`, `model.tooSlow`
 */
export function onnxTextAsBinary(
  bytes: Uint8Array,
  limits: ReadLimits = defaultReadLimits,
): Uint8Array | null {
  if (isOnnxSyntax(bytes)) {
    const message = parseOnnxSyntax(bytes, limits, new Deadline(limits.milliseconds));
    return toBinary(ModelProtoSchema, message);
  }
  if (textFields(bytes) === null) return null;
  return toBinary(ModelProtoSchema, decodeText(ModelProtoSchema, bytes, limits).message);
}

const tracked = new Set(['onnx.GraphProto', 'onnx.NodeProto', 'onnx.AttributeProto', 'onnx.FunctionProto']);
const irVersionField = 1;
const graphField = 7;
const opsetField = 8;

/** ONNX models, `.onnx`, protobuf's text form, and ONNX' own textual syntax. */
export const onnxFormat: ModelFormat = {
  id: 'onnx',
  displayName: 'ONNX',
  extensions: ['.onnx', '.onnxtxt', '.textproto', '.prototxt', '.pbtxt', '.pb'],

  match({ bytes }) {
    if (isOnnxSyntax(bytes)) return 'certain';
    const names = textFields(bytes);
    if (names !== null)
      return names.has('graph') && (names.has('ir_version') || names.has('opset_import')) ? 'certain' : null;
    const { counts, isClean, isWhole } = matchShape(ModelProtoSchema, bytes);
    if (!counts.has(irVersionField)) return null;
    if (counts.has(graphField) && (isWhole || counts.has(opsetField))) return isClean ? 'certain' : 'likely';
    return isClean && (counts.has(graphField) || counts.has(opsetField)) ? 'likely' : null;
  },

  parse(source, limits) {
    const deadline = new Deadline(limits.milliseconds);
    const builder = new ModelBuilder(limits, deadline);
    const isSyntax = isOnnxSyntax(source.bytes);
    const isText = isSyntax || textFields(source.bytes) !== null;
    const decoded = isSyntax
      ? { message: parseOnnxSyntax(source.bytes, limits, deadline), tree: null, strayBytes: 0 }
      : isText
        ? decodeText(ModelProtoSchema, source.bytes, limits)
        : decodeBinary(ModelProtoSchema, source.bytes, tracked, limits, deadline);
    if (decoded.strayBytes > 0) addStrayBytesFinding(builder, decoded.strayBytes);
    const parsed = new OnnxReader(builder, source, isText).read(decoded.message, decoded.tree);
    return { ...parsed, model: inferOnnxTypes(parsed.model, (id) => smallNumbers(parsed, id)) };
  },
};
