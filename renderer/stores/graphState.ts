import { type WireError } from '#shared/base/errors.ts';
import type { GraphDiagnosis } from '#shared/graphView/diagnosis.ts';
import type { SceneLayout } from '#shared/graphView/layout/layoutScene.ts';
import type { NodeDetails } from '#shared/graphView/nodeDetails.ts';
import type { ModelOverview } from '#shared/graphView/overview.ts';
import type { ExplainedError, RuntimeAnswer } from '#shared/graphView/runtimeAnswer.ts';
import type { Scene } from '#shared/graphView/scene.ts';
import type { OpenGraph, RecentGraph } from '#shared/ipc/contract/graph.ts';
import type { GraphId, NodeId } from '#shared/model/modelGraph.ts';

/** A node of the open model. */
export interface NodeKey {
  readonly graph: GraphId;
  readonly node: NodeId;
}

/** A scene with the places of its boxes: what is drawn. */
export interface Picture {
  readonly scene: Scene;
  readonly layout: SceneLayout;
}

/** What is lit up: all that a node depends on, all that depends on it, or a way between two. */
export type Highlight =
  | { readonly kind: 'inputs' | 'outputs'; readonly graph: GraphId; readonly node: NodeId }
  | { readonly kind: 'path'; readonly graph: GraphId; readonly from: NodeId; readonly to: NodeId };

/** What the drawer below the graph shows. */
export type GraphDrawer = 'findings' | 'matrix' | 'nodes';

export interface GraphState {
  readonly phase: 'empty' | 'reading' | 'ready' | 'failed';
  readonly file: OpenGraph | null;
  /** Why the file could not be read. */
  readonly error: WireError | null;
  readonly recent: readonly RecentGraph[];
  readonly overview: ModelOverview | null;
  /** The graph whose picture is shown. */
  readonly tab: GraphId;
  /** Graphs that were gone through to come to `tab`, itself last. */
  readonly trail: readonly GraphId[];
  /** Open boxes, by graph. */
  readonly open: ReadonlyMap<GraphId, ReadonlySet<string>>;
  readonly picture: Picture | null;
  /** A picture is being made. */
  readonly isDrawing: boolean;
  readonly selectedBox: string | null;
  readonly selection: NodeKey | null;
  readonly node: NodeDetails | null;
  /** The box to bring into view; its number changes with each request. */
  readonly focus: { readonly box: string | null; readonly request: number };
  readonly highlight: Highlight | null;
  readonly highlighted: ReadonlySet<string> | null;
  /** Where a way is to begin. */
  readonly pathStart: NodeKey | null;
  readonly query: string;
  /** Counts the requests to type a query. */
  readonly searchRequest: number;
  readonly drawer: GraphDrawer;
  readonly diagnosis: GraphDiagnosis | null;
  /** Runtimes that are asked; null: all that fit. */
  readonly runtimes: readonly string[] | null;
  /** What the runtime that comes with the app says; null until it was asked. */
  readonly answer: RuntimeAnswer | null;
  readonly isAsking: boolean;
  /** The error that the model was opened for; null when it was opened for itself. */
  readonly met: ExplainedError | null;
  /** The runtime that colours the graph; null for none. */
  readonly colouredBy: string | null;
}

/** No model is open; the recent ones are kept beside it. */
export const nothingOpen: Omit<GraphState, 'recent'> = {
  phase: 'empty',
  file: null,
  error: null,
  overview: null,
  tab: 0,
  trail: [0],
  open: new Map(),
  picture: null,
  isDrawing: false,
  selectedBox: null,
  selection: null,
  node: null,
  focus: { box: null, request: 0 },
  highlight: null,
  highlighted: null,
  pathStart: null,
  query: '',
  searchRequest: 0,
  drawer: 'findings',
  diagnosis: null,
  runtimes: null,
  answer: null,
  isAsking: false,
  met: null,
  colouredBy: null,
};
