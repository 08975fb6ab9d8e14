// Types in ONNX' textual syntax, onnx/docs/Syntax.md
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  TensorProto_DataType as DataType,
  type TensorShapeProto_DimensionSchema,
  type TypeProtoSchema,
} from './generated/onnx-ml_pb.ts';
import type { SyntaxTokens } from './syntaxTokens.ts';
import { readName, toInteger } from './syntaxValues.ts';

/** A type before it is a message. */
export type TypeInit = MessageInitShape<typeof TypeProtoSchema>;

type DimInit = MessageInitShape<typeof TensorShapeProto_DimensionSchema>;

const elementTypes: ReadonlyMap<string, DataType> = new Map(
  Object.entries(DataType).flatMap(([name, number]) =>
    typeof number === 'number' && number !== DataType.UNDEFINED
      ? [[name.toLowerCase(), number] as const]
      : [],
  ),
);
const otherTypes: ReadonlySet<string> = new Set(['seq', 'map', 'optional', 'sparse_tensor', 'opaque']);

/** Whether a type comes next. */
export function isType(tokens: SyntaxTokens): boolean {
  const { kind, text } = tokens.peek();
  return kind === 'word' && (elementTypes.has(text) || otherTypes.has(text));
}

/**
 * Reads a type: a tensor, a sparse tensor, or a sequence, map or optional of types.
 *
 * @throws AppError `model.malformed` with the line
 */
export function readType(tokens: SyntaxTokens, levels: number): TypeInit {
  if (!isType(tokens)) return tokens.fail('a type is expected');
  if (levels <= 0) return tokens.fail('a type nests too deeply');
  const { text } = tokens.peek();
  if (!otherTypes.has(text)) return { value: { case: 'tensorType', value: readTensor(tokens) } };
  tokens.next();
  tokens.expect('(');
  const type = readInParentheses(tokens, text, levels - 1);
  tokens.expect(')');
  return type;
}

function readInParentheses(tokens: SyntaxTokens, kind: string, levels: number): TypeInit {
  switch (kind) {
    case 'seq':
      return { value: { case: 'sequenceType', value: { elemType: readType(tokens, levels) } } };
    case 'optional':
      return { value: { case: 'optionalType', value: { elemType: readType(tokens, levels) } } };
    case 'map': {
      const keyType = readElementType(tokens);
      tokens.expect(',');
      return { value: { case: 'mapType', value: { keyType, valueType: readType(tokens, levels) } } };
    }
    case 'sparse_tensor':
      return { value: { case: 'sparseTensorType', value: readTensor(tokens) } };
    default: {
      // opaque(), opaque(name), opaque(some.domain, name)
      let path = '';
      while (!tokens.isSign(')') && !tokens.isSign(',')) path += tokens.next().text;
      return tokens.take(',')
        ? { value: { case: 'opaqueType', value: { domain: path, name: readName(tokens) } } }
        : { value: { case: 'opaqueType', value: { name: path } } };
    }
  }
}

function readElementType(tokens: SyntaxTokens): DataType {
  const { kind, text } = tokens.peek();
  const type = kind === 'word' ? elementTypes.get(text) : undefined;
  if (type === undefined) return tokens.fail('the type of a tensor is expected');
  tokens.next();
  return type;
}

/** “float” says a scalar, “float[]” an unknown shape. */
function readTensor(tokens: SyntaxTokens): {
  readonly elemType: DataType;
  readonly shape?: { readonly dim: DimInit[] };
} {
  const elemType = readElementType(tokens);
  if (!tokens.take('[')) return { elemType, shape: { dim: [] } };
  if (tokens.take(']')) return { elemType };
  const dim = tokens.list(']', (): DimInit => {
    if (tokens.take('?')) return { value: { case: undefined } };
    return tokens.peek().kind === 'number'
      ? { value: { case: 'dimValue', value: toInteger(tokens, tokens.next().text) } }
      : { value: { case: 'dimParam', value: readName(tokens) } };
  });
  return { elemType, shape: { dim } };
}
