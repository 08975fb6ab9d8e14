import type { Message } from '../messages/message.ts';

/** Stable codes of what keeps a node from running, or sets it a condition. */
export type VerdictCode =
  | 'op.unsupported'
  | 'op.custom'
  | 'op.unknown'
  | 'op.needsSelectTf'
  | 'op.fallback'
  | 'op.condition'
  | 'op.unsupportedType'
  | 'op.unsupportedAttribute'
  | 'op.needsCast'
  | 'op.deprecated'
  | 'op.decomposed'
  | 'op.newerVersion'
  | 'op.unverified'
  | 'opset.tooNew'
  | 'opset.tooOld'
  | 'opset.missing'
  | 'controlFlow.tf1';

/** What a runtime does with one node. `conditional`: it runs, but only with a cast, a fallback or an extra library. */
export interface NodeVerdict {
  readonly state: 'runs' | 'conditional' | 'does-not-run';
  /** Null when there is nothing to say. */
  readonly code: VerdictCode | null;
  /** Why; null when there is nothing to say. */
  readonly message: Message | null;
}

/** Nothing stands in the way. */
export const runs: NodeVerdict = { state: 'runs', code: null, message: null };

/** A node that runs under a condition. */
export function conditional(code: VerdictCode, message: Message): NodeVerdict {
  return { state: 'conditional', code, message };
}

/** A node that the runtime cannot run. */
export function doesNotRun(code: VerdictCode, message: Message): NodeVerdict {
  return { state: 'does-not-run', code, message };
}
