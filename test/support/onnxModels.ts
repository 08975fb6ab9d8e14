import { create, toBinary } from '@bufbuild/protobuf';
import type { GraphProtoSchema } from '#shared/formats/model/onnx/generated/onnx-ml_pb.ts';
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
} from '#shared/formats/model/onnx/generated/onnx-ml_pb.ts';

/** A graph as the generated schema takes it. */
export type OnnxGraph = NonNullable<Parameters<typeof create<typeof GraphProtoSchema>>[1]>;

/** ONNX element type of float32. */
const float32 = 1;

/** A float32 input or output. */
export function floatValue(name: string, shape: readonly (number | string)[]) {
  return {
    name,
    type: {
      value: {
        case: 'tensorType' as const,
        value: {
          elemType: float32,
          shape: {
            dim: shape.map((size) => ({
              value:
                typeof size === 'number'
                  ? { case: 'dimValue' as const, value: BigInt(size) }
                  : { case: 'dimParam' as const, value: size },
            })),
          },
        },
      },
    },
  };
}

/** An attribute of whole numbers. */
export function intsAttribute(name: string, values: readonly number[]) {
  return { name, type: AttributeProto_AttributeType.INTS, ints: values.map(BigInt) };
}

/** The bytes of a model around a graph. */
export function onnxBytes(
  graph: OnnxGraph,
  opsets: readonly { readonly domain: string; readonly version: bigint }[] = [{ domain: '', version: 17n }],
): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { irVersion: 8n, producerName: 'surd test', opsetImport: [...opsets], graph }),
  );
}

/** How nodes of a generated model are named: by module as PyTorch does, or not at all. */
export type NodeNaming = 'scoped' | 'unnamed';

/**
 * A network of about `nodes` nodes: stages of inception-like blocks with skips, and from every twelfth block a line to the
 * end, as feature pyramids have. Weights are left out: `W` stands for all of them.
 */
export function largeOnnx(nodes: number, naming: NodeNaming): Uint8Array {
  const list: { name: string; opType: string; input: string[]; output: string[]; attribute: object[] }[] = [];
  let last = 'image';
  const features: string[] = [];
  const add = (scope: string, opType: string, input: string[]): string => {
    const output = `v${list.length}`;
    list.push({
      name: naming === 'scoped' ? `/${scope}/${opType}_${list.length}` : '',
      opType,
      input: opType === 'Conv' ? [...input, 'W'] : input,
      output: [output],
      attribute: opType === 'Conv' ? [intsAttribute('kernel_shape', [1, 1])] : [],
    });
    return output;
  };
  for (let block = 0; list.length < nodes - 1; block++) {
    const scope = `stage${Math.floor(block / 24)}/block${block % 24}`;
    const branches = [1, 2, 3].map((branch) => {
      let value = last;
      for (let step = 0; step < branch; step++) {
        value = add(`${scope}/branch${branch}`, 'Conv', [value]);
        value = add(`${scope}/branch${branch}`, 'Relu', [value]);
      }
      return value;
    });
    const sum = add(scope, 'Sum', branches);
    last = add(scope, 'Add', [sum, last]);
    if (block % 12 === 11) features.push(last);
  }
  list.push({ name: '/head/Sum', opType: 'Sum', input: [...features, last], output: ['out'], attribute: [] });
  return onnxBytes({
    name: `inception ${nodes}`,
    node: list,
    input: [floatValue('image', [1, 8, 32, 32])],
    output: [floatValue('out', [1, 8, 32, 32])],
    initializer: [
      { name: 'W', dims: [8n, 8n, 1n, 1n], dataType: float32, rawData: new Uint8Array(8 * 8 * 4) },
    ],
  });
}
