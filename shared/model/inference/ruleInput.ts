import type { AttributeValue, GraphNode } from '../modelGraph.ts';
import type { DType, Shape } from '../valueType.ts';
import type { KnownShape } from './dimensions.ts';

/** What is known of a value while shapes are worked out. */
export interface Known {
  readonly dtype: DType | null;
  readonly shape: Shape;
  /** Content of a small vector or scalar of whole numbers, such as a shape; null when it is not known. */
  readonly content: KnownShape | null;
}

/** A node with what is known of its inputs. */
export interface RuleInput {
  readonly node: GraphNode;
  readonly inputs: readonly (Known | null)[];
  /** Operator set of the node's domain. */
  readonly opset: number;
  /** The constant of a tensor attribute. */
  readonly constant: (attribute: string) => Known | null;
}

/** What an operator gives, by output. */
export type Rule = (input: RuleInput) => readonly Known[];

/** Puts together what is known of a value. */
export const value = (dtype: DType | null, shape: Shape, content: KnownShape | null = null): Known => ({
  dtype,
  shape,
  content,
});
/** Nothing is known. */
export const unknown = value(null, null);

/** An attribute's value; null when the node has none of this name. */
export function attribute(input: RuleInput, name: string): AttributeValue | null {
  return input.node.attributes.find((candidate) => candidate.name === name)?.value ?? null;
}

/** A whole number, or its default. */
export function int(input: RuleInput, name: string, fallback: number): number {
  const found = attribute(input, name);
  return found?.kind === 'int' ? found.value : fallback;
}

/** A list of whole numbers; null when it is not there, or cut. */
export function ints(input: RuleInput, name: string): readonly number[] | null {
  const found = attribute(input, name);
  return found?.kind === 'ints' && found.length === found.values.length ? found.values : null;
}

/** A text, or its default. */
export function text(input: RuleInput, name: string, fallback: string): string {
  const found = attribute(input, name);
  return found?.kind === 'string' ? found.value : fallback;
}

/** What is known of one input. */
export const at = (input: RuleInput, index: number): Known => input.inputs[index] ?? unknown;

/** Whole numbers given as an attribute in old operator sets and as an input in new ones. */
export function listOf(input: RuleInput, name: string, index: number): KnownShape | null {
  return ints(input, name) ?? input.inputs[index]?.content ?? null;
}
