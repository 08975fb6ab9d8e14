import { exhaustive } from '../../base/exhaustive.ts';
import { qualifiedOpType, requiredInputs } from '../modelDescription.ts';
import { type Message, say } from '../messages/message.ts';
import type { Graph, GraphNode, ModelGraph } from '../modelGraph.ts';
import { caffe2Verdict } from './caffe2Verdict.ts';
import { liteVerdict } from './liteVerdict.ts';
import type { NodeVerdict } from './nodeVerdict.ts';
import { reachableNodes } from './reachableNodes.ts';
import { onnxVerdict } from './onnxVerdict.ts';
import { adviceFor } from './rewrites.ts';
import { type Runtime, type RuntimeId, runtimes } from './runtimes.ts';

/** A finding about one node and one runtime, or about the file (then `runtime` and `node` are null). */
export interface Diagnostic {
  /** `area.reason`, stable. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly runtime: RuntimeId | null;
  readonly graph: string | null;
  /** Name of the node, or its place in the graph (`#12`) when it has none. */
  readonly node: string | null;
  readonly opType: string | null;
  readonly message: Message;
  readonly fix: readonly Message[];
}

/** What a runtime does with a whole model. */
export type ModelVerdict = 'runs' | 'partly' | 'does-not-run';

/** All findings and one verdict for each runtime that was asked. */
export interface Diagnosis {
  readonly diagnostics: readonly Diagnostic[];
  readonly verdicts: Readonly<Partial<Record<RuntimeId, ModelVerdict>>>;
}

/** Runtimes that load a model of this format, or convert it. */
export function runtimesFor(model: ModelGraph): readonly Runtime[] {
  return runtimes.filter(({ formats }) => formats.includes(model.format));
}

/**
 * Holds every node against the tables of the runtimes.
 *
 * A verdict says what the tables say; it depends on the runtime's version and on the processor.
 */
export function diagnoseModel(model: ModelGraph, asked: readonly Runtime[] = runtimesFor(model)): Diagnosis {
  const diagnostics: Diagnostic[] = model.findings.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    runtime: null,
    graph: finding.graph === null ? null : (model.graphs[finding.graph]?.name ?? null),
    node:
      finding.graph === null || finding.node === null
        ? null
        : nodeLabel(model.graphs[finding.graph]?.nodes[finding.node]),
    opType: null,
    message: finding.message,
    fix: finding.fix,
  }));
  const verdicts: Partial<Record<RuntimeId, ModelVerdict>> = {};
  for (const runtime of asked) {
    if (!runtime.formats.includes(model.format)) {
      verdicts[runtime.id] = 'does-not-run';
      diagnostics.push(otherFormat(model, runtime));
      continue;
    }
    const found = diagnoseNodes(model, runtime);
    diagnostics.push(...found.diagnostics);
    const hasBrokenFile = model.findings.some(({ severity }) => severity === 'error');
    verdicts[runtime.id] = hasBrokenFile ? 'does-not-run' : found.verdict;
  }
  return { diagnostics, verdicts };
}

/** What a runtime does with one node. */
export function verdictOf(model: ModelGraph, graph: Graph, node: GraphNode, runtime: Runtime): NodeVerdict {
  switch (runtime.id) {
    case 'onnxruntime-cpu-x64':
    case 'onnxruntime-cpu-arm64':
    case 'onnxruntime-nnapi':
    case 'onnxruntime-coreml':
    case 'onnxruntime-coreml-network':
    case 'onnxruntime-xnnpack':
    case 'onnxruntime-qnn':
      return onnxVerdict(model, graph, node, runtime);
    case 'tflite':
    case 'tflite-select-tf':
    case 'tflite-gpu':
    case 'tflite-xnnpack':
      return liteVerdict(model, node, runtime);
    case 'caffe2-cpu':
      return caffe2Verdict(graph, node);
    default:
      return exhaustive(runtime.id);
  }
}

function diagnoseNodes(
  model: ModelGraph,
  runtime: Runtime,
): { readonly diagnostics: readonly Diagnostic[]; readonly verdict: ModelVerdict } {
  const diagnostics: Diagnostic[] = [];
  let stopped = 0;
  let conditions = 0;
  let left = 0;
  const used = reachableNodes(model);
  const open = staticShapeRuntimes.has(runtime.id) ? dynamicInputs(model) : [];
  if (open.length > 0) {
    conditions++;
    diagnostics.push({
      code: 'shape.dynamic',
      severity: 'warning',
      runtime: runtime.id,
      graph: model.graphs[0]?.name ?? null,
      node: null,
      opType: null,
      message: say('why.openShapes', { runtime: runtime.name, inputs: open.join(', ') }),
      fix: [say('do.fixShapes')],
    });
  }
  for (const graph of model.graphs) {
    for (const node of graph.nodes) {
      if (used !== null && !used[graph.id]?.has(node.id)) continue;
      const verdict = verdictOf(model, graph, node, runtime);
      if (verdict.state === 'does-not-run') stopped++;
      // A fallback takes the node away from the runtime; a cast or a fused form does not.
      else if (verdict.code === 'op.fallback') conditions++;
      if (verdict.code === null || verdict.message === null) continue;
      if (diagnostics.length >= maxDiagnostics) {
        left++;
        continue;
      }
      diagnostics.push({
        code: verdict.code,
        severity:
          verdict.state === 'does-not-run' ? 'error' : verdict.code === 'op.decomposed' ? 'info' : 'warning',
        runtime: runtime.id,
        graph: graph.name,
        node: nodeLabel(node),
        opType: qualifiedOpType(node),
        message: verdict.message,
        fix: adviceFor(qualifiedOpType(node), verdict.code, runtime),
      });
    }
  }
  if (left > 0) {
    diagnostics.push({
      code: 'diagnostics.cut',
      severity: 'info',
      runtime: runtime.id,
      graph: null,
      node: null,
      opType: null,
      message: say('why.cut', { count: left, runtime: runtime.name }),
      fix: [say('do.mendFirst')],
    });
  }
  return { diagnostics, verdict: stopped > 0 ? 'does-not-run' : conditions > 0 ? 'partly' : 'runs' };
}

/** Findings for one runtime; a model of a hundred thousand nodes must not drown whoever reads them. */
const maxDiagnostics = 10_000;

/** Execution providers that compile for fixed shapes and leave other nodes to the CPU. */
const staticShapeRuntimes: ReadonlySet<RuntimeId> = new Set([
  'onnxruntime-nnapi',
  'onnxruntime-coreml-network',
  'onnxruntime-qnn',
]);

function dynamicInputs(model: ModelGraph): readonly string[] {
  const [main] = model.graphs;
  if (main === undefined) return [];
  return requiredInputs(main, model.format).flatMap((id) => {
    const value = main.values[id];
    const isOpen =
      value?.type?.kind === 'tensor' && (value.type.shape?.some((size) => typeof size !== 'number') ?? true);
    return isOpen ? [value.name] : [];
  });
}

function nodeLabel(node: GraphNode | undefined): string | null {
  if (node === undefined) return null;
  return node.name === '' ? `#${node.id}` : node.name;
}

function otherFormat(model: ModelGraph, runtime: Runtime): Diagnostic {
  return {
    code: 'runtime.otherFormat',
    severity: 'error',
    runtime: runtime.id,
    graph: null,
    node: null,
    opType: null,
    message: say('why.otherFormat', { runtime: runtime.name, format: model.format }),
    fix: [say('do.convertFirst', { format: runtime.formats.join(', ') })],
  };
}
