// Caffe2, Argument of caffe2/proto/caffe2.proto
import type { AttributeValue, GraphId } from '../../../model/modelGraph.ts';
import { bytesValue, floatsValue, intsValue, intValue, stringsValue } from '../attributeValues.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import { addTensor } from './caffe2Tensor.ts';
import type { Argument, NetDef, OperatorDef } from './generated/caffe2_pb.ts';

/** Turns an argument into the IR's attribute; `addNet` takes a nested net in. */
export function readArgument(
  builder: ModelBuilder,
  argument: Argument,
  constantName: string,
  addNet: (net: NetDef, index: number) => GraphId,
): AttributeValue {
  if (argument.n !== undefined) return { kind: 'graph', graph: addNet(argument.n, 0) };
  if (argument.nets.length > 0) return { kind: 'graphs', graphs: argument.nets.map(addNet) };
  if (argument.t !== undefined)
    return { kind: 'constant', constant: addTensor(builder, argument.t, constantName) };
  if (argument.tensors.length > 0) {
    return {
      kind: 'constants',
      constants: argument.tensors.map((tensor) => addTensor(builder, tensor, constantName)),
    };
  }
  if (argument.floats.length > 0) return floatsValue(argument.floats);
  if (argument.ints.length > 0) return intsValue(argument.ints);
  if (argument.strings.length > 0) return stringsValue(argument.strings);
  if (Object.hasOwn(argument, 'i')) return intValue(argument.i);
  if (Object.hasOwn(argument, 'f')) return { kind: 'float', value: argument.f };
  if (Object.hasOwn(argument, 's')) return bytesValue(argument.s);
  // An empty list cannot be told from an argument without a value.
  return { kind: 'ints', values: [], length: 0 };
}

/** The argument of this name; null when the operator has none. */
export function argumentOf(operator: OperatorDef, name: string): Argument | null {
  return operator.arg.find((argument) => argument.name === name) ?? null;
}
