import type { ConstantStatistics } from '../../graphView/constants/constantStatistics.ts';
import type { GraphDiagnosis } from '../../graphView/diagnosis.ts';
import type { NodeDetails } from '../../graphView/nodeDetails.ts';
import type { NodeRow, TableColumn } from '../../graphView/nodeTable.ts';
import type { ModelOverview } from '../../graphView/overview.ts';
import type { ExplainedError, RuntimeAnswer } from '../../graphView/runtimeAnswer.ts';
import type { SceneEdge, SceneItem } from '../../graphView/scene.ts';
import type { Inspection } from '../../model/inspectModel.ts';
import type { ModelDescription } from '../../model/modelDescription.ts';
import type { GraphId, ModelGraph, NodeId } from '../../model/modelGraph.ts';

/** Part of a scene: the window takes a large one in pieces. */
export interface ScenePart {
  readonly graph: GraphId;
  readonly items: readonly SceneItem[];
  readonly edges: readonly SceneEdge[];
  readonly itemCount: number;
  readonly edgeCount: number;
}

/** A model that was read: what the window shows of it, and its main graph as it is opened at first. */
export interface ReadModel {
  readonly overview: ModelOverview;
  readonly scene: ScenePart;
}

/** How a node is brought into view: the graph's tab, what has to be open, and its box. */
export interface NodePlace {
  readonly graph: GraphId;
  readonly open: readonly string[];
  readonly box: string;
}

/** Nodes of a graph, and where they are seen. */
export interface TracedNodes {
  readonly nodes: readonly NodeId[];
  readonly boxes: readonly string[];
}

/** Elements of a constant, from a place on. */
export interface ConstantValues {
  /** Elements of the constant. */
  readonly count: number;
  /** As text, since whole numbers of 64 bits and strings are no numbers here. */
  readonly values: readonly string[];
  /** The bytes of those elements as hex, two digits each. */
  readonly hex: string;
}

/**
 * What the modelParse process answers. It alone reads untrusted model files; nothing outside a model's folder is
 * opened. `path` is absolute: a file, or the folder of a SavedModel or tfjs model. Errors: `file.*`, `model.*`, `graph.*`.
 */
export interface ModelParseMethods {
  /** A model in short. */
  describe(input: { readonly path: string }): Promise<ModelDescription>;
  /**
   * A model with what runtimes make of it, as `surd inspect --json` prints it.
   *
   * `runtimes` are ids of `RuntimeId`; null asks every runtime that fits the format. An id that is not known is
   * `ipc.badPayload`.
   */
  inspect(input: { readonly path: string; readonly runtimes: readonly string[] | null }): Promise<Inspection>;
  /** A model with all its graphs. Constants are named and measured, their bytes stay in the process. */
  open(input: { readonly path: string }): Promise<ModelGraph>;
  /** The content of one constant of a model, little-endian, from `offset`, at most `length` bytes of it. */
  readConstant(input: {
    readonly path: string;
    readonly constant: number;
    readonly offset: number;
    readonly length: number;
  }): Promise<{ readonly totalBytes: number; readonly bytes: Uint8Array }>;
  /** What the graph window shows first; `limit` bounds the scene's items and edges. */
  read(input: { readonly path: string; readonly limit: number }): Promise<ReadModel>;
  /** Part of a picture: items and edges from `offset`, at most `limit` of each. `runtime` colours it. */
  scene(input: {
    readonly path: string;
    readonly graph: GraphId;
    readonly open: readonly string[];
    readonly runtime: string | null;
    readonly offset: number;
    readonly limit: number;
  }): Promise<ScenePart>;
  /** An ONNX model in text as bytes that a runtime reads; null where the file is no text. */
  onnxBytes(input: { readonly path: string }): Promise<Uint8Array | null>;
  /** Ids of all groups of a graph: what "expand all" opens. */
  allGroups(input: { readonly path: string; readonly graph: GraphId }): Promise<readonly string[]>;
  /** What is known of a node; null when there is none. */
  node(input: {
    readonly path: string;
    readonly graph: GraphId;
    readonly node: NodeId;
  }): Promise<NodeDetails | null>;
  /** How to bring a node into view; a folded constant is shown as its consumer. Null when there is none. */
  locate(input: {
    readonly path: string;
    readonly graph: GraphId;
    readonly node: NodeId;
  }): Promise<NodePlace | null>;
  /** Rows of the node table that a query finds, sorted; from `offset`. */
  table(input: {
    readonly path: string;
    readonly query: string;
    readonly sort: TableColumn;
    readonly descending: boolean;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly total: number; readonly rows: readonly NodeRow[] }>;
  /** Place of a node in the sorted rows of a query; null when it is not among them. */
  rowOf(input: {
    readonly path: string;
    readonly query: string;
    readonly sort: TableColumn;
    readonly descending: boolean;
    readonly graph: GraphId;
    readonly node: NodeId;
  }): Promise<number | null>;
  /** Nodes that a node depends on, or that depend on it, and their boxes in the last scene of the graph. */
  trace(input: {
    readonly path: string;
    readonly graph: GraphId;
    readonly node: NodeId;
    readonly direction: 'inputs' | 'outputs';
  }): Promise<TracedNodes>;
  /** A shortest way between two nodes of a graph; null when there is none. */
  shortestPath(input: {
    readonly path: string;
    readonly graph: GraphId;
    readonly from: NodeId;
    readonly to: NodeId;
  }): Promise<TracedNodes | null>;
  /** What the numbers of a constant are like; null for text and types without numbers. */
  constantStatistics(input: {
    readonly path: string;
    readonly constant: number;
  }): Promise<ConstantStatistics | null>;
  /** Elements of a constant from `offset`, at most `limit`. */
  constantValues(input: {
    readonly path: string;
    readonly constant: number;
    readonly offset: number;
    readonly limit: number;
  }): Promise<ConstantValues>;
  /** A constant as a NumPy file. */
  constantNpy(input: { readonly path: string; readonly constant: number }): Promise<Uint8Array>;
  /** A model held against runtimes, as {@link inspect} but by cause, with places, matrix and cuts. */
  diagnose(input: {
    readonly path: string;
    readonly runtimes: readonly string[] | null;
  }): Promise<GraphDiagnosis>;
  /** Models of one node each, one for each kind of node, to ask a runtime about; none for formats other than ONNX. */
  nodeModels(input: {
    readonly path: string;
  }): Promise<readonly { readonly key: string; readonly bytes: Uint8Array }[]>;
  /**
   * Takes what a runtime said about the model as a whole and about each of {@link nodeModels}: null where it takes it,
   * else its error. From then on its word goes before the tables'.
   */
  takeAnswer(input: {
    readonly path: string;
    readonly whole: string | null;
    readonly nodes: readonly { readonly key: string; readonly error: string | null }[];
  }): Promise<RuntimeAnswer>;
  /** What an error of ONNX Runtime about this model means, and the node that it is about. */
  explainError(input: { readonly path: string; readonly said: string }): Promise<ExplainedError>;
  /** The report of a model as text. */
  report(input: {
    readonly path: string;
    readonly runtimes: readonly string[] | null;
    readonly form: 'markdown' | 'json';
  }): Promise<string>;
}
