import type { Message } from '../model/messages/message.ts';
import type { NodeVerdict } from '../model/operators/nodeVerdict.ts';
import type { RuntimeErrorFacts } from '../model/operators/onnxRuntimeError.ts';
import type { FindingPlace } from './diagnosis.ts';

/** An error of a runtime, read and placed. */
export interface ExplainedError {
  readonly message: string;
  readonly facts: RuntimeErrorFacts;
  /** The node that it is about; null where the text does not tell. */
  readonly place: FindingPlace | null;
  readonly fix: Message | null;
}

/** Where the tables and the runtime say different things about a node. */
export interface Disagreement {
  readonly opType: string;
  /** What the tables say. */
  readonly table: NodeVerdict['state'];
  /** What the runtime says; null when it takes the node. */
  readonly error: string | null;
  readonly places: readonly FindingPlace[];
  readonly count: number;
}

/** What the runtime that comes with the app says about an ONNX model. */
export interface RuntimeAnswer {
  /** Why the model as a whole does not load; null when it does. */
  readonly error: ExplainedError | null;
  /** Kinds of node that were asked about, each as a model of its own. */
  readonly asked: number;
  readonly agreements: number;
  /** Nodes that could not be asked about by themselves. */
  readonly notAsked: number;
  readonly disagreements: readonly Disagreement[];
}
