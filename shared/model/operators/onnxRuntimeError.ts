import { type Message, say } from '../messages/message.ts';
import type { GraphId, ModelGraph, NodeId } from '../modelGraph.ts';

/** What an error of ONNX Runtime is about. */
export type RuntimeErrorReason =
  | 'unknownOperator'
  | 'missingOpset'
  | 'opsetTooNew'
  | 'noKernel'
  | 'type'
  | 'shape'
  | 'attribute'
  | 'arity'
  | 'missingValue'
  | 'duplicateValue'
  | 'cycle'
  | 'feeds'
  | 'running'
  | 'damaged'
  | 'other';

/** What can be read out of an error's text. */
export interface RuntimeErrorFacts {
  readonly reason: RuntimeErrorReason;
  readonly opType: string | null;
  /** Name of the node; null where the text names none. */
  readonly node: string | null;
  /** A tensor or an input that the text names. */
  readonly tensor: string | null;
  /** The text without what the runtime says about its own source. */
  readonly detail: string;
}

interface Fields {
  readonly opType?: string | undefined;
  readonly node?: string | undefined;
  readonly tensor?: string | undefined;
}

/** Forms of the texts of ONNX Runtime 1.16 to 1.30, the more exact first. */
const forms: readonly (readonly [
  reason: RuntimeErrorReason,
  pattern: RegExp,
  fields: (match: RegExpExecArray) => Fields,
])[] = [
  [
    'noKernel',
    /(?:NOT_IMPLEMENTED : )?(?:Could not find an implementation for|Failed to find kernel for) (?:the node )?([^\s:(]+)(?:\(\d+\)| ?\(\d+\))? node with name '([^']*)'/,
    ([, opType, node]) => ({ opType, node }),
  ],
  [
    'unknownOperator',
    /In Node, \("([^"]*)", ([^,]+), "[^"]*", -?\d+\).*No Op registered for/s,
    ([, node, opType]) => ({ node, opType }),
  ],
  [
    'missingOpset',
    /In Node, \("([^"]*)", ([^,]+), "[^"]*", -?\d+\).*No opset import for domain/s,
    ([, node, opType]) => ({ node, opType }),
  ],
  [
    'attribute',
    /In Node, \("([^"]*)", ([^,]+), "[^"]*", -?\d+\).*(?:[Aa]ttribute)/s,
    ([, node, opType]) => ({ node, opType }),
  ],
  [
    'arity',
    /In Node, \("([^"]*)", ([^,]+), "[^"]*", -?\d+\).*(?:input size|output size)/s,
    ([, node, opType]) => ({ node, opType }),
  ],
  ['other', /In Node, \("([^"]*)", ([^,]+), "[^"]*", -?\d+\)/, ([, node, opType]) => ({ node, opType })],
  [
    'type',
    /Type '[^']*' of (?:input|output) (?:parameter|arg) \(([^)]*)\) of (?:operator|node) \(([^)]*)\)(?: in node \(([^)]*)\))?/,
    ([, tensor, opType, node]) => ({ tensor, opType, node }),
  ],
  [
    'type',
    /Type parameter \([^)]*\) of Optype \(([^)]*)\) bound to different types .* in node \(([^)]*)\)/,
    ([, opType, node]) => ({ opType, node }),
  ],
  [
    'shape',
    /Node \(([^)]*)\) Op \(([^)]*)\) \[(?:Shape|Type)InferenceError\]/,
    ([, node, opType]) => ({ node, opType }),
  ],
  [
    'shape',
    /Node:\s*(\S*) Output:\s*(\S+) \[ShapeInferenceError\]/,
    ([, node, tensor]) => ({ node, tensor }),
  ],
  [
    'running',
    /Non-zero status code returned while running (\S+) node\. Name:\s*'([^']*)'/,
    ([, opType, node]) => ({ opType, node }),
  ],
  [
    'missingValue',
    /[Nn]ode input '([^']*)' is not a graph input, initializer, or output of a previous node/,
    ([, tensor]) => ({ tensor }),
  ],
  ['duplicateValue', /Duplicate definition of name \(([^)]*)\)/, ([, tensor]) => ({ tensor })],
  ['duplicateValue', /Duplicate definition-site for \(([^)]*)\)/, ([, tensor]) => ({ tensor })],
  ['cycle', /not acyclic/, () => ({})],
  ['opsetTooNew', /Opset \d+ is under development|official support for domain/, () => ({})],
  [
    'unknownOperator',
    /(?:ai\.onnx[\w.]*:|:)?(\w+)\(-?\d+\) is not a registered function\/op/,
    ([, opType]) => ({ opType }),
  ],
  [
    'feeds',
    /(?:Invalid rank for input|Got invalid dimensions for input): (\S+)/,
    ([, tensor]) => ({ tensor }),
  ],
  ['feeds', /input '([^']*)' is missing in 'feeds'/, ([, tensor]) => ({ tensor })],
  ['feeds', /Unexpected input data type|Invalid [Ff]eed Input Name/, () => ({})],
  ['damaged', /[Pp]rotobuf parsing failed|INVALID_PROTOBUF/, () => ({})],
];

/** Reads the text of an error of ONNX Runtime, of loading or of running. Texts of no known form are `other`. */
export function parseOnnxRuntimeError(message: string): RuntimeErrorFacts {
  const detail = message
    .replaceAll(/\/onnxruntime_src\/\S+ /g, '')
    .replace(/^\w[\w :*&<>,]*::\w+\([^)]*\) /, '')
    .trim();
  for (const [reason, pattern, fieldsOf] of forms) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const { opType, node, tensor } = fieldsOf(match);
    return {
      reason,
      opType: emptyIsNull(opType),
      node: emptyIsNull(node),
      tensor: emptyIsNull(tensor),
      detail,
    };
  }
  return { reason: 'other', opType: null, node: null, tensor: null, detail };
}

function emptyIsNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/**
 * Finds the node that an error is about: by its name, by a tensor that it gives or takes, or by its operator where the
 * model has it once. Null where the text does not tell.
 */
export function nodeOfRuntimeError(
  model: ModelGraph,
  { node: name, opType, tensor, reason }: RuntimeErrorFacts,
): { readonly graph: GraphId; readonly node: NodeId } | null {
  const nodes = model.graphs.flatMap(({ id: graph, nodes: list, values }) =>
    list.map((node) => ({ graph, node, values })),
  );
  const place = (found: (typeof nodes)[number] | undefined) =>
    found === undefined ? null : { graph: found.graph, node: found.node.id };
  if (name !== null) {
    const named = nodes.filter(({ node }) => node.name === name);
    const exact = named.find(({ node }) => opType === null || node.opType === opType) ?? named[0];
    if (exact !== undefined) return place(exact);
  }
  if (tensor !== null && reason !== 'type') {
    const touches = (ids: readonly (number | null)[], values: (typeof nodes)[number]['values']): boolean =>
      ids.some((id) => id !== null && values[id]?.name === tensor);
    // Of two that give the same name, the second one is the mistake.
    const givers = nodes.filter(({ node, values }) => touches(node.outputs, values));
    const taker = nodes.find(({ node, values }) => touches(node.inputs, values));
    const found = reason === 'duplicateValue' ? givers.at(-1) : (taker ?? givers[0]);
    if (found !== undefined) return place(found);
  }
  if (opType === null) return null;
  const same = nodes.filter(({ node }) => node.opType === opType);
  return same.length === 1 ? place(same[0]) : null;
}

/** What to do about an error; null where nothing is known to help. */
export function adviceForRuntimeError({ reason, opType, tensor }: RuntimeErrorFacts): Message | null {
  switch (reason) {
    case 'unknownOperator':
    case 'noKernel':
      return say(`error.${reason}`, { op: opType });
    case 'missingValue':
    case 'duplicateValue':
      return say(`error.${reason}`, { tensor });
    case 'other':
      return null;
    default:
      return say(`error.${reason}`);
  }
}
