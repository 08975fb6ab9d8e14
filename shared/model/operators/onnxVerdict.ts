import { say } from '../messages/message.ts';
import type { Graph, GraphNode, ModelGraph } from '../modelGraph.ts';
import { qualifiedOpType } from '../modelDescription.ts';
import type { DType } from '../valueType.ts';
import { kernelTypes, onnxRuntimeCpuKernels } from './generated/onnxRuntimeCpu.ts';
import { coremlNetworkOps, coremlOps, nnapiOps, qnnOps } from './generated/onnxRuntimeProviders.ts';
import { newestOpset, onnxSchemas, onnxVersion } from './generated/onnxSchemas.ts';
import { conditional, doesNotRun, type NodeVerdict, runs } from './nodeVerdict.ts';
import { refusedAttribute, typesAtInput } from './onnxKernelLimits.ts';
import { provenByRunning } from './provenByRunning.ts';
import { xnnpackProviderOps } from './onnxRuntimeXnnpack.ts';
import type { Runtime } from './runtimes.ts';

const providers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'onnxruntime-nnapi': nnapiOps,
  'onnxruntime-coreml': coremlOps,
  'onnxruntime-coreml-network': coremlNetworkOps,
  'onnxruntime-xnnpack': xnnpackProviderOps,
  'onnxruntime-qnn': qnnOps,
};

interface Kernel {
  readonly since: number;
  readonly until: number | null;
  readonly types: readonly string[];
  readonly hasHalfOnArm: boolean;
}

/** What ONNX Runtime does with a node: its CPU kernels, or an execution provider with the CPU behind it. */
export function onnxVerdict(model: ModelGraph, graph: Graph, node: GraphNode, runtime: Runtime): NodeVerdict {
  // The body of a local function is judged node by node, as a graph of its own; constants become initializers.
  if (node.calls !== null || keyOf(node) === 'ai.onnx:Constant') return runs;
  const cpu = cpuVerdict(model, graph, node, runtime.id === 'onnxruntime-cpu-x64' ? 'x64' : 'arm64');
  const table = providers[runtime.id];
  if (table === undefined || cpu.state === 'does-not-run') return cpu;
  const condition = table[keyOf(node)];
  if (condition === undefined) {
    return conditional(
      'op.fallback',
      say('why.onnx.fallback', { op: qualifiedOpType(node), runtime: runtime.name }),
    );
  }
  return condition === ''
    ? runs
    : conditional(
        'op.condition',
        say('why.onnx.condition', { op: qualifiedOpType(node), runtime: runtime.name, condition }),
      );
}

function cpuVerdict(
  model: ModelGraph,
  graph: Graph,
  node: GraphNode,
  processor: 'x64' | 'arm64',
): NodeVerdict {
  const domain = node.domain === '' ? 'ai.onnx' : node.domain;
  const name = qualifiedOpType(node);
  const key = keyOf(node);
  const opset = opsetOf(model, node.domain);
  if (opset === null) return doesNotRun('opset.missing', say('why.onnx.noOpset', { op: name, domain }));
  const schema = onnxSchemas[key];
  const kernels = kernelsOf(key);
  if (schema === undefined && kernels.length === 0) {
    return domain === 'ai.onnx' || domain === 'ai.onnx.ml'
      ? doesNotRun('op.unknown', say('why.onnx.unknown', { op: name, version: onnxVersion }))
      : doesNotRun('op.custom', say('why.custom', { op: name }));
  }
  if (domain === 'ai.onnx' && opset > newestOpset) {
    return doesNotRun('opset.tooNew', say('why.onnx.opsetTooNew', { opset, newest: newestOpset }));
  }
  const version = versionAt(schema, opset);
  if (schema !== undefined && version === null) {
    return doesNotRun('opset.tooOld', say('why.onnx.opsetTooOld', { op: name, opset }));
  }
  if (version?.isDeprecated === true) {
    return doesNotRun('op.deprecated', say('why.onnx.deprecated', { op: name, opset }));
  }
  const kernel = kernels.find((candidate) => matches(candidate, version?.number ?? opset));
  if (kernel === undefined) {
    if (provenByRunning.has(key)) return runs;
    if (version?.hasFunction === true) {
      return conditional('op.decomposed', say('why.onnx.decomposed', { op: name, version: version.number }));
    }
    return kernels.length === 0
      ? doesNotRun('op.unsupported', say('why.onnx.noKernel', { op: name }))
      : doesNotRun(
          'op.newerVersion',
          say('why.onnx.noKernelOfVersion', { op: name, version: version?.number ?? opset, opset }),
        );
  }
  const refused = refusedAttribute(key, node);
  return refused === null
    ? typeVerdict(graph, node, kernel, processor)
    : doesNotRun('op.unsupportedAttribute', say('why.onnx.attribute', { op: name, ...refused }));
}

function typeVerdict(graph: Graph, node: GraphNode, kernel: Kernel, processor: 'x64' | 'arm64'): NodeVerdict {
  if (kernel.types.length === 0) return runs;
  const name = qualifiedOpType(node);
  const given = inputTypes(graph, node);
  const wanted = given.filter((dtype) => dtype !== null && !kernel.types.includes(dtype));
  if (wanted.includes('float16')) {
    if (kernel.hasHalfOnArm && processor === 'arm64') return runs;
    if (kernel.types.includes('float32')) {
      return conditional('op.needsCast', say('why.onnx.cast', { op: name }));
    }
  }
  const noKernel = (type: DType, types: readonly DType[] | readonly string[]): NodeVerdict =>
    doesNotRun(
      'op.unsupportedType',
      say('why.onnx.noKernelOfType', { op: name, type, types: types.join(', ') }),
    );
  const key = keyOf(node);
  const first = given[0] ?? null;
  if (first !== null && wanted.includes(first) && !provenByRunning.has(`${key}/${first}`)) {
    return noKernel(first, kernel.types);
  }
  for (const [place, type] of given.entries()) {
    const taken = typesAtInput(key, place);
    if (type !== null && taken !== null && !taken.includes(type)) return noKernel(type, taken);
  }
  return runs;
}

/** By place; null where an input is left out, no tensor or of a type that nobody knows. */
function inputTypes(graph: Graph, node: GraphNode): readonly (DType | null)[] {
  return node.inputs.map((id) => {
    const type = id === null ? null : graph.values[id]?.type;
    return type?.kind === 'tensor' && type.dtype !== 'unknown' ? type.dtype : null;
  });
}

function keyOf(node: GraphNode): string {
  return `${node.domain === '' ? 'ai.onnx' : node.domain}:${node.opType}`;
}

function opsetOf(model: ModelGraph, domain: string): number | null {
  const found = model.opsets.find(
    (opset) => opset.domain === domain || (domain === '' && opset.domain === 'ai.onnx'),
  );
  if (found !== undefined) return found.version;
  // The first IR versions had no imports: operator set 1.
  if (model.opsets.length === 0) return 1;
  // ONNX Runtime knows its own operators without an import.
  return domain.startsWith('com.microsoft') ? 1 : null;
}

function versionAt(
  schema: string | undefined,
  opset: number,
): { readonly number: number; readonly hasFunction: boolean; readonly isDeprecated: boolean } | null {
  const versions = (schema ?? '')
    .split(' ')
    .filter((text) => text !== '' && Number.parseInt(text, 10) <= opset);
  const newest = versions.at(-1);
  if (newest === undefined) return null;
  return {
    number: Number.parseInt(newest, 10),
    hasFunction: newest.endsWith('f'),
    isDeprecated: newest.endsWith('d'),
  };
}

/** ONNX Runtime's rule (kernel_registry.cc): an open range takes its first version alone, a closed one all within. */
function matches(kernel: Kernel, version: number): boolean {
  return (
    version === kernel.since || (kernel.until !== null && kernel.since <= version && version <= kernel.until)
  );
}

function kernelsOf(key: string): readonly Kernel[] {
  const text = onnxRuntimeCpuKernels[key];
  if (text === undefined) return [];
  return text.split(' ').map((part) => {
    const [, since = '', until = '', types = '', arm = ''] = /^(\d+)-(\d*):(\d+)(a?)$/.exec(part) ?? [];
    const list = kernelTypes[Number(types)] ?? '';
    return {
      since: Number(since),
      until: until === '' ? null : Number(until),
      types: list === '' ? [] : list.split(' '),
      hasHalfOnArm: arm !== '',
    };
  });
}
