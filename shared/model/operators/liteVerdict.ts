import { say } from '../messages/message.ts';
import type { GraphNode, ModelGraph } from '../modelGraph.ts';
import { gpuOps, selectTfOps, tfliteKernels, tfToBuiltin, xnnpackOps } from './generated/tflite.ts';
import { conditional, doesNotRun, type NodeVerdict, runs } from './nodeVerdict.ts';
import type { Runtime } from './runtimes.ts';

/** Custom operators that TFLite's own resolver registers (register.cc). */
const ownCustomOps: ReadonlySet<string> = new Set([
  'NumericVerify',
  'Mfcc',
  'AudioSpectrogram',
  'TFLite_Detection_PostProcess',
]);

/** TensorFlow operators that vanish, become IF and WHILE, or are turned into builtins by code rather than by patterns. */
const structuralOps: ReadonlySet<string> = new Set([
  'Placeholder',
  'PlaceholderWithDefault',
  'Const',
  'Identity',
  'IdentityN',
  'NoOp',
  'StopGradient',
  '_Arg',
  '_Retval',
  'If',
  'StatelessIf',
  'While',
  'StatelessWhile',
  'PartitionedCall',
  'StatefulPartitionedCall',
  'Conv2D',
  'DepthwiseConv2dNative',
  'MatMul',
  'FusedBatchNorm',
  'FusedBatchNormV2',
  'FusedBatchNormV3',
  'Concat',
  'ConcatV2',
  'Conv3D',
  'Conv3DBackpropInputV2',
  'Einsum',
  'Assert',
  'VarHandleOp',
  'ReadVariableOp',
  'AssignVariableOp',
  'HashTableV2',
  'LookupTableFindV2',
  'LookupTableImportV2',
  'LookupTableSizeV2',
  'Split',
  'SplitV',
  'Pack',
  'Unpack',
  // Becomes NON_MAX_SUPPRESSION_V4, as the converted sample of samples/graphs shows.
  'NonMaxSuppressionV3',
]);

/**
 * TensorFlow operators that the converter writes as others which are builtins, before it looks for builtins: those of
 * lower_tf.cc and lower_tf.td (tensorflow/compiler/mlir/tensorflow/transforms, Apache-2.0) that end in builtins alone, and
 * Reciprocal of legalize_tf.cc (tensorflow/compiler/mlir/lite/transforms). Seen in a published pair of models: DivNoNan of
 * basic-pitch 0.4.0's SavedModel is no Flex operator in its .tflite.
 */
const loweredOps: ReadonlySet<string> = new Set([
  'DivNoNan',
  'IsNan',
  'L2Loss',
  'MulNoNan',
  'Reciprocal',
  'Roll',
  'Size',
  'SparseMatMul',
  'Xdivy',
  'Xlogy',
]);

/** Lists of tensors become one tensor (lower_static_tensor_list.cc), which is no longer possible with elements of any shape. */
const tensorListOps: ReadonlySet<string> = new Set([
  'EmptyTensorList',
  'TensorListConcatV2',
  'TensorListFromTensor',
  'TensorListGetItem',
  'TensorListLength',
  'TensorListPushBack',
  'TensorListReserve',
  'TensorListResize',
  'TensorListSetItem',
  'TensorListStack',
]);

/** Control flow of TensorFlow 1: the converter has to raise it to If and While first, and often cannot. */
const tf1ControlFlow: ReadonlySet<string> = new Set([
  'Switch',
  'Merge',
  'Enter',
  'Exit',
  'NextIteration',
  'LoopCond',
  'RefSwitch',
  'RefMerge',
  'RefEnter',
]);

const builtinSet = new Set(tfToBuiltin);
const selectSet = new Set(selectTfOps);
const gpuSet = new Set(gpuOps.map((name) => name.toUpperCase()));
const xnnpackSet = new Set(xnnpackOps);

/** What TFLite does with a node of a TFLite model, or of a TensorFlow graph once it is converted. */
export function liteVerdict(model: ModelGraph, node: GraphNode, runtime: Runtime): NodeVerdict {
  const hasSelect = runtime.id === 'tflite-select-tf';
  return model.format === 'tflite' ? ofLite(node, runtime, hasSelect) : ofTensorflow(node, hasSelect);
}

function ofLite(node: GraphNode, runtime: Runtime, hasSelect: boolean): NodeVerdict {
  const { opType } = node;
  if (node.domain === 'custom') {
    if (opType.startsWith('Flex')) {
      const op = opType.slice(4);
      if (!selectSet.has(op)) return doesNotRun('op.unsupported', say('why.lite.notSelectable', { op }));
      return hasSelect ? runs : doesNotRun('op.needsSelectTf', say('why.lite.flex', { op }));
    }
    return ownCustomOps.has(opType)
      ? delegateVerdict(opType, runtime)
      : doesNotRun('op.custom', say('why.custom', { op: opType }));
  }
  if (opType.startsWith('STABLEHLO_COMPOSITE')) return runs;
  const versions = tfliteKernels[opType];
  if (versions === undefined) return doesNotRun('op.unsupported', say('why.lite.noKernel', { op: opType }));
  if ((node.version ?? 1) > versions[1]) {
    return doesNotRun(
      'op.newerVersion',
      say('why.lite.newerVersion', { op: opType, version: node.version ?? 1, newest: versions[1] }),
    );
  }
  return delegateVerdict(opType, runtime);
}

function delegateVerdict(opType: string, runtime: Runtime): NodeVerdict {
  if (runtime.id === 'tflite-gpu' && !gpuSet.has(opType.replaceAll('_', ''))) {
    return conditional('op.fallback', say('why.lite.notOnGpu', { op: opType }));
  }
  if (runtime.id === 'tflite-xnnpack' && !xnnpackSet.has(opType)) {
    return conditional('op.fallback', say('why.lite.notOnXnnpack', { op: opType }));
  }
  return runs;
}

function ofTensorflow(node: GraphNode, hasSelect: boolean): NodeVerdict {
  const { opType } = node;
  if (node.calls !== null || structuralOps.has(opType)) return runs;
  if (tf1ControlFlow.has(opType)) {
    if (hasSelect && selectSet.has(opType)) {
      return conditional('controlFlow.tf1', say('why.lite.controlFlowSelect', { op: opType }));
    }
    return doesNotRun('controlFlow.tf1', say('why.lite.controlFlow', { op: opType }));
  }
  if (builtinSet.has(opType) || loweredOps.has(opType)) return runs;
  if (tensorListOps.has(opType) && !hasSelect) {
    return conditional('op.condition', say('why.lite.tensorList', { op: opType }));
  }
  if (!selectSet.has(opType)) return doesNotRun('op.unsupported', say('why.lite.noForm', { op: opType }));
  return hasSelect ? runs : doesNotRun('op.needsSelectTf', say('why.lite.selectAlone', { op: opType }));
}
