import type { Message } from './messages/message.ts';
import type { DType, Shape, ValueType } from './valueType.ts';

/** The formats that can be read. */
export type ModelFormatId = 'onnx' | 'tflite' | 'tensorflow' | 'saved-model' | 'tfjs' | 'caffe2';

/** Place in {@link ModelGraph.graphs}. */
export type GraphId = number;
/** Place in {@link Graph.nodes}. */
export type NodeId = number;
/** Place in {@link Graph.values}. */
export type ValueId = number;
/** Place in {@link ModelGraph.constants}. */
export type ConstantId = number;

/** Where a thing stands in its file, so that a finding can point at it. */
export interface SourcePosition {
  /** Relative to the model's folder. */
  readonly file: string;
  /** First byte in a binary file; null in a text file and where the container does not tell. */
  readonly byteOffset: number | null;
  /** Line in a text file, from 1. */
  readonly line: number | null;
}

/**
 * The value of an attribute. Whole numbers beyond 2^53 keep their digits in `exact`; long lists are cut to their
 * first items, `length` tells how many there are.
 */
export type AttributeValue =
  | { readonly kind: 'int'; readonly value: number; readonly exact?: string }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly hex: string; readonly length: number }
  | {
      readonly kind: 'ints';
      readonly values: readonly number[];
      readonly exact?: readonly string[];
      readonly length: number;
    }
  | { readonly kind: 'floats'; readonly values: readonly number[]; readonly length: number }
  | { readonly kind: 'bools'; readonly values: readonly boolean[]; readonly length: number }
  | { readonly kind: 'strings'; readonly values: readonly string[]; readonly length: number }
  | { readonly kind: 'dtype'; readonly value: DType }
  | { readonly kind: 'dtypes'; readonly values: readonly DType[] }
  | { readonly kind: 'shape'; readonly value: Shape }
  | { readonly kind: 'shapes'; readonly values: readonly Shape[] }
  | { readonly kind: 'type'; readonly value: ValueType | null }
  | { readonly kind: 'types'; readonly values: readonly (ValueType | null)[] }
  | { readonly kind: 'constant'; readonly constant: ConstantId }
  | { readonly kind: 'constants'; readonly constants: readonly ConstantId[] }
  | { readonly kind: 'graph'; readonly graph: GraphId }
  | { readonly kind: 'graphs'; readonly graphs: readonly GraphId[] }
  /** A function by name; `graph` is null when the model does not hold it. */
  | { readonly kind: 'function'; readonly name: string; readonly graph: GraphId | null }
  | {
      readonly kind: 'functions';
      readonly names: readonly string[];
      readonly graphs: readonly (GraphId | null)[];
    }
  /** Taken from the enclosing function's attribute of this name. */
  | { readonly kind: 'reference'; readonly name: string };

/** A named attribute of a node. */
export interface NodeAttribute {
  readonly name: string;
  readonly value: AttributeValue;
}

/** One operator of a graph. */
export interface GraphNode {
  readonly id: NodeId;
  /** May be empty, and need not be unique. */
  readonly name: string;
  readonly opType: string;
  /** Operator set, empty for the format's own. */
  readonly domain: string;
  /** Version of the operator where the node carries one (TFLite, Caffe2); null otherwise. */
  readonly version: number | null;
  /** Null stands for an optional input that is left out. */
  readonly inputs: readonly (ValueId | null)[];
  readonly outputs: readonly (ValueId | null)[];
  /** Values of the same graph that the node's bodies take from it without being handed them. */
  readonly captured: readonly ValueId[];
  /** Nodes of the same graph that have to run before, without handing on a value. */
  readonly controlInputs: readonly NodeId[];
  readonly attributes: readonly NodeAttribute[];
  /** The function of this model that the operator calls; null for an operator of the runtime. */
  readonly calls: GraphId | null;
  readonly source: SourcePosition;
}

/** How a quantised value stands for real numbers. */
export interface Quantization {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  /** Dimension along which scales differ; null for one scale. */
  readonly axis: number | null;
}

/** A value that flows along edges: a graph input, a constant, or what a node gives. */
export interface GraphValue {
  readonly id: ValueId;
  readonly name: string;
  /** Null when the file does not tell. */
  readonly type: ValueType | null;
  /** True when `type` was worked out by us rather than read. */
  readonly isInferred: boolean;
  /** The node that gives it; null for inputs and constants. */
  readonly producer: NodeId | null;
  readonly constant: ConstantId | null;
  /** Of the enclosing graph from which this graph takes the value; null for a value of its own. */
  readonly outer: { readonly graph: GraphId; readonly value: ValueId } | null;
  readonly quantization: Quantization | null;
}

/** What a graph is within its model. */
export type GraphKind = 'main' | 'subgraph' | 'function' | 'initNet';

/** A graph, a subgraph or a function's body. */
export interface Graph {
  readonly id: GraphId;
  readonly name: string;
  readonly kind: GraphKind;
  /** The node whose attribute holds this graph; null at the top. */
  readonly parent: { readonly graph: GraphId; readonly node: NodeId; readonly attribute: string } | null;
  readonly nodes: readonly GraphNode[];
  readonly values: readonly GraphValue[];
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
}

/** A tensor that stands in the model. Its bytes are read on demand, see `ParsedModel.readConstant`. */
export interface ModelConstant {
  readonly id: ConstantId;
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  /** Bytes that it takes in its file, which for packed or sparse forms differs from the tensor's own size. */
  readonly storedBytes: number;
  readonly isSparse: boolean;
  /** A file beside the model that holds the bytes; null when they stand in the model's file. */
  readonly externalFile: string | null;
  /** False when the bytes cannot be had: the file beside the model is missing or too short. */
  readonly isAvailable: boolean;
}

/** Something that is wrong or odd with the file, and what to do about it. */
export interface ModelFinding {
  /** `area.reason`, stable. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: Message;
  readonly fix: readonly Message[];
  readonly graph: GraphId | null;
  readonly node: NodeId | null;
}

/** A model of any format. Plain data: it may be sent to another process as it is. */
export interface ModelGraph {
  readonly format: ModelFormatId;
  /** For example `ONNX IR 8` or `TFLite schema 3`. */
  readonly formatVersion: string;
  /** Whether the file is text. */
  readonly isText: boolean;
  readonly producer: string | null;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
  readonly graphs: readonly Graph[];
  readonly constants: readonly ModelConstant[];
  readonly findings: readonly ModelFinding[];
}
