// TFLite schema 3: BuiltinOptions, BuiltinOptions2, custom options
import type { GraphId, NodeAttribute } from '../../../model/modelGraph.ts';
import { boolsValue, bytesValue, floatsValue, intsValue, intValue } from '../attributeValues.ts';
import { enums } from './generated/schema.ts';
import type { FlatField, FlatTable } from './flatTable.ts';
import { tfliteDType } from './tfliteTypes.ts';

/** Attributes of an operator, from its builtin and its custom options; `graphs` are the subgraphs that it runs. */
export interface OperatorOptions {
  readonly attributes: readonly NodeAttribute[];
  readonly graphs: readonly GraphId[];
}

/** Reads the options of an operator, defaults included, since a picture of the graph is to show what will happen. */
export function readOptions(operator: FlatTable, graphCount: number): OperatorOptions {
  const attributes: NodeAttribute[] = [];
  const graphs: GraphId[] = [];
  for (const field of ['builtin_options', 'builtin_options2']) {
    const options = operator.union(field);
    if (options === null) continue;
    for (const schema of options.fields) {
      const attribute = readField(options, schema, graphCount);
      if (attribute === null) continue;
      attributes.push(attribute);
      if (attribute.value.kind === 'graph') graphs.push(attribute.value.graph);
    }
  }
  const custom = operator.bytes('custom_options');
  if (custom !== null && custom.length > 0) {
    attributes.push({ name: 'custom_options', value: bytesValue(custom) });
  } else if (operator.number('large_custom_options_size') > 0) {
    attributes.push({
      name: 'custom_options_size',
      value: intValue(operator.number('large_custom_options_size')),
    });
  }
  return { attributes, graphs };
}

function readField(
  options: FlatTable,
  [name, type, , reference]: FlatField,
  graphCount: number,
): NodeAttribute | null {
  switch (type) {
    case 'deprecated':
    case 'unionType':
    case 'union':
    case 'table':
    case 'tables':
      return null;
    case 'string':
      return { name, value: { kind: 'string', value: options.string(name) ?? '' } };
    case 'strings': {
      const values = options.strings(name);
      return { name, value: { kind: 'strings', values, length: values.length } };
    }
    case 'bool':
      return { name, value: { kind: 'bool', value: options.number(name) !== 0 } };
    case 'float32':
    case 'float64':
      return { name, value: { kind: 'float', value: options.number(name) } };
    case 'bools':
      return { name, value: boolsValue(options.numbers(name).map((value) => value !== 0)) };
    case 'float32s':
    case 'float64s':
      return { name, value: floatsValue(options.doubles(name)) };
    case 'int8s':
    case 'uint8s':
    case 'int16s':
    case 'uint16s':
    case 'int32s':
    case 'uint32s':
    case 'int64s':
    case 'uint64s':
      return { name, value: intsValue(options.numbers(name)) };
    default:
      return readInteger(options, name, reference, graphCount);
  }
}

function readInteger(
  options: FlatTable,
  name: string,
  enumName: string | null,
  graphCount: number,
): NodeAttribute {
  const value = options.number(name);
  if (name.includes('subgraph')) {
    // -1 stands for none; an index beyond the last subgraph stays a number, the reader reports it.
    if (value >= 0 && value < graphCount)
      return { name: name.replace(/_index$/, ''), value: { kind: 'graph', graph: value } };
    return { name, value: intValue(value) };
  }
  if (enumName === 'TensorType') return { name, value: { kind: 'dtype', value: tfliteDType(value) } };
  const label = enumName === null ? undefined : enums[enumName]?.[value];
  return { name, value: label === undefined ? intValue(value) : { kind: 'string', value: label } };
}
