import { qualifiedOpType } from '../model/modelDescription.ts';
import { requiredInputs } from '../model/modelDescription.ts';
import type { Graph, GraphId, GraphNode, ModelGraph, NodeId, ValueId } from '../model/modelGraph.ts';
import type { Shape, ValueType } from '../model/valueType.ts';
import { bodiesOf, takenByBodies, takenFromOutside, type TakenValue } from './bodies.ts';
import { operatorCategory } from './operatorCategory.ts';
import { operatorDetail } from './operatorDetail.ts';
import type { Scene, SceneEdge, SceneItem, SceneMarks } from './scene.ts';
import type { ScopeTree, TreeItem } from './scopeTree.ts';

const unmarked = { blocked: 0, conditional: 0, beyondCut: 0 };

/** More inputs or outputs than this are one box with a count. */
const maxPorts = 16;
/** Bodies within bodies that open in place; deeper ones open as a tab. */
const maxDepth = 12;
/** Boxes that a scene may have: opening everything in a huge model stops here. */
export const maxSceneItems = 12_000;

/** Something of a graph that is shown, at the place where it is shown: functions may be shown more than once. */
interface Shown {
  readonly prefix: string;
  readonly graph: Graph;
  readonly tree: ScopeTree;
  /** Visible item for each node; undefined for a folded one. */
  readonly boxOf: (string | undefined)[];
  readonly inputBoxOf: Map<ValueId, string>;
  readonly outer: Shown | null;
  /** In a body that is shown by itself: boxes of the values that it takes from graphs around it, by {@link keyOf}. */
  readonly takenBoxOf: Map<string, string>;
}

/** A scene, and for each node of its graph the box that it is seen as; undefined for a folded node. */
export interface BuiltScene {
  readonly scene: Scene;
  readonly boxOf: readonly (string | undefined)[];
}

/**
 * Makes the picture's boxes and lines from a graph.
 *
 * @param treeOf - the hierarchy of a graph, kept by the caller
 * @param open - ids of the items that are open
 * @param marks - what a runtime makes of the nodes; null for none
 */
export function buildScene(
  model: ModelGraph,
  graphId: GraphId,
  treeOf: (graph: GraphId) => ScopeTree,
  open: ReadonlySet<string>,
  marks: SceneMarks | null = null,
): BuiltScene {
  const items: SceneItem[] = [];
  const edges = new Map<string, SceneEdge>();
  const shown: Shown[] = [];

  const showGraph = (
    id: GraphId,
    prefix: string,
    parent: string | null,
    outer: Shown | null,
    depth: number,
  ): void => {
    const graph = model.graphs[id];
    if (graph === undefined) return;
    const tree = treeOf(id);
    const here: Shown = {
      prefix,
      graph,
      tree,
      boxOf: new Array<string | undefined>(graph.nodes.length),
      inputBoxOf: new Map(),
      outer,
      takenBoxOf: new Map(),
    };
    shown.push(here);
    showInputs(here, parent);
    if (outer === null) showTaken(here, parent);
    for (const child of tree.root.children) showItem(here, child, parent, depth);
    showOutputs(here, parent);
  };

  const showItem = (here: Shown, item: TreeItem, parent: string | null, depth: number): void => {
    const id = `${here.prefix}${item.id}`;
    const isFull = items.length >= maxSceneItems;
    if (item.node !== null) {
      const node = here.graph.nodes[item.node];
      if (node !== undefined) showNode(here, node, id, parent, depth, isFull);
      return;
    }
    const isOpen = open.has(id) && !isFull;
    items.push({
      ...groupItem(here, item),
      id,
      parent,
      isOpen,
      ...(isOpen ? { width: 0, height: 0 } : {}),
    });
    if (isOpen) for (const child of item.children) showItem(here, child, id, depth);
    else assignAll(item, here, id);
  };

  const showNode = (
    here: Shown,
    node: GraphNode,
    id: string,
    parent: string | null,
    depth: number,
    isFull: boolean,
  ): void => {
    const bodies = bodiesOf(node).filter(({ graph }) => !isWithin(here, graph));
    const canOpen = bodies.length > 0 && depth < maxDepth;
    const isOpen = canOpen && open.has(id) && !isFull;
    here.boxOf[node.id] = id;
    items.push({ ...nodeItem(here, node), id, parent, canOpen, isOpen });
    if (!isOpen) return;
    for (const body of bodies) {
      const bodyId = `${id}/g${body.graph}`;
      const graph = model.graphs[body.graph];
      if (graph === undefined) continue;
      items.push({
        id: bodyId,
        parent: id,
        kind: 'body',
        label: body.attribute === '' ? graph.name : body.attribute,
        detail: '',
        category: 'controlFlow',
        graph: body.graph,
        node: null,
        nodeCount: treeOf(body.graph).root.nodeCount,
        repeats: 0,
        constants: 0,
        ...unmarked,
        canOpen: false,
        isOpen: true,
        width: 0,
        height: 0,
      });
      showGraph(body.graph, `${bodyId}.`, bodyId, here, depth + 1);
    }
  };

  const showInputs = (here: Shown, parent: string | null): void => {
    const inputs = requiredInputs(here.graph, model.format).filter(
      (value) => (here.graph.values[value]?.producer ?? null) === null,
    );
    if (inputs.length > maxPorts) {
      const id = `${here.prefix}in`;
      items.push(sharedPort(here, id, parent, 'input', inputs.length));
      for (const value of inputs) here.inputBoxOf.set(value, id);
      return;
    }
    for (const value of inputs) {
      const id = `${here.prefix}in${value}`;
      const { name = '', type = null } = here.graph.values[value] ?? {};
      items.push(portItem(here, id, parent, 'input', name, typeLabel(type)));
      here.inputBoxOf.set(value, id);
    }
  };

  const showTaken = (here: Shown, parent: string | null): void => {
    const taken = takenFromOutside(model, here.graph);
    const isMany = taken.length > maxPorts;
    if (isMany) items.push(sharedPort(here, `${here.prefix}taken`, parent, 'input', taken.length));
    for (const each of taken) {
      const id = isMany ? `${here.prefix}taken` : `${here.prefix}taken${each.graph}.${each.value}`;
      const { name = '', type = null } = model.graphs[each.graph]?.values[each.value] ?? {};
      if (!isMany) items.push(portItem(here, id, parent, 'input', name, typeLabel(type)));
      here.takenBoxOf.set(keyOf(each), id);
    }
  };

  const showOutputs = (here: Shown, parent: string | null): void => {
    const { graph, prefix } = here;
    const isMany = graph.outputs.length > maxPorts;
    if (isMany) items.push(sharedPort(here, `${prefix}out`, parent, 'output', graph.outputs.length));
    graph.outputs.forEach((value, index) => {
      const found = graph.values[value];
      if (found === undefined) return;
      const id = isMany ? `${prefix}out` : `${prefix}out${index}`;
      if (!isMany) items.push(portItem(here, id, parent, 'output', found.name, typeLabel(found.type)));
    });
  };

  showGraph(graphId, `g${graphId}.`, null, null, 0);

  const connect = (
    source: string,
    target: string,
    /** Null for order alone. */
    value: TakenValue | null,
    isBack: boolean,
  ): void => {
    // A line to the box around itself, or from it, tells nothing.
    if (source === target || source.startsWith(`${target}/`) || target.startsWith(`${source}/`)) return;
    const isControl = value === null;
    const key = `${source}\n${target}`;
    const known = edges.get(key);
    if (known === undefined || (known.isControl && !isControl)) {
      edges.set(key, {
        id: `e${edges.size}:${key}`,
        source,
        target,
        label: value === null ? '' : shapeLabel(model.graphs[value.graph]?.values[value.value]?.type ?? null),
        count: 1,
        value,
        isControl,
        isBack,
        isCut: false,
      });
    } else if (!isControl && (known.value?.value !== value.value || known.value.graph !== value.graph)) {
      edges.set(key, { ...known, label: '', count: known.count + 1, isBack: known.isBack && isBack });
    }
  };
  const sourceOutside = (here: Shown, taken: TakenValue): string | undefined => {
    const around = shownAround(here, taken.graph);
    return around === null ? shown[0]?.takenBoxOf.get(keyOf(taken)) : sourceOf(around, taken.value);
  };
  const sourceOf = (here: Shown, value: ValueId): string | undefined => {
    const found = here.graph.values[value];
    if (found === undefined) return undefined;
    if (found.outer !== null) {
      return sourceOutside(here, found.outer);
    }
    if (found.producer !== null) return here.boxOf[found.producer];
    return here.inputBoxOf.get(value);
  };
  const opened = new Set(items.flatMap(({ id, isOpen }) => (isOpen ? [id] : [])));
  for (const here of shown) {
    const { graph, boxOf, tree, prefix } = here;
    for (const node of graph.nodes) {
      const target = boxOf[node.id];
      if (target === undefined) continue;
      for (const input of node.inputs) {
        if (input === null) continue;
        const source = sourceOf(here, input);
        const producer = graph.values[input]?.producer ?? null;
        const isBack = producer !== null && /^(Ref)?NextIteration$/.test(graph.nodes[producer]?.opType ?? '');
        if (source !== undefined) connect(source, target, { graph: graph.id, value: input }, isBack);
      }
      // Where its bodies are shown, they are led to themselves.
      for (const taken of opened.has(target) ? [] : takenByBodies(model, node)) {
        const source = sourceOutside(here, taken);
        if (source !== undefined) connect(source, target, taken, false);
      }
      for (const control of node.controlInputs) {
        const source = boxOf[control];
        if (source !== undefined && tree.folded.isFolded[control] !== true)
          connect(source, target, null, false);
      }
    }
    const isMany = graph.outputs.length > maxPorts;
    graph.outputs.forEach((value, index) => {
      const source = sourceOf(here, value);
      if (source !== undefined)
        connect(source, isMany ? `${prefix}out` : `${prefix}out${index}`, { graph: graph.id, value }, false);
    });
  }
  // What nothing leads to or from, in a body that takes its values from outside, is left out as a box.
  const joined = new Set<string>();
  for (const { source, target } of edges.values()) joined.add(source).add(target);
  const scene = {
    graph: graphId,
    items: items.filter(({ kind, id, parent }) => kind !== 'input' || parent === null || joined.has(id)),
    edges: [...edges.values()],
  };
  return {
    scene: marks === null ? scene : markScene(scene, shown, marks),
    boxOf: shown[0]?.boxOf ?? [],
  };
}

/** Writes on each box how many of its nodes a runtime stops at, and on each line whether it crosses the cut. */
function markScene(scene: Scene, shown: readonly Shown[], marks: SceneMarks): Scene {
  const counts = new Map<string, { blocked: number; conditional: number; beyondCut: number }>();
  for (const { graph, boxOf } of shown) {
    boxOf.forEach((box, node) => {
      if (box === undefined) return;
      const count = counts.get(box) ?? { ...unmarked };
      counts.set(box, count);
      const state = marks.stateOf(graph.id, node);
      if (state !== 'runs') count[state]++;
      if (marks.cut !== null && graph.id === 0 && !marks.cut.has(node)) count.beyondCut++;
    });
  }
  const isBeyond = (box: string): boolean => (counts.get(box)?.beyondCut ?? 0) > 0;
  return {
    graph: scene.graph,
    items: scene.items.map((item) => ({ ...item, ...counts.get(item.id) })),
    edges: scene.edges.map((edge) => ({
      ...edge,
      isCut:
        marks.cut !== null &&
        counts.has(edge.source) &&
        counts.has(edge.target) &&
        isBeyond(edge.source) !== isBeyond(edge.target),
    })),
  };
}

/** A level of this many boxes shows too little to begin with. */
const sparseLevel = 8;

/** Items to open at first: whole levels, as long as the picture stays readable. */
export function initiallyOpen(tree: ScopeTree, prefix: string, budget: number): readonly string[] {
  const open: string[] = [];
  let level = tree.root.children;
  let count = level.length;
  for (;;) {
    // Repeated blocks stay folded, unless there is hardly anything else to see.
    const groups = level.filter(
      ({ kind }) => kind !== 'op' && kind !== 'aside' && (kind !== 'repeat' || count <= sparseLevel),
    );
    const added = groups.reduce((sum, { children }) => sum + children.length, 0);
    if (groups.length === 0 || count + added > budget) return open;
    count += added;
    open.push(...groups.map(({ id }) => `${prefix}${id}`));
    // One block is like the next: none of them is opened.
    level = groups.flatMap(({ kind, children }) => (kind === 'repeat' ? [] : children));
  }
}

function assignAll(item: TreeItem, here: Shown, box: string): void {
  if (item.node !== null) here.boxOf[item.node] = box;
  for (const child of item.children) assignAll(child, here, box);
}

function keyOf({ graph, value }: TakenValue): string {
  return `${graph} ${value}`;
}

/** A graph as it is shown here, or as the nearest around it. */
function shownAround(here: Shown, graph: GraphId): Shown | null {
  for (let around: Shown | null = here; around !== null; around = around.outer) {
    if (around.graph.id === graph) return around;
  }
  return null;
}

/** A function that calls itself is not opened within itself. */
function isWithin(here: Shown, graph: GraphId): boolean {
  return shownAround(here, graph) !== null;
}

/** Rough widths at 12 px; the window cuts what is longer. */
function widthOf(label: string, detail: string): number {
  const wide = textWidth(label, 7.2, 12);
  const narrow = textWidth(detail, 7, 12);
  return Math.round(Math.min(240, Math.max(64, Math.max(wide, narrow) + 24)));
}

function textWidth(text: string, latin: number, wide: number): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) width += text.charCodeAt(at) > 0x2e7f ? wide : latin;
  return width;
}

function nodeItem(here: Shown, node: GraphNode): Omit<SceneItem, 'id' | 'parent' | 'canOpen' | 'isOpen'> {
  const { graph, tree } = here;
  const constants = tree.folded.constantsOf(node.id);
  const [, weight] = node.inputs;
  const type = weight === undefined || weight === null ? null : (graph.values[weight]?.type ?? null);
  const detail = operatorDetail(node, type?.kind === 'tensor' ? type.shape : null);
  const label = qualifiedOpType(node);
  return {
    kind: 'op',
    label,
    detail,
    category: operatorCategory(node.opType),
    graph: graph.id,
    node: node.id,
    nodeCount: 1,
    repeats: 0,
    constants: constants.length,
    ...unmarked,
    width: widthOf(label, detail),
    height: detail === '' ? 30 : 44,
  };
}

function groupItem(here: Shown, item: TreeItem): Omit<SceneItem, 'id' | 'parent' | 'isOpen'> {
  const { repeats } = item;
  const summary =
    item.kind === 'scope' || (item.kind === 'repeat' && item.name !== '')
      ? ''
      : mainOperators(here.graph, item);
  return {
    kind: item.kind === 'op' ? 'scope' : item.kind,
    label: item.name,
    detail: summary,
    category: 'other',
    graph: here.graph.id,
    node: null,
    nodeCount: item.nodeCount,
    repeats,
    constants: 0,
    ...unmarked,
    canOpen: true,
    width: Math.max(150, widthOf(repeats > 0 ? `${item.name} x 999` : item.name, summary)),
    height: 46,
  };
}

/** The operators that a group without a name is made of, most frequent first. */
function mainOperators(graph: Graph, item: TreeItem): string {
  const counts = new Map<string, number>();
  const visit = ({ node, children }: TreeItem): void => {
    if (node !== null) {
      const opType = graph.nodes[node]?.opType ?? '';
      counts.set(opType, (counts.get(opType) ?? 0) + 1);
    }
    for (const child of children) visit(child);
  };
  visit(item);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 3)
    .map(([opType]) => opType)
    .join(', ');
}

/** One box for many inputs or outputs; the window has the words for it. */
function sharedPort(
  here: Shown,
  id: string,
  parent: string | null,
  kind: 'input' | 'output',
  count: number,
): SceneItem {
  return { ...portItem(here, id, parent, kind, '', ''), repeats: count, width: 140 };
}

function portItem(
  here: Shown,
  id: string,
  parent: string | null,
  kind: 'input' | 'output',
  label: string,
  detail: string,
): SceneItem {
  return {
    id,
    parent,
    kind,
    label,
    detail,
    category: 'other',
    graph: here.graph.id,
    node: null,
    nodeCount: 0,
    repeats: 0,
    constants: 0,
    ...unmarked,
    canOpen: false,
    isOpen: false,
    width: widthOf(label, detail),
    height: detail === '' ? 28 : 42,
  };
}

function typeLabel(type: ValueType | null): string {
  if (type === null) return '';
  if (type.kind !== 'tensor') return type.kind;
  const shape = pictureShape(type.shape);
  return shape === '' ? type.dtype : `${type.dtype} ${shape}`;
}

function shapeLabel(type: ValueType | null): string {
  return type?.kind === 'tensor' ? pictureShape(type.shape) : '';
}

/** A name of a size, such as `batch`; what exporters write otherwise is a formula longer than the box that it would stand on. */
const sizeName = /^[\w.-]{1,16}$/;

/** As {@link shapeText}, formulas for sizes left out. */
function pictureShape(shape: Shape): string {
  return shapeText(
    shape?.map((size) => (typeof size === 'string' && !sizeName.test(size) ? '…' : size)) ?? null,
  );
}

/** `1×3×640×640`, as people write shapes on a graph. */
export function shapeText(shape: Shape): string {
  return shape === null ? '' : shape.map((dimension) => dimension ?? '?').join('×');
}

/** The node that a box stands for, from its id; null for a group. */
export function nodeOfBox(id: string): { readonly graph: GraphId; readonly node: NodeId } | null {
  const match = /(?:^|\/)g(\d+)\.n(\d+)$/.exec(id);
  return match === null ? null : { graph: Number(match[1]), node: Number(match[2]) };
}
