// Data of tensors in ONNX' textual syntax: what onnx.printer writes and onnx.parser reads
import type { MessageInitShape } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import {
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  type TensorProtoSchema,
} from './generated/onnx-ml_pb.ts';
import type { TypeInit } from './onnxSyntaxTypes.ts';
import type { SyntaxTokens } from './syntaxTokens.ts';
import { isNumber, readName, readPairs, toFloat, toInteger } from './syntaxValues.ts';

/** A tensor before it is a message. */
export type TensorInit = MessageInitShape<typeof TensorProtoSchema>;

/** Whether data of a tensor comes next: in braces, in a file of its own, or left out by who printed it. */
export function isTensorData(tokens: SyntaxTokens): boolean {
  return tokens.isSign('{') || tokens.isSign('[') || tokens.isSign('.');
}

/**
 * Reads the data of a tensor. Elements of sixteen bits and fewer are written as the whole number of their bits.
 *
 * @throws AppError `model.malformed` with the line
 */
export function readTensorData(tokens: SyntaxTokens, name: string, type: TypeInit): TensorInit {
  if (type.value?.case !== 'tensorType') return tokens.fail('only a tensor has data');
  const { elemType: dataType = DataType.UNDEFINED, shape } = type.value.value;
  const dims = shape?.dim?.map(({ value }) =>
    value?.case === 'dimValue' ? value.value : tokens.fail('data needs a shape in numbers'),
  );
  if (dims === undefined) return tokens.fail('data needs a shape');
  const head = { name, dataType, dims };
  if (tokens.isSign('[')) {
    const externalData = readPairs(tokens, () => readName(tokens)).map(([key, value]) => ({ key, value }));
    return { ...head, dataLocation: DataLocation.EXTERNAL, externalData };
  }
  if (tokens.take('.')) {
    tokens.expect('.');
    tokens.expect('.');
    return { ...head, dataLocation: DataLocation.EXTERNAL };
  }
  tokens.expect('{');
  const texts = tokens.list('}', () => {
    if (!isNumber(tokens) && tokens.peek().kind !== 'text')
      return tokens.fail('a number or a text is expected');
    return tokens.next().text;
  });
  const integers = (): bigint[] => texts.map((text) => toInteger(tokens, text));
  switch (dataType) {
    case DataType.FLOAT:
    case DataType.COMPLEX64:
      return { ...head, floatData: texts.map(toFloat) };
    case DataType.DOUBLE:
    case DataType.COMPLEX128:
      return { ...head, doubleData: texts.map(toFloat) };
    case DataType.INT64:
      return { ...head, int64Data: integers() };
    case DataType.UINT32:
    case DataType.UINT64:
      return { ...head, uint64Data: integers().map((value) => BigInt.asUintN(64, value)) };
    case DataType.STRING:
      return { ...head, stringData: texts.map((text) => getTextEncoding().encodeUtf8(text)) };
    default:
      return { ...head, int32Data: integers().map((value) => Number(BigInt.asIntN(32, value))) };
  }
}
