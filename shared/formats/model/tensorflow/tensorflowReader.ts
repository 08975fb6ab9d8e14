import { say } from '../../../model/messages/message.ts';
// TensorFlow, tensorflow/core/framework/graph.proto, function.proto and core/protobuf/{meta_graph,saved_model}.proto
import { AppError } from '../../../base/errors.ts';
import type { ConstantId, GraphId, ModelFormatId, SourcePosition } from '../../../model/modelGraph.ts';
import type { GraphBuilder, ModelBuilder } from '../modelBuilder.ts';
import type { ModelSource, ParsedModel } from '../modelFormat.ts';
import type { WireTree } from '../protobuf/wireScan.ts';
import type {
  FunctionDef,
  GraphDef,
  MetaGraphDef,
  SignatureDef,
  TensorInfo,
} from './generated/tensorflow_pb.ts';
import { TensorflowGraph, type TensorflowContext } from './tensorflowGraph.ts';
import { impossibleDimension, tensorflowDType, tensorflowShape } from './tensorflowTypes.ts';

// Field numbers whose messages keep their place in the file.
const field = {
  graphNode: 1,
  graphLibrary: 2,
  libraryFunction: 1,
  functionNode: 3,
  metaGraphGraph: 2,
} as const;

/** A graph of the file with what surrounds it. */
export interface TensorflowPart {
  readonly graph: GraphDef;
  readonly name: string;
  readonly tree: WireTree | null;
  readonly signatures: Readonly<Record<string, SignatureDef>>;
}

/** Facts that the containers around a GraphDef tell. */
export interface TensorflowFacts {
  readonly format: ModelFormatId;
  readonly formatVersion: string;
  readonly producer: string | null;
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
}

/** Builds the IR from one or more GraphDefs. */
export class TensorflowReader {
  private readonly builder: ModelBuilder;
  private readonly source: ModelSource;
  private readonly outsideConstant: (node: string) => ConstantId | null;
  private readonly lines: (graph: 'node' | 'node_def', index: number) => number | null;

  constructor(
    builder: ModelBuilder,
    source: ModelSource,
    lines: (graph: 'node' | 'node_def', index: number) => number | null = () => null,
    outsideConstant: (node: string) => ConstantId | null = () => null,
  ) {
    this.builder = builder;
    this.source = source;
    this.lines = lines;
    this.outsideConstant = outsideConstant;
  }

  read(parts: readonly TensorflowPart[], facts: TensorflowFacts, isText: boolean): ParsedModel {
    if (parts.every(({ graph }) => graph.node.length === 0 && (graph.library?.function.length ?? 0) === 0)) {
      throw new AppError('model.notAGraph', 'The TensorFlow file holds a graph without nodes.');
    }
    const mains = parts.map(({ name }) => this.builder.addGraph(name, 'main', null));
    let textNode = 0;
    let textFunctionNode = 0;
    parts.forEach((part, index) => {
      const main = mains[index];
      if (main === undefined) return;
      const library = part.graph.library?.function ?? [];
      const bodies = library.map((body) =>
        this.builder.addGraph(body.signature?.name ?? '', 'function', null),
      );
      const functions = new Map<string, GraphId>(bodies.map((body) => [body.name, body.id]));
      const context: TensorflowContext = {
        builder: this.builder,
        functions,
        outsideConstant: this.outsideConstant,
      };
      const firstNode = textNode;
      textNode += part.graph.node.length;
      this.fillMain(context, main, part, (node) => this.lines('node', firstNode + node));
      library.forEach((body, at) => {
        const graph = bodies[at];
        if (graph === undefined) return;
        const tree =
          part.tree?.children.get(field.graphLibrary)?.[0]?.children.get(field.libraryFunction)?.[at] ?? null;
        const first = textFunctionNode;
        textFunctionNode += body.nodeDef.length;
        this.fillFunction(context, graph, body, tree, (node) => this.lines('node_def', first + node));
      });
    });
    return this.builder.finish({ ...facts, isText, opsets: [] });
  }

  private fillMain(
    context: TensorflowContext,
    graph: GraphBuilder,
    part: TensorflowPart,
    lineOf: (node: number) => number | null,
  ): void {
    this.reportImpossibleShapes(graph, part.graph);
    const filled = new TensorflowGraph(context, graph, part.graph.node);
    const places = part.tree?.children.get(field.graphNode);
    filled.fill((index) => this.position(places?.[index], lineOf(index)));
    const signature = mainSignature(part.signatures);
    if (signature === null) {
      filled.addUnusedAsOutputs();
      return;
    }
    const inputs = portNames(signature.inputs).filter(({ reference }) => filled.knows(reference));
    if (inputs.length > 0) graph.inputs.splice(0, graph.inputs.length);
    for (const { reference, info } of inputs) graph.inputs.push(typed(graph, filled.use(reference), info));
    for (const { reference, info } of portNames(signature.outputs)) {
      if (filled.knows(reference)) graph.outputs.push(typed(graph, filled.use(reference), info));
    }
  }

  private fillFunction(
    context: TensorflowContext,
    graph: GraphBuilder,
    body: FunctionDef,
    tree: WireTree | null,
    lineOf: (node: number) => number | null,
  ): void {
    (body.signature?.inputArg ?? []).forEach((argument, index) => {
      const shapes = body.argAttr[index]?.attr['_output_shapes'];
      const shape = shapes?.value.case === 'list' ? tensorflowShape(shapes.value.value.shape[0]) : null;
      const dtype = tensorflowDType(argument.type);
      graph.inputs.push(graph.addValue(argument.name, { kind: 'tensor', dtype, shape, isSparse: false }));
    });
    const filled = new TensorflowGraph(context, graph, body.nodeDef);
    const places = tree?.children.get(field.functionNode);
    filled.fill((index) => this.position(places?.[index], lineOf(index)));
    for (const argument of body.signature?.outputArg ?? []) {
      const reference = body.ret[argument.name];
      if (reference !== undefined) graph.outputs.push(filled.use(reference));
    }
  }

  private reportImpossibleShapes(graph: GraphBuilder, definition: GraphDef): void {
    definition.node.forEach((node, index) => {
      for (const { value } of Object.values(node.attr)) {
        const dimension = value.case === 'shape' ? impossibleDimension(value.value) : null;
        if (dimension === null) continue;
        this.builder.addFinding({
          code: 'shape.negative',
          severity: 'error',
          message: say('file.negative', { name: node.name, size: dimension }),
          fix: [say('file.negative.do')],
          graph: graph.id,
          node: index,
        });
      }
    });
  }

  private position(tree: WireTree | undefined, line: number | null): SourcePosition {
    return { file: this.source.fileName, byteOffset: tree?.offset ?? null, line };
  }
}

/** A meta graph as a part, named by its tags. */
export function metaGraphPart(meta: MetaGraphDef, tree: WireTree | null): TensorflowPart {
  if (meta.graphDef === undefined) throw new AppError('model.notAGraph', 'The meta graph holds no graph.');
  return {
    graph: meta.graphDef,
    name: meta.metaInfoDef?.tags.join(',') || 'main',
    tree: tree?.children.get(field.metaGraphGraph)?.[0] ?? null,
    signatures: meta.signatureDef,
  };
}

/** Signatures, the version that wrote the model and its assets, for the model's panel. */
export function metaGraphFacts(
  metas: readonly MetaGraphDef[],
): Pick<TensorflowFacts, 'producer' | 'metadata'> {
  const version = metas[0]?.metaInfoDef?.tensorflowVersion ?? '';
  const metadata = metas.flatMap((meta) => [
    ...Object.entries(meta.signatureDef).map(([name, signature]) => ({
      name: `signature ${name}`,
      value: `inputs: ${Object.keys(signature.inputs).join(', ')}; outputs: ${Object.keys(signature.outputs).join(', ')}`,
    })),
    ...meta.assetFileDef.map(({ filename }) => ({ name: 'asset', value: filename })),
  ]);
  return { producer: version === '' ? null : `TensorFlow ${version}`, metadata };
}

/** The version of the GraphDef, which says which operators it may hold. */
export function graphVersion(graph: GraphDef): string {
  return (graph.versions?.producer ?? 0) === 0 ? 'GraphDef' : `GraphDef ${graph.versions?.producer ?? 0}`;
}

function mainSignature(signatures: Readonly<Record<string, SignatureDef>>): SignatureDef | null {
  const names = Object.keys(signatures).filter((name) => !name.startsWith('__saved_model'));
  const name = names.includes('serving_default') ? 'serving_default' : names[0];
  return name === undefined ? null : (signatures[name] ?? null);
}

function portNames(
  ports: Readonly<Record<string, TensorInfo>>,
): { readonly reference: string; readonly info: TensorInfo }[] {
  return Object.values(ports).flatMap((info) =>
    info.encoding.case === 'name' ? [{ reference: info.encoding.value.replace(/:0$/, ''), info }] : [],
  );
}

function typed(graph: GraphBuilder, value: number, info: TensorInfo): number {
  graph.refineType(value, {
    kind: 'tensor',
    dtype: tensorflowDType(info.dtype),
    shape: tensorflowShape(info.tensorShape),
    isSparse: false,
  });
  return value;
}
