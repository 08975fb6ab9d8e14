import type { Graph, GraphId, NodeId } from '../model/modelGraph.ts';
import { foldConstants, type FoldedConstants } from './foldedConstants.ts';
import { bodiesOf } from './bodies.ts';
import { divideLevel } from './divideLevel.ts';
import { scopePaths } from './scopePaths.ts';
import { producersOf, topologicalRanks } from './topologicalOrder.ts';

/**
 * A place in the hierarchy of a graph. `op`: a node; `scope`: nodes with a common name; `repeat`: blocks of one structure
 * that follow each other; `block`: one of them where names do not tell it; `section`: a stretch of a level that has no names to
 * go by; `aside`: what the outputs do not need.
 */
export interface TreeItem {
  /** `n12` for a node, `s3` for the rest; unique within the graph and the same at each reading. */
  readonly id: string;
  readonly kind: 'op' | 'scope' | 'repeat' | 'block' | 'section' | 'aside';
  /** Name of a scope, stem of a repeat, number of a section on its level; empty where there is none. */
  readonly name: string;
  /** The whole path of a scope; empty for the rest. */
  readonly path: string;
  /** The node of an op; null for groups. */
  readonly node: NodeId | null;
  readonly children: readonly TreeItem[];
  /** Blocks of a repeat, which may stand in sections of their own; 0 for the rest. */
  readonly repeats: number;
  /** Nodes within, constants not counted. */
  readonly nodeCount: number;
  /** Structure as a text: equal texts are equal structures. */
  readonly signature: string;
}

/** The hierarchy of one graph. */
export interface ScopeTree {
  readonly graph: GraphId;
  readonly root: TreeItem;
  /** Groups from the outermost to the one that holds the node; undefined for a folded node. */
  readonly groupsOf: (node: NodeId) => readonly TreeItem[] | undefined;
  readonly folded: FoldedConstants;
  /** Place of each node in topological order. */
  readonly ranks: Int32Array;
}

/** A group as it is being put together. */
interface Draft {
  readonly name: string;
  readonly path: string;
  readonly groups: Map<string, Draft>;
  readonly nodes: NodeId[];
}

/** What the steps of the making share. */
export interface LevelContext {
  /** Place of a node in topological order. */
  readonly ranks: Int32Array;
  /** Unfolded producers of a node. */
  readonly producers: readonly (readonly NodeId[])[];
  readonly makeGroup: (
    kind: Exclude<TreeItem['kind'], 'op'>,
    name: string,
    path: string,
    children: readonly TreeItem[],
    repeats?: number,
  ) => TreeItem;
  /** First node of an item in topological order. */
  readonly firstRank: (item: TreeItem) => number;
}

/** From this many nodes on, what the outputs do not need gets a group of its own. */
const fewestAside = 12;

/**
 * Builds the hierarchy: scopes by name, repeated blocks folded, levels that stay too wide divided where the fewest values
 * cross. Deterministic.
 *
 * @param needed - the nodes that the outputs depend on, where converters prune the rest (saving and training parts of a
 *   TensorFlow graph): that is put aside. Null or none: all nodes are alike
 */
export function buildScopeTree(graph: Graph, needed: ReadonlySet<NodeId> | null = null): ScopeTree {
  const producers = producersOf(graph);
  const ranks = topologicalRanks(producers);
  const order = [...graph.nodes.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const folded = foldConstants(graph, order);
  const paths = scopePaths(graph);

  const shown = order.filter((id) => folded.isFolded[id] !== true);
  const unneeded = needed === null ? [] : shown.filter((id) => !needed.has(id));
  const hasAside = unneeded.length >= fewestAside && unneeded.length < shown.length;
  const top: Draft = { name: '', path: '', groups: new Map(), nodes: [] };
  const aside: Draft = { name: '', path: '', groups: new Map(), nodes: [] };
  for (const id of shown) {
    let draft = hasAside && needed?.has(id) === false ? aside : top;
    for (const part of paths[id] ?? []) {
      let inner = draft.groups.get(part);
      if (inner === undefined) {
        const path = draft.path === '' ? part : `${draft.path}/${part}`;
        inner = { name: part, path, groups: new Map(), nodes: [] };
        draft.groups.set(part, inner);
      }
      draft = inner;
    }
    draft.nodes.push(id);
  }

  let groupCount = 0;
  const first = new Map<string, number>();
  const firstRank = (item: TreeItem): number => first.get(item.id) ?? 0;
  const context: LevelContext = {
    ranks,
    producers,
    firstRank,
    makeGroup: (kind, name, path, children, repeats = 0) => {
      const item: TreeItem = {
        id: `s${groupCount++}`,
        kind,
        name,
        path,
        node: null,
        children,
        repeats,
        nodeCount: children.reduce((sum, child) => sum + child.nodeCount, 0),
        signature: signatureOf(children, producers),
      };
      first.set(item.id, Math.min(...children.map(firstRank)));
      return item;
    },
  };
  const makeOp = (id: NodeId): TreeItem => {
    const node = graph.nodes[id];
    const item: TreeItem = {
      id: `n${id}`,
      kind: 'op',
      name: node?.name ?? '',
      path: '',
      node: id,
      children: [],
      repeats: 0,
      nodeCount: 1,
      signature:
        node === undefined ? '' : `${node.domain}:${node.opType}${bodiesOf(node).length > 0 ? '*' : ''}`,
    };
    first.set(item.id, ranks[id] ?? 0);
    return item;
  };
  const finish = (draft: Draft): readonly TreeItem[] => {
    const items: TreeItem[] = draft.nodes.map(makeOp);
    for (const inner of draft.groups.values()) {
      const children = finish(inner);
      const [only] = children;
      if (only === undefined) continue;
      // A scope around one thing tells nothing that the thing does not, but where its blocks belong.
      if (children.length === 1) items.push(only.kind === 'repeat' ? namedWithin(inner, only) : only);
      else items.push(context.makeGroup('scope', shortName(inner), inner.path, children));
    }
    items.sort((a, b) => firstRank(a) - firstRank(b));
    return divideLevel(items, context);
  };
  const children = hasAside
    ? [...finish(top), context.makeGroup('aside', '', '', finish(aside))]
    : finish(top);
  const root: TreeItem = {
    id: 'root',
    kind: 'scope',
    name: graph.name,
    path: '',
    node: null,
    children,
    repeats: 0,
    nodeCount: children.reduce((sum, child) => sum + child.nodeCount, 0),
    signature: '',
  };

  const groups = new Map<NodeId, readonly TreeItem[]>();
  const visit = (item: TreeItem, above: readonly TreeItem[]): void => {
    if (item.node !== null) {
      groups.set(item.node, above);
      return;
    }
    const within = item === root ? above : [...above, item];
    for (const child of item.children) visit(child, within);
  };
  visit(root, []);
  return { graph: graph.id, root, groupsOf: (node) => groups.get(node), folded, ranks };
}

/** A number alone says nothing: `2` in `stage1` is shown as `stage1/2`. */
function shortName(draft: Draft): string {
  const parts = draft.path.split('/');
  let from = parts.length - 1;
  while (from > 0 && /^\d+$/.test(parts[from] ?? '')) from--;
  return parts.slice(from).join('/');
}

/** `stage2` around nothing but blocks is `stage2/bottleneck`; around blocks `stage2.0`, `stage2.1` it is `stage2`. */
function namedWithin(draft: Draft, repeat: TreeItem): TreeItem {
  const scope = shortName(draft);
  return repeat.name.startsWith(scope)
    ? repeat
    : { ...repeat, name: repeat.name === '' ? scope : `${scope}/${repeat.name}` };
}

/** Children in their order and the edges between them: what makes two groups alike. */
function signatureOf(children: readonly TreeItem[], producers: readonly (readonly NodeId[])[]): string {
  const childOf = new Map<NodeId, number>();
  const collect = (item: TreeItem, index: number): void => {
    if (item.node !== null) childOf.set(item.node, index);
    for (const child of item.children) collect(child, index);
  };
  children.forEach(collect);
  const edges = new Set<string>();
  for (const [node, index] of childOf) {
    for (const producer of producers[node] ?? []) {
      const from = childOf.get(producer);
      if (from !== undefined && from !== index) edges.add(`${from}>${index}`);
    }
  }
  return hash(`(${children.map(({ signature }) => signature).join(' ')}|${[...edges].sort().join(' ')})`);
}

/** Two 32-bit FNV-1a hashes with different bases: signatures stay short however deep scopes are nested. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `#${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}
