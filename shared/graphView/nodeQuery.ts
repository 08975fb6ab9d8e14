import { AppError } from '../base/errors.ts';
import { qualifiedOpType } from '../model/modelDescription.ts';
import type { AttributeValue, Graph, GraphNode, ModelGraph } from '../model/modelGraph.ts';
import type { ValueType } from '../model/valueType.ts';
import { shapeText } from './buildScene.ts';
import type { NodeCost } from './nodeCosts.ts';

/** Words with a colon that a query knows. */
export const queryFields = [
  'op',
  'name',
  'tensor',
  'attr',
  'shape',
  'dtype',
  'scope',
  'graph',
  'bytes',
  'params',
  'macs',
] as const;

/** One of {@link queryFields}. */
export type QueryField = (typeof queryFields)[number];

/** One condition of a query; all have to hold. A null field looks at operator, name and tensors. */
export interface QueryTerm {
  readonly field: QueryField | null;
  readonly text: string;
  readonly isNegated: boolean;
}

/**
 * Reads a query such as `op:Conv dtype:float16 scope:fpn`. Quotes hold spaces together, a minus in front turns a condition
 * round, `bytes:>1000` compares, `attr:group=2` asks for a value, `shape:1x3x*` for a shape with anything at the end.
 *
 * @throws AppError `graph.badQuery` for a field that there is not, or a number that is none
 */
export function parseQuery(text: string): readonly QueryTerm[] {
  const terms: QueryTerm[] = [];
  for (const match of text.matchAll(/(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))/g)) {
    const [whole, minus = '', word, quoted, bare] = match;
    const value = quoted ?? bare ?? '';
    const field = word?.toLowerCase();
    if (field !== undefined && !isField(field)) {
      // A name may hold a colon itself (`gpu_0:conv`): only short lower-case words are taken for fields.
      if (/^[a-z]{2,8}$/.test(word ?? '') && quoted === undefined && !value.startsWith(':')) {
        throw new AppError(
          'graph.badQuery',
          `There is no “${word ?? ''}:”; there are ${queryFields.join(', ')}.`,
          { field: word ?? '' },
        );
      }
      terms.push({ field: null, text: whole.replace(/^-/, ''), isNegated: minus !== '' });
      continue;
    }
    if (field !== undefined && isNumeric(field) && !/^(>=|<=|>|<|=)?\d+(\.\d+)?[kKmMgG]?$/.test(value)) {
      throw new AppError(
        'graph.badQuery',
        `“${field}:” takes a number, as in ${field}:>1000 or ${field}:<2M.`,
        {
          field,
        },
      );
    }
    if (value !== '') terms.push({ field: field ?? null, text: value, isNegated: minus !== '' });
  }
  return terms;
}

/** Whether all conditions of a query hold for a node. */
export function matchesQuery(
  terms: readonly QueryTerm[],
  model: ModelGraph,
  graph: Graph,
  node: GraphNode,
  cost: NodeCost | null,
  scope: string,
): boolean {
  return terms.every((term) => holds(term, model, graph, node, cost, scope) !== term.isNegated);
}

function holds(
  { field, text }: QueryTerm,
  model: ModelGraph,
  graph: Graph,
  node: GraphNode,
  cost: NodeCost | null,
  scope: string,
): boolean {
  const wanted = text.toLowerCase();
  const within = (name: string): boolean => name.toLowerCase().includes(wanted);
  switch (field) {
    case null:
      return within(qualifiedOpType(node)) || within(node.name) || tensorNames(graph, node).some(within);
    case 'op':
      // A whole name first: op:Conv is not ConvTranspose. A star opens it.
      return (
        wildcard(wanted).test(node.opType.toLowerCase()) ||
        wildcard(wanted).test(qualifiedOpType(node).toLowerCase())
      );
    case 'name':
      return within(node.name);
    case 'tensor':
      return tensorNames(graph, node).some(within);
    case 'scope':
      return within(scope);
    case 'graph':
      return within(graph.name);
    case 'dtype':
      return types(graph, node).some((type) => type.kind === 'tensor' && type.dtype === wanted);
    case 'shape': {
      const pattern = wildcard(wanted.replaceAll(/[x,\s]/g, '×').replaceAll(/[[\]]/g, ''));
      return types(graph, node).some((type) => type.kind === 'tensor' && pattern.test(shapeText(type.shape)));
    }
    case 'attr': {
      const [name = '', value] = wanted.split('=', 2);
      return node.attributes.some(
        (attribute) =>
          attribute.name.toLowerCase() === name &&
          (value === undefined || attributeText(model, attribute.value).toLowerCase() === value),
      );
    }
    case 'bytes':
      return compares(text, cost?.bytes ?? 0);
    case 'params':
      return compares(text, cost?.parameters ?? 0);
    case 'macs':
      return compares(text, cost?.multiplyAdds ?? 0);
  }
}

function isField(word: string): word is QueryField {
  return (queryFields as readonly string[]).includes(word);
}

function isNumeric(field: QueryField): boolean {
  return field === 'bytes' || field === 'params' || field === 'macs';
}

function wildcard(text: string): RegExp {
  const escaped = text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

function compares(text: string, value: number): boolean {
  const [, sign = '', digits = '0', , unit = ''] =
    /^(>=|<=|>|<|=)?(\d+(\.\d+)?)([kKmMgG]?)$/.exec(text) ?? [];
  const factor = { k: 1e3, m: 1e6, g: 1e9 }[unit.toLowerCase()] ?? 1;
  const limit = Number(digits) * factor;
  switch (sign) {
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    default:
      return value === limit;
  }
}

function tensorNames(graph: Graph, node: GraphNode): readonly string[] {
  return [...node.inputs, ...node.outputs].flatMap((id) =>
    id === null ? [] : [graph.values[id]?.name ?? ''],
  );
}

function types(graph: Graph, node: GraphNode): readonly ValueType[] {
  return [...node.inputs, ...node.outputs].flatMap((id) => {
    const type = id === null ? null : graph.values[id]?.type;
    return type === null || type === undefined ? [] : [type];
  });
}

/** An attribute as people read it; long lists end in `… (n)`. */
export function attributeText(model: ModelGraph, value: AttributeValue): string {
  const list = (parts: readonly (string | number | boolean)[], length: number): string =>
    `[${parts.join(', ')}${length > parts.length ? `, … (${length})` : ''}]`;
  switch (value.kind) {
    case 'int':
      return value.exact ?? String(value.value);
    case 'float':
      // Stored as float32: shown with the digits that tell it from its neighbours.
      return String(Number(value.value.toPrecision(7)));
    case 'bool':
    case 'string':
      return String(value.value);
    case 'bytes':
      return `${value.length} bytes ${value.hex}`;
    case 'ints':
      return list(value.exact ?? value.values, value.length);
    case 'floats':
      return list(
        value.values.map((item) => Number(item.toPrecision(7))),
        value.length,
      );
    case 'bools':
      return list(value.values, value.length);
    case 'strings':
      return list(value.values, value.length);
    case 'dtype':
      return value.value;
    case 'dtypes':
      return list(value.values, value.values.length);
    case 'shape':
      return `[${value.value === null ? '?' : shapeText(value.value)}]`;
    case 'shapes':
      return list(
        value.values.map((shape) => shapeText(shape)),
        value.values.length,
      );
    case 'type':
      return typeName(value.value);
    case 'types':
      return list(value.values.map(typeName), value.values.length);
    case 'constant': {
      const constant = model.constants[value.constant];
      return constant === undefined ? '' : `${constant.dtype} [${shapeText(constant.shape)}]`;
    }
    case 'constants':
      return list(
        value.constants.map((id) => attributeText(model, { kind: 'constant', constant: id })),
        value.constants.length,
      );
    case 'graph':
      return model.graphs[value.graph]?.name ?? '';
    case 'graphs':
      return list(
        value.graphs.map((graph) => model.graphs[graph]?.name ?? ''),
        value.graphs.length,
      );
    case 'function':
      return value.name;
    case 'functions':
      return list(value.names, value.names.length);
    case 'reference':
      return `@${value.name}`;
  }
}

function typeName(type: ValueType | null): string {
  return type === null
    ? '?'
    : type.kind === 'tensor'
      ? `${type.dtype} [${shapeText(type.shape)}]`
      : type.kind;
}
