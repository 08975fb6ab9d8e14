import { create, toBinary } from '@bufbuild/protobuf';
import type { AttributeValue, Graph, GraphNode, ModelGraph } from '../../../model/modelGraph.ts';
import type { Dimension } from '../../../model/valueType.ts';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type AttributeProto,
  ModelProtoSchema,
  type TypeProto,
  TypeProtoSchema,
} from './generated/onnx-ml_pb.ts';
import { onnxElementType } from './onnxTypes.ts';

/** A model of one node, to ask a runtime about it. */
export interface NodeModel {
  /** Equal for nodes that a runtime cannot tell apart. */
  readonly key: string;
  readonly bytes: () => Uint8Array;
}

/**
 * A model that holds one node of an ONNX model and nothing else: its inputs become the model's, of the same types. Null
 * where that is not the same question: nodes with bodies, calls of local functions, attributes that hold tensors, inputs
 * whose types are not known.
 */
export function nodeModel(model: ModelGraph, graph: Graph, node: GraphNode): NodeModel | null {
  if (model.format !== 'onnx' || node.calls !== null) return null;
  const attributes: AttributeProto[] = [];
  for (const { name, value } of node.attributes) {
    const attribute = attributeOf(name, value);
    if (attribute === null) return null;
    attributes.push(attribute);
  }
  const inputs: InputType[] = [];
  for (const input of node.inputs) {
    if (input === null) {
      inputs.push({ elementType: 0, sizes: null });
      continue;
    }
    const type = graph.values[input]?.type ?? null;
    const elementType = type?.kind === 'tensor' && !type.isSparse ? onnxElementType(type.dtype) : null;
    if (type?.kind !== 'tensor' || elementType === null) return null;
    inputs.push({ elementType, sizes: type.shape === null ? null : sizesOf(type.shape) });
  }
  // One value that goes in twice is one value: the types of both have to agree.
  const names = node.inputs.map((input) => (input === null ? '' : `i${node.inputs.indexOf(input)}`));
  const key = JSON.stringify([
    node.domain,
    node.opType,
    inputs,
    names,
    node.outputs.map((output) => output !== null),
    node.attributes,
  ]);
  return {
    key,
    bytes: () =>
      toBinary(
        ModelProtoSchema,
        create(ModelProtoSchema, {
          irVersion: 8n,
          opsetImport: model.opsets.map(({ domain, version }) => ({ domain, version: BigInt(version) })),
          graph: {
            name: 'node',
            node: [
              {
                name: 'node',
                opType: node.opType,
                domain: node.domain,
                input: names,
                output: node.outputs.map((output, index) => (output === null ? '' : `o${index}`)),
                attribute: attributes,
              },
            ],
            input: inputs.flatMap(({ elementType, sizes }, index) =>
              names[index] === `i${index}`
                ? [{ name: `i${index}`, type: tensorType(elementType, sizes) }]
                : [],
            ),
            output: node.outputs.flatMap((output, index) => (output === null ? [] : [{ name: `o${index}` }])),
          },
        }),
      ),
  };
}

interface InputType {
  readonly elementType: number;
  /** Null for an open size. */
  readonly sizes: readonly (number | null)[] | null;
}

/** Of lists (sizes, axes, indices) the length belongs to the question; pictures and weights are left open. */
function sizesOf(shape: readonly Dimension[]): readonly (number | null)[] {
  return shape.map((size) => (shape.length === 1 && typeof size === 'number' ? size : null));
}

function tensorType(elemType: number, sizes: InputType['sizes']): TypeProto {
  const dim = sizes?.map((size) =>
    size === null ? {} : { value: { case: 'dimValue' as const, value: BigInt(size) } },
  );
  return create(TypeProtoSchema, {
    value: { case: 'tensorType', value: { elemType, ...(dim === undefined ? {} : { shape: { dim } }) } },
  });
}

function attributeOf(name: string, value: AttributeValue): AttributeProto | null {
  const types = AttributeProto_AttributeType;
  switch (value.kind) {
    case 'int':
      return create(AttributeProtoSchema, { name, type: types.INT, i: BigInt(value.exact ?? value.value) });
    case 'bool':
      return create(AttributeProtoSchema, { name, type: types.INT, i: value.value ? 1n : 0n });
    case 'float':
      return create(AttributeProtoSchema, { name, type: types.FLOAT, f: value.value });
    case 'string':
      return create(AttributeProtoSchema, { name, type: types.STRING, s: utf8(value.value) });
    case 'ints':
      // A list that was cut would be another node.
      if (value.values.length < value.length) return null;
      return create(AttributeProtoSchema, {
        name,
        type: types.INTS,
        ints: (value.exact ?? value.values).map((item) => BigInt(item)),
      });
    case 'floats':
      if (value.values.length < value.length) return null;
      return create(AttributeProtoSchema, { name, type: types.FLOATS, floats: [...value.values] });
    case 'strings':
      if (value.values.length < value.length) return null;
      return create(AttributeProtoSchema, { name, type: types.STRINGS, strings: value.values.map(utf8) });
    case 'dtype': {
      const number = onnxElementType(value.value);
      return number === null
        ? null
        : create(AttributeProtoSchema, { name, type: types.INT, i: BigInt(number) });
    }
    default:
      return null;
  }
}

/** The text as UTF-8; attributes are operator modes and the like, ASCII nearly always. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text).replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(escaped, (char) => char.charCodeAt(0));
}
