import { AppError } from '../../base/errors.ts';
import { defaultReadLimits, type ReadLimits } from '../../model/readLimits.ts';
import type { ModelFormat, ModelSource, ParsedModel } from './modelFormat.ts';
import { caffe2Format } from './caffe2/caffe2Format.ts';
import { TensorProtoSchema } from './onnx/generated/onnx-ml_pb.ts';
import { onnxFormat } from './onnx/onnxFormat.ts';
import { matchShape } from './protobuf/protoShape.ts';
import { savedModelFormat, tensorflowFormat } from './tensorflow/tensorflowFormat.ts';
import { tfjsFormat } from './tfjs/tfjsFormat.ts';
import { tfliteFormat } from './tflite/tfliteFormat.ts';
import { refuseWrongFile } from './wrongFiles.ts';

/** All formats that are read, in no order that matters. */
export const modelFormats: readonly ModelFormat[] = [
  onnxFormat,
  tfliteFormat,
  tensorflowFormat,
  savedModelFormat,
  tfjsFormat,
  caffe2Format,
];

/**
 * Tells the format of a file by its content. Certain beats likely; between equals the extension decides.
 *
 * @throws AppError `file.empty`, `model.htmlPage`, `model.gitLfsPointer`, `model.otherFormat`, `model.unknownFormat`
 */
export function detectFormat(source: ModelSource): ModelFormat {
  const matches = modelFormats.map((format) => ({ format, match: format.match(source) }));
  const certain = matches.filter(({ match }) => match === 'certain');
  if (certain.length === 0) refuseWrongFile(source.bytes, source.fileName);
  const candidates = certain.length > 0 ? certain : matches.filter(({ match }) => match === 'likely');
  const lower = source.fileName.toLowerCase();
  const best =
    candidates.find(({ format }) => format.extensions.some((extension) => lower.endsWith(extension))) ??
    candidates[0];
  if (best !== undefined) return best.format;
  if (isOnnxTensor(source.bytes)) {
    throw new AppError(
      'model.notAGraph',
      `“${source.fileName}” holds a single ONNX tensor (test data beside a model), not a model.`,
      { file: source.fileName },
    );
  }
  const expected = modelFormats.find(
    ({ extensions }) => extensions[0] !== undefined && lower.endsWith(extensions[0]),
  );
  const names = modelFormats.map(({ displayName }) => displayName).join(', ');
  throw new AppError(
    'model.unknownFormat',
    expected === undefined
      ? `“${source.fileName}” is none of the formats that are read (${names}), or it is damaged at its head.`
      : `“${source.fileName}” does not begin as a ${expected.displayName} file does: it is damaged at its head, or something else under that name.`,
    { file: source.fileName, expected: expected?.id ?? null },
  );
}

/** Test data sets keep inputs and outputs as files of one TensorProto each, named .pb. */
function isOnnxTensor(bytes: Uint8Array): boolean {
  const { counts, isClean, isWhole } = matchShape(TensorProtoSchema, bytes);
  const dataFields = [4, 5, 6, 7, 9, 10, 11];
  return isClean && isWhole && counts.get(2) === 1 && dataFields.some((field) => counts.has(field));
}

/**
 * Reads a model of any format.
 *
 * @throws AppError `file.*`, `model.*`
 */
export function parseModel(source: ModelSource, limits: ReadLimits = defaultReadLimits): ParsedModel {
  return detectFormat(source).parse(source, limits);
}
