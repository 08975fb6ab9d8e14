import { z } from 'zod';
import type { ConstantStatistics } from '../../graphView/constants/constantStatistics.ts';
import type { GraphDiagnosis } from '../../graphView/diagnosis.ts';
import { graphSamples } from '../../graphView/graphSamples.ts';
import type { NodeDetails } from '../../graphView/nodeDetails.ts';
import { type NodeRow, tableColumns } from '../../graphView/nodeTable.ts';
import type { ExplainedError, RuntimeAnswer } from '../../graphView/runtimeAnswer.ts';
import type { ConstantValues, NodePlace, ReadModel, ScenePart, TracedNodes } from '../worker/modelParse.ts';
import { channel } from './channel.ts';

/** A model that is open in the graph window; its path stays in the main process. */
export const openGraphSchema = z.strictObject({
  handle: z.string(),
  /** Name of the file or folder. */
  name: z.string(),
  /** Its folder, shortened for reading; for nothing else. */
  folder: z.string(),
});

/** {@link openGraphSchema} as a type. */
export type OpenGraph = z.infer<typeof openGraphSchema>;

/** A model that was open before. */
export const recentGraphSchema = z.strictObject({ id: z.string(), name: z.string(), folder: z.string() });

/** {@link recentGraphSchema} as a type. */
export type RecentGraph = z.infer<typeof recentGraphSchema>;

const handle = z.string().max(100);
const place = z.number().int().nonnegative().max(1_000_000);
const boxIds = z.array(z.string().max(2000)).max(20_000);
/** Items of a scene that go at once, and edges. */
const sceneLimit = z.number().int().positive().max(2000);
const runtimeIds = z.array(z.string().max(100)).max(50).nullable();
const sorted = {
  handle,
  query: z.string().max(500),
  sort: z.enum(tableColumns),
  descending: z.boolean(),
};

/** What the process for models answers is made by Surd itself, and checked by its types alone. */
const made = <T>() => z.custom<T>();

export const graphChannels = {
  /** A dialog for a model file, or for a folder that holds a model; null when cancelled. Reads nothing yet. */
  'graph.pick': channel(z.strictObject({ what: z.enum(['file', 'folder']) }), openGraphSchema.nullable()),
  /** The first granted (dropped) file as a model. */
  'graph.openGranted': channel(z.strictObject({ grantId: z.string().max(100) }), openGraphSchema),
  /** A model of the model library. */
  'graph.openModel': channel(z.strictObject({ modelId: z.string().max(200) }), openGraphSchema),
  /** A model that does not run where it is meant to, for trying things: the second stage of a detector. */
  'graph.openSample': channel(z.strictObject({ sample: z.enum(graphSamples) }), openGraphSchema),
  'graph.listRecent': channel(z.strictObject({}), z.array(recentGraphSchema)),
  'graph.openRecent': channel(z.strictObject({ id: z.string().max(100) }), openGraphSchema),
  /** Reads the model; from then on it is among the recent ones. */
  'graph.read': channel(z.strictObject({ handle, limit: sceneLimit }), made<ReadModel>()),
  /** Gives up what is being read or worked out. */
  'graph.cancel': channel(z.strictObject({}), z.strictObject({})),
  'graph.scene': channel(
    z.strictObject({
      handle,
      graph: place,
      open: boxIds,
      runtime: z.string().max(100).nullable(),
      offset: place,
      limit: sceneLimit,
    }),
    made<ScenePart>(),
  ),
  'graph.allGroups': channel(z.strictObject({ handle, graph: place }), z.array(z.string())),
  'graph.node': channel(z.strictObject({ handle, graph: place, node: place }), made<NodeDetails | null>()),
  'graph.locate': channel(z.strictObject({ handle, graph: place, node: place }), made<NodePlace | null>()),
  'graph.table': channel(
    z.strictObject({ ...sorted, offset: place, limit: z.number().int().positive().max(500) }),
    made<{ readonly total: number; readonly rows: readonly NodeRow[] }>(),
  ),
  'graph.rowOf': channel(
    z.strictObject({ ...sorted, graph: place, node: place }),
    z.strictObject({ index: z.number().nullable() }),
  ),
  'graph.trace': channel(
    z.strictObject({ handle, graph: place, node: place, direction: z.enum(['inputs', 'outputs']) }),
    made<TracedNodes>(),
  ),
  'graph.shortestPath': channel(
    z.strictObject({ handle, graph: place, from: place, to: place }),
    made<TracedNodes | null>(),
  ),
  'graph.constantStatistics': channel(
    z.strictObject({ handle, constant: place }),
    made<ConstantStatistics | null>(),
  ),
  'graph.constantValues': channel(
    z.strictObject({
      handle,
      constant: place,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().positive().max(1000),
    }),
    made<ConstantValues>(),
  ),
  /** Asks for a place and writes the constant there as a NumPy file; null when cancelled. */
  'graph.saveConstant': channel(
    z.strictObject({ handle, constant: place, name: z.string().max(500) }),
    z.strictObject({ path: z.string() }).nullable(),
  ),
  'graph.diagnose': channel(z.strictObject({ handle, runtimes: runtimeIds }), made<GraphDiagnosis>()),
  /** Loads an ONNX model, and each kind of its nodes by itself, in the runtime that comes with the app. */
  'graph.askRuntime': channel(z.strictObject({ handle }), made<RuntimeAnswer>()),
  /** Reads an error of ONNX Runtime about the model, and finds its node. */
  'graph.explainError': channel(
    z.strictObject({ handle, said: z.string().max(20_000) }),
    made<ExplainedError>(),
  ),
  /** Asks for a place and writes the report there; null when cancelled. */
  'graph.saveReport': channel(
    z.strictObject({ handle, runtimes: runtimeIds, form: z.enum(['markdown', 'json']) }),
    z.strictObject({ path: z.string() }).nullable(),
  ),
  /** Asks for a place and writes the picture there; null when cancelled. */
  'graph.savePicture': channel(
    z.strictObject({
      handle,
      form: z.enum(['svg', 'png']),
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 256 * 1024 * 1024),
    }),
    z.strictObject({ path: z.string() }).nullable(),
  ),
} as const;
