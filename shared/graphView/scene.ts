import type { GraphId, NodeId, ValueId } from '../model/modelGraph.ts';
import type { OperatorCategory } from './operatorCategory.ts';

/**
 * Something that is drawn. `op`, `scope`, `repeat`, `block`, `section` as in {@link TreeItem}; `body`: a graph shown within the
 * node that runs it; `input`, `output`: what goes into a graph and comes out of it.
 */
export type SceneItemKind =
  'op' | 'scope' | 'repeat' | 'block' | 'section' | 'aside' | 'body' | 'input' | 'output';

/** One box of the picture. */
export interface SceneItem {
  /** Unique in the scene and stable: it may be kept to open and close things. */
  readonly id: string;
  /** The open item around it; null at the top. */
  readonly parent: string | null;
  readonly kind: SceneItemKind;
  /** Operator, scope, attribute of a body, or name of an input. Empty where the window has words of its own. */
  readonly label: string;
  /** Second line: the attribute that matters, a type; empty for none. */
  readonly detail: string;
  readonly category: OperatorCategory;
  readonly graph: GraphId;
  /** Null for what is not one node. */
  readonly node: NodeId | null;
  /** Nodes within; 1 for a node. */
  readonly nodeCount: number;
  /** Blocks of a repeat, or inputs or outputs that share one box without a label; 0 for the rest. */
  readonly repeats: number;
  /** Constants that are folded into the node. */
  readonly constants: number;
  /** Nodes within that the chosen runtime cannot run, or runs under a condition only; 0 without a runtime. */
  readonly blocked: number;
  readonly conditional: number;
  /** Nodes within that stand outside the part that runs as it is. */
  readonly beyondCut: number;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  readonly width: number;
  readonly height: number;
}

/** A line between two boxes; several values between the same two are one line. */
export interface SceneEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Shape of the one value; empty for several. */
  readonly label: string;
  readonly count: number;
  /** The first value. */
  readonly value: { readonly graph: GraphId; readonly value: ValueId } | null;
  /** Order alone, no value. */
  readonly isControl: boolean;
  /** Leads back in a loop (NextIteration). */
  readonly isBack: boolean;
  /** Leaves the part that runs as it is, or enters it. */
  readonly isCut: boolean;
}

/** How a runtime colours nodes. */
export interface SceneMarks {
  readonly stateOf: (graph: GraphId, node: NodeId) => 'runs' | 'conditional' | 'blocked';
  /** Nodes of the main graph that run as they are; null when there is no cut to draw. */
  readonly cut: ReadonlySet<NodeId> | null;
}

/** What one level of a model looks like with some things open. */
export interface Scene {
  readonly graph: GraphId;
  readonly items: readonly SceneItem[];
  readonly edges: readonly SceneEdge[];
}
