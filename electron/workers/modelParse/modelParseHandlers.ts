import { statSync } from 'node:fs';
import { AppError } from '#shared/base/errors.ts';
import type { ParsedModel } from '#shared/formats/model/modelFormat.ts';
import { onnxTextAsBinary } from '#shared/formats/model/onnx/onnxFormat.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import type { ModelParseMethods } from '#shared/ipc/worker/modelParse.ts';
import { inspectModel } from '#shared/model/inspectModel.ts';
import { describeModel } from '#shared/model/modelDescription.ts';
import { type Runtime, runtimeById } from '#shared/model/operators/runtimes.ts';
import type { MethodHandlers } from '../serve.ts';
import { GraphQueries } from './graphQueries.ts';
import { mainFile, openModelSource } from './openModelSource.ts';

interface OpenModel {
  readonly key: string;
  readonly parsed: ParsedModel;
  readonly fileBytes: number;
  readonly queries: GraphQueries;
}

/** The handlers of the modelParse process. The model that was read last is kept, for its constants. */
export function createModelParseHandlers(): MethodHandlers<ModelParseMethods> {
  let last: OpenModel | null = null;

  const read = (path: string): OpenModel => {
    const file = mainFile(path);
    const { mtimeMs, size } = statSync(file);
    const key = `${file}\0${mtimeMs}\0${size}`;
    if (last?.key === key) return last;
    // Two models at once might not fit: the old one goes first.
    last = null;
    const source = openModelSource(file);
    const parsed = parseModelNamed(source);
    last = { key, parsed, fileBytes: size, queries: new GraphQueries(parsed, source.fileName, size) };
    return last;
  };
  const queries = (path: string): GraphQueries => read(path).queries;

  return {
    describe: ({ path }) => {
      const { parsed, fileBytes } = read(path);
      return describeModel(parsed.model, fileBytes);
    },
    inspect: ({ path, runtimes }) => {
      const asked = runtimes?.map(knownRuntime) ?? null;
      const { parsed, fileBytes } = read(path);
      return inspectModel(parsed.model, fileBytes, asked);
    },
    open: ({ path }) => read(path).parsed.model,
    readConstant: ({ path, constant, offset, length }) => {
      const content = read(path).parsed.readConstant(constant);
      const bytes = content.kind === 'bytes' ? content.bytes : joinStrings(content.strings);
      // A copy: the view's whole buffer, the model's file, would travel with it.
      return { totalBytes: bytes.length, bytes: bytes.slice(offset, offset + length) };
    },
    read: ({ path, limit }) => queries(path).read(limit),
    scene: ({ path, graph, open, runtime, offset, limit }) =>
      queries(path).scene(graph, open, runtime === null ? null : knownRuntime(runtime), offset, limit),
    onnxBytes: ({ path }) => {
      const { model } = read(path).parsed;
      return model.format === 'onnx' && model.isText ? onnxTextAsBinary(openModelSource(path).bytes) : null;
    },
    allGroups: ({ path, graph }) => queries(path).allGroups(graph),
    node: ({ path, graph, node }) => queries(path).node(graph, node),
    locate: ({ path, graph, node }) => queries(path).locate(graph, node),
    table: ({ path, query, sort, descending, offset, limit }) =>
      queries(path).table(query, sort, descending, offset, limit),
    rowOf: ({ path, query, sort, descending, graph, node }) =>
      queries(path).rowOf(query, sort, descending, graph, node),
    trace: ({ path, graph, node, direction }) => queries(path).trace(graph, node, direction),
    shortestPath: ({ path, graph, from, to }) => queries(path).shortestPath(graph, from, to),
    constantStatistics: ({ path, constant }) => queries(path).statistics(constant),
    constantValues: ({ path, constant, offset, limit }) => queries(path).values(constant, offset, limit),
    constantNpy: ({ path, constant }) => queries(path).npy(constant),
    diagnose: ({ path, runtimes }) => queries(path).diagnose(runtimes?.map(knownRuntime) ?? null),
    nodeModels: ({ path }) => queries(path).nodeModels(),
    takeAnswer: ({ path, whole, nodes }) => queries(path).takeAnswer(whole, nodes),
    explainError: ({ path, said }) => queries(path).explainError(said),
    report: ({ path, runtimes, form }) => queries(path).report(runtimes?.map(knownRuntime) ?? null, form),
  };
}

/** Errors from within a reader name the file that they are about. */
function parseModelNamed(source: ReturnType<typeof openModelSource>): ParsedModel {
  try {
    return parseModel(source);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || 'file' in thrown.details) throw thrown;
    throw new AppError(
      thrown.code,
      `“${source.fileName}”: ${thrown.message}`,
      { ...thrown.details, file: source.fileName },
      { cause: thrown },
    );
  }
}

function knownRuntime(id: string): Runtime {
  const runtime = runtimeById(id);
  if (runtime !== null) return runtime;
  throw new AppError('ipc.badPayload', `There is no runtime “${id}”.`, { runtime: id });
}

/** Strings one after the other, each on its own line. */
function joinStrings(strings: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(strings.reduce((sum, text) => sum + text.length + 1, 0));
  let at = 0;
  for (const text of strings) {
    joined.set(text, at);
    at += text.length;
    joined[at++] = 0x0a;
  }
  return joined;
}
