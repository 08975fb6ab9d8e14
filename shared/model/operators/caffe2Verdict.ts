import type { Graph, GraphNode } from '../modelGraph.ts';
import { caffe2CpuOps, caffe2CudaOps, caffe2Schemas } from './generated/caffe2.ts';
import { conditional, doesNotRun, type NodeVerdict, runs } from './nodeVerdict.ts';

const cpuSet = new Set(caffe2CpuOps);
const cudaSet = new Set(caffe2CudaOps);
const schemaSet = new Set(caffe2Schemas);

/** What Caffe2 does with a node on the CPU. A mobile build links only what it was told to: its own list may be shorter. */
export function caffe2Verdict(graph: Graph, node: GraphNode): NodeVerdict {
  const { opType } = node;
  if (!cpuSet.has(opType)) {
    if (schemaSet.has(opType)) {
      return conditional(
        'op.unverified',
        `Caffe2 (1.13.1) has a schema for ${opType}; whether it is registered for the CPU, the table, made of one-line registrations, does not tell.`,
      );
    }
    return cudaSet.has(opType)
      ? doesNotRun('op.unsupported', `${opType} is registered for CUDA alone.`)
      : doesNotRun('op.unknown', `Caffe2 (1.13.1) has no operator ${opType}.`);
  }
  const hasHalf = node.inputs.some((id) => {
    const type = id === null ? null : graph.values[id]?.type;
    return type?.kind === 'tensor' && type.dtype === 'float16';
  });
  if (hasHalf && opType !== 'HalfToFloat') {
    return doesNotRun(
      'op.unsupportedType',
      `${opType} is given float16; Caffe2's CPU operators take float32.`,
    );
  }
  return runs;
}
