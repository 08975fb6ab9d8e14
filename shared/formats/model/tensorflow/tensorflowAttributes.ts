// TensorFlow, tensorflow/core/framework/attr_value.proto
import type { AttributeValue, GraphId } from '../../../model/modelGraph.ts';
import {
  boolsValue,
  bytesValue,
  floatsValue,
  intsValue,
  intValue,
  stringsValue,
} from '../attributeValues.ts';
import type { ModelBuilder } from '../modelBuilder.ts';
import type { AttrValue, AttrValue_ListValue } from './generated/tensorflow_pb.ts';
import { addTensor } from './tensorflowTensor.ts';
import { tensorflowDType, tensorflowShape } from './tensorflowTypes.ts';

/** Turns an attribute into the IR's. `functions` are the model's own by name. */
export function readAttribute(
  builder: ModelBuilder,
  attribute: AttrValue,
  constantName: string,
  functions: ReadonlyMap<string, GraphId>,
): AttributeValue {
  const { value } = attribute;
  switch (value.case) {
    case 's':
      return bytesValue(value.value);
    case 'i':
      return intValue(value.value);
    case 'f':
      return { kind: 'float', value: value.value };
    case 'b':
      return { kind: 'bool', value: value.value };
    case 'type':
      return { kind: 'dtype', value: tensorflowDType(value.value) };
    case 'shape':
      return { kind: 'shape', value: tensorflowShape(value.value) };
    case 'tensor':
      return { kind: 'constant', constant: addTensor(builder, value.value, constantName) };
    case 'func':
      return { kind: 'function', name: value.value.name, graph: functions.get(value.value.name) ?? null };
    case 'placeholder':
      return { kind: 'reference', name: value.value };
    case 'list':
      return readList(builder, value.value, constantName, functions);
    case undefined:
      return { kind: 'strings', values: [], length: 0 };
  }
}

function readList(
  builder: ModelBuilder,
  list: AttrValue_ListValue,
  constantName: string,
  functions: ReadonlyMap<string, GraphId>,
): AttributeValue {
  if (list.i.length > 0) return intsValue(list.i);
  if (list.f.length > 0) return floatsValue(list.f);
  if (list.b.length > 0) return boolsValue(list.b);
  if (list.type.length > 0) return { kind: 'dtypes', values: list.type.map(tensorflowDType) };
  if (list.shape.length > 0) return { kind: 'shapes', values: list.shape.map(tensorflowShape) };
  if (list.tensor.length > 0) {
    return {
      kind: 'constants',
      constants: list.tensor.map((tensor) => addTensor(builder, tensor, constantName)),
    };
  }
  if (list.func.length > 0) {
    return {
      kind: 'functions',
      names: list.func.map(({ name }) => name),
      graphs: list.func.map(({ name }) => functions.get(name) ?? null),
    };
  }
  return stringsValue(list.s);
}
