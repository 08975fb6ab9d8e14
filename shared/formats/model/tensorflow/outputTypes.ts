// TensorFlow: which attribute of a node gives the type of its outputs, from tensorflow/core/ops/*.cc
import type { DType, Shape, ValueType } from '../../../model/valueType.ts';
import type { AttrValue, NodeDef } from './generated/tensorflow_pb.ts';
import { tensorflowDType, tensorflowShape } from './tensorflowTypes.ts';

/** Operators that give nothing; all others give at least one value. */
const withoutOutput: ReadonlySet<string> = new Set([
  'NoOp',
  'Assert',
  'ControlTrigger',
  'Abort',
  '_Retval',
  'SaveV2',
  'MergeV2Checkpoints',
  'AssignVariableOp',
  'AssignAddVariableOp',
  'AssignSubVariableOp',
  'LookupTableImportV2',
  'LookupTableInsertV2',
  'InitializeTableV2',
  'InitializeTableFromTextFileV2',
  'TensorArrayCloseV3',
  'StackCloseV2',
  'PrintV2',
]);

const boolOutput: ReadonlySet<string> = new Set([
  'Less',
  'LessEqual',
  'Greater',
  'GreaterEqual',
  'Equal',
  'NotEqual',
  'LogicalAnd',
  'LogicalOr',
  'LogicalNot',
  'LoopCond',
  'IsFinite',
  'IsNan',
  'IsInf',
  'All',
  'Any',
]);

const int32Output: ReadonlySet<string> = new Set([
  'NonMaxSuppression',
  'NonMaxSuppressionV2',
  'NonMaxSuppressionV3',
  'TensorArraySizeV3',
  'BroadcastGradientArgs',
]);

/** Attributes that name the type of the outputs, in the order in which they are looked at. */
const dtypeAttributes = [
  'DstT',
  'dtype',
  'out_type',
  'output_type',
  'T',
  'Tparams',
  'element_dtype',
  'out_dtype',
];
const listAttributes = ['Tout', 'output_types', 'out_types', 'component_types', 'T', 'dtypes'];
const countAttributes: Readonly<Record<string, string>> = {
  Split: 'num_split',
  SplitV: 'num_split',
  Unpack: 'num',
  Unstack: 'num',
};
const fixedCounts: Readonly<Record<string, number>> = {
  Switch: 2,
  RefSwitch: 2,
  Merge: 2,
  RefMerge: 2,
  TopK: 2,
  TopKV2: 2,
  Unique: 2,
  UniqueV2: 2,
  FusedBatchNorm: 5,
  FusedBatchNormV2: 5,
  FusedBatchNormV3: 6,
  TensorArrayV3: 2,
  NonMaxSuppressionV4: 2,
  NonMaxSuppressionV5: 3,
  CombinedNonMaxSuppression: 4,
};

/** How many outputs a node has at least, as far as its attributes tell. */
export function outputCount(node: NodeDef): number {
  if (withoutOutput.has(node.op)) return 0;
  const shapes = listOf(node.attr['_output_shapes'])?.shape.length ?? 0;
  if (shapes > 0) return shapes;
  const fixed = fixedCounts[node.op];
  if (fixed !== undefined) return fixed;
  const counted = node.attr[countAttributes[node.op] ?? ''];
  if (counted?.value.case === 'i') return Math.min(Number(counted.value.value), 4096);
  const types = outputTypeList(node);
  // A call or loop with an empty list of types gives nothing.
  return types === null ? 1 : types.length;
}

/** The type of one output; null when nothing is known. */
export function outputType(node: NodeDef, port: number): ValueType | null {
  const dtype = outputDType(node, port);
  const shape = outputShape(node, port);
  if (dtype === null && shape === null) return null;
  return { kind: 'tensor', dtype: dtype ?? 'unknown', shape, isSparse: false };
}

function outputDType(node: NodeDef, port: number): DType | null {
  if (boolOutput.has(node.op)) return 'bool';
  if (int32Output.has(node.op)) return 'int32';
  if (node.op === 'Merge' && port === 1) return 'int32';
  if (node.op.startsWith('TopK') && port === 1) return 'int32';
  if (node.op.startsWith('FusedBatchNorm') && port > 0)
    return typeOf(node.attr['U']) ?? typeOf(node.attr['T']);
  if (node.op === 'TensorArrayV3' || node.op === 'VarHandleOp' || node.op.startsWith('HashTable')) {
    return port === 1 ? 'float32' : 'resource';
  }
  if (node.op === 'Shape' || node.op === 'Size' || node.op === 'ShapeN')
    return typeOf(node.attr['out_type']) ?? 'int32';
  if (node.op === 'Rank') return 'int32';
  if (node.op === 'ArgMax' || node.op === 'ArgMin') return typeOf(node.attr['output_type']) ?? 'int64';
  if (node.op === 'CropAndResize') return 'float32';
  const types = outputTypeList(node);
  if (types !== null) return types[port] === undefined ? null : tensorflowDType(types[port]);
  for (const name of dtypeAttributes) {
    const dtype = typeOf(node.attr[name]);
    if (dtype !== null) return dtype;
  }
  return null;
}

function outputShape(node: NodeDef, port: number): Shape {
  const listed = listOf(node.attr['_output_shapes'])?.shape[port];
  if (listed !== undefined) return tensorflowShape(listed);
  const own = node.attr['shape'];
  if (own?.value.case === 'shape' && port === 0 && node.op !== 'VarHandleOp')
    return tensorflowShape(own.value.value);
  const value = node.attr['value'];
  if (node.op === 'Const' && value?.value.case === 'tensor')
    return tensorflowShape(value.value.value.tensorShape);
  return null;
}

function outputTypeList(node: NodeDef): readonly number[] | null {
  for (const name of listAttributes) {
    const list = listOf(node.attr[name]);
    if (list !== null && list.i.length === 0 && list.s.length === 0) return list.type;
  }
  return null;
}

function listOf(attribute: AttrValue | undefined) {
  return attribute?.value.case === 'list' ? attribute.value.value : null;
}

function typeOf(attribute: AttrValue | undefined): DType | null {
  return attribute?.value.case === 'type' ? tensorflowDType(attribute.value.value) : null;
}
