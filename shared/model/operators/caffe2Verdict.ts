import { say } from '../messages/message.ts';
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
      return conditional('op.unverified', say('why.caffe2.unverified', { op: opType }));
    }
    return cudaSet.has(opType)
      ? doesNotRun('op.unsupported', say('why.caffe2.cudaAlone', { op: opType }))
      : doesNotRun('op.unknown', say('why.caffe2.unknown', { op: opType }));
  }
  const hasHalf = node.inputs.some((id) => {
    const type = id === null ? null : graph.values[id]?.type;
    return type?.kind === 'tensor' && type.dtype === 'float16';
  });
  if (hasHalf && opType !== 'HalfToFloat') {
    return doesNotRun('op.unsupportedType', say('why.caffe2.half', { op: opType }));
  }
  return runs;
}
