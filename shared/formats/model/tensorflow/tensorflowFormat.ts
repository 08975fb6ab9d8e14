// TensorFlow, GraphDef (.pb, .pbtxt), MetaGraphDef (.meta) and SavedModel
import { AppError } from '../../../base/errors.ts';
import type { ReadLimits } from '../../../model/readLimits.ts';
import { Deadline } from '../deadline.ts';
import { ModelBuilder } from '../modelBuilder.ts';
import type { FormatMatch, ModelFormat, ModelSource } from '../modelFormat.ts';
import { blockLines } from '../protobuf/blockLines.ts';
import { type Decoded, decodeBinary, decodeText } from '../protobuf/decode.ts';
import { firstField, matchShape } from '../protobuf/protoShape.ts';
import { textFields } from '../protobuf/textShape.ts';
import { addStrayBytesFinding } from '../strayBytes.ts';
import {
  GraphDefSchema,
  MetaGraphDefSchema,
  NodeDefSchema,
  SavedModelSchema,
} from './generated/tensorflow_pb.ts';
import { graphVersion, metaGraphFacts, metaGraphPart, TensorflowReader } from './tensorflowReader.ts';

const tracked = new Set([
  'tensorflow.MetaGraphDef',
  'tensorflow.GraphDef',
  'tensorflow.NodeDef',
  'tensorflow.FunctionDefLibrary',
  'tensorflow.FunctionDef',
]);

/** Savers, collections and objects of a MetaGraphDef; debug information of a GraphDef. */
const unreadOfMetaGraph = [3, 4, 7];
const unreadOfGraph = [5];

type Schema = typeof GraphDefSchema | typeof SavedModelSchema | typeof MetaGraphDefSchema;

function decode<Desc extends Schema>(
  schema: Desc,
  source: ModelSource,
  limits: ReadLimits,
): { readonly decoded: Decoded<Desc>; readonly builder: ModelBuilder; readonly isText: boolean } {
  const deadline = new Deadline(limits.milliseconds);
  const builder = new ModelBuilder(limits, deadline);
  const isText = textFields(source.bytes) !== null;
  const decoded = isText
    ? decodeText(schema, source.bytes, limits)
    : decodeBinary(schema, source.bytes, tracked, limits, deadline);
  if (decoded.strayBytes > 0) addStrayBytesFinding(builder, decoded.strayBytes);
  return { decoded, builder, isText };
}

/** Lines of the nodes in a text file; `depth` is how deep the GraphDef itself stands. */
function textLines(
  source: ModelSource,
  isText: boolean,
  depth: number,
): (kind: 'node' | 'node_def', index: number) => number | null {
  if (!isText) return () => null;
  const nodes = blockLines(source.bytes, 'node', depth);
  const bodies = blockLines(source.bytes, 'node_def', depth + 2);
  return (kind, index) => (kind === 'node' ? nodes : bodies)[index] ?? null;
}

/** Whether bytes begin as a GraphDef: its first field is a node with a name and an operator, or the library. */
function looksLikeGraphDef(bytes: Uint8Array): FormatMatch {
  const { counts, isClean, isWhole } = matchShape(GraphDefSchema, bytes, unreadOfGraph);
  const node = firstField(bytes, 1);
  if (node === null) return counts.has(2) && counts.has(4) && isClean && isWhole ? 'likely' : null;
  const inner = matchShape(NodeDefSchema, node);
  if (!inner.isClean || !inner.isWhole || !inner.counts.has(1) || inner.counts.get(2) !== 1) return null;
  return isClean || !isWhole ? 'certain' : 'likely';
}

/** Frozen graphs and graph texts. */
export const tensorflowFormat: ModelFormat = {
  id: 'tensorflow',
  displayName: 'TensorFlow GraphDef',
  extensions: ['.pb', '.pbtxt', '.meta', '.graphdef', '.prototxt'],

  match({ bytes }) {
    const names = textFields(bytes);
    if (names !== null)
      return names.has('node') || (names.has('library') && names.has('versions')) || names.has('graph_def')
        ? 'certain'
        : null;
    return looksLikeGraphDef(bytes) ?? (isMetaGraph(bytes) ? 'likely' : null);
  },

  parse(source, limits) {
    if (textFields(source.bytes)?.has('graph_def') ?? isMetaGraph(source.bytes)) {
      const { decoded, builder, isText } = decode(MetaGraphDefSchema, source, limits);
      const part = metaGraphPart(decoded.message, decoded.tree);
      const facts = {
        ...metaGraphFacts([decoded.message]),
        format: 'tensorflow',
        formatVersion: graphVersion(part.graph),
      } as const;
      return new TensorflowReader(builder, source, textLines(source, isText, 1)).read([part], facts, isText);
    }
    const { decoded, builder, isText } = decode(GraphDefSchema, source, limits);
    const part = { graph: decoded.message, name: 'main', tree: decoded.tree, signatures: {} };
    const facts = {
      format: 'tensorflow',
      formatVersion: graphVersion(decoded.message),
      producer: null,
      metadata: [],
    } as const;
    return new TensorflowReader(builder, source, textLines(source, isText, 0)).read([part], facts, isText);
  },
};

/** SavedModels. */
export const savedModelFormat: ModelFormat = {
  id: 'saved-model',
  displayName: 'TensorFlow SavedModel',
  extensions: ['saved_model.pb', 'saved_model.pbtxt'],

  match({ bytes }) {
    const names = textFields(bytes);
    if (names !== null) return names.has('meta_graphs') ? 'certain' : null;
    const { counts, isClean } = matchShape(SavedModelSchema, bytes);
    const meta = firstField(bytes, 2);
    if (meta === null || !isClean || (counts.get(1) ?? 0) > 1) return null;
    const inner = matchShape(MetaGraphDefSchema, meta, unreadOfMetaGraph);
    if (!inner.isClean || !(inner.counts.has(1) || inner.counts.has(2))) return null;
    const graph = firstField(meta, 2);
    return graph !== null && looksLikeGraphDef(graph) !== null ? 'certain' : 'likely';
  },

  parse(source, limits) {
    const { decoded, builder, isText } = decode(SavedModelSchema, source, limits);
    const metas = decoded.message.metaGraphs;
    if (metas.length === 0) throw new AppError('model.notAGraph', 'The SavedModel holds no graph.');
    const places = decoded.tree?.children.get(2);
    const parts = metas.map((meta, index) => metaGraphPart(meta, places?.[index] ?? null));
    const facts = {
      ...metaGraphFacts(metas),
      format: 'saved-model',
      formatVersion: `SavedModel ${decoded.message.savedModelSchemaVersion}`,
    } as const;
    return new TensorflowReader(builder, source, textLines(source, isText, 2)).read(parts, facts, isText);
  },
};

function isMetaGraph(bytes: Uint8Array): boolean {
  const { counts, isClean } = matchShape(MetaGraphDefSchema, bytes, unreadOfMetaGraph);
  const graph = firstField(bytes, 2);
  return (
    isClean && counts.has(1) && counts.get(1) === 1 && graph !== null && looksLikeGraphDef(graph) !== null
  );
}
