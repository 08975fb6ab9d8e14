import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode, ModelGraph } from '../model/modelGraph.ts';
import { buildScene, initiallyOpen } from './buildScene.ts';
import { layoutScene } from './layout/layoutScene.ts';
import { buildScopeTree, type TreeItem } from './scopeTree.ts';
import { producersOf, topologicalRanks } from './topologicalOrder.ts';

interface Sketch {
  readonly name: string;
  readonly opType: string;
  /** Places of the nodes that feed it. */
  readonly from: readonly number[];
}

/** A graph in which each node gives one value; the first value is the graph's input, the last its output. */
function graphOf(sketches: readonly Sketch[]): Graph {
  const value = (id: number, producer: number | null) => ({
    id,
    name: `v${id}`,
    type: null,
    isInferred: false,
    producer,
    constant: null,
    outer: null,
    quantization: null,
  });
  return {
    id: 0,
    name: 'g',
    kind: 'main',
    parent: null,
    nodes: sketches.map(({ name, opType, from }, id): GraphNode => ({
      id,
      name,
      opType,
      domain: '',
      version: null,
      inputs: from.length === 0 && opType !== 'VarHandleOp' ? [0] : from.map((node) => node + 1),
      outputs: [id + 1],
      controlInputs: [],
      captured: [],
      attributes: [],
      calls: null,
      source: { file: 'm', byteOffset: null, line: null },
    })),
    values: [value(0, null), ...sketches.map((_, id) => value(id + 1, id))],
    inputs: [0],
    outputs: [sketches.length],
  };
}

function modelOf(graph: Graph): ModelGraph {
  return {
    format: 'onnx',
    formatVersion: '',
    isText: false,
    producer: null,
    opsets: [],
    metadata: [],
    graphs: [graph],
    constants: [],
    findings: [],
  };
}

function nodesOf(item: TreeItem): readonly number[] {
  return item.node === null ? item.children.flatMap(nodesOf) : [item.node];
}

function groupsOf(item: TreeItem): readonly TreeItem[] {
  return item.node === null ? [item, ...item.children.flatMap(groupsOf)] : [];
}

/** Any graph, forward or with cycles, with names that nest, or with none. */
const anyGraph = fc
  .array(
    fc.record({
      name: fc.array(fc.constantFrom('a', 'b', '1', '2'), { maxLength: 4 }).map((parts) => parts.join('/')),
      opType: fc.constantFrom('Conv', 'Relu', 'Add'),
      from: fc.array(fc.nat(199), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((list) => graphOf(list.map((node) => ({ ...node, from: node.from.map((at) => at % list.length) }))));

const chain = (count: number, opOf: (index: number) => string): Graph =>
  graphOf(
    Array.from({ length: count }, (_, index) => ({
      name: '',
      opType: opOf(index),
      from: index === 0 ? [] : [index - 1],
    })),
  );

describe('the hierarchy of a graph', () => {
  it('holds every node exactly once, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const { root } = buildScopeTree(graph);
        expect([...nodesOf(root)].sort((a, b) => a - b)).toEqual(graph.nodes.map(({ id }) => id));
      }),
    );
  });

  it('is the same at each reading', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(buildScopeTree(graph).root).toEqual(buildScopeTree(graph).root);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps each level of a long chain below what a person reads', () => {
    const { root } = buildScopeTree(
      chain(5000, (index) => (index % 7 === 3 ? 'Add' : index % 2 ? 'Relu' : 'Conv')),
    );
    for (const { children } of groupsOf(root)) expect(children.length).toBeLessThanOrEqual(48);
  });

  it('folds blocks that follow each other by name', () => {
    const graph = graphOf([
      { name: 'stem/conv', opType: 'Conv', from: [] },
      { name: 'stem/relu', opType: 'Relu', from: [0] },
      ...Array.from({ length: 7 }, (_, block): Sketch[] => [
        { name: `bottleneck_${block}/conv`, opType: 'Conv', from: [1 + 2 * block] },
        { name: `bottleneck_${block}/relu`, opType: 'Relu', from: [2 + 2 * block] },
      ]).flat(),
    ]);
    const [stem, blocks] = buildScopeTree(graph).root.children;
    expect(stem).toMatchObject({ kind: 'scope', name: 'stem' });
    expect(blocks).toMatchObject({ kind: 'repeat', name: 'bottleneck', repeats: 7, nodeCount: 14 });
  });

  it('draws variables, read or not, as part of who uses them', () => {
    const graph = graphOf([
      { name: 'net/kernel', opType: 'VarHandleOp', from: [] },
      { name: 'net/kernel/Read', opType: 'ReadVariableOp', from: [0] },
      { name: 'net/conv', opType: 'Conv2D', from: [1] },
      { name: 'call', opType: 'StatefulPartitionedCall', from: [2, 0] },
    ]);
    const { root, folded } = buildScopeTree(graph);
    expect(folded.isFolded).toEqual([true, true, false, false]);
    expect(root.children.map(({ node }) => node)).toEqual([2, 3]);
  });

  it('puts aside what the outputs do not need, once it is more than a few nodes', () => {
    const saving = (count: number): Sketch[] => [
      { name: 'net/conv', opType: 'Conv', from: [] },
      { name: 'net/relu', opType: 'Relu', from: [0] },
      ...Array.from({ length: count }, (_, index): Sketch => ({
        name: `save/${index}`,
        opType: 'Save',
        from: [0],
      })),
    ];
    const needed = new Set([0, 1]);
    const tree = buildScopeTree(graphOf(saving(20)), needed);
    expect(tree.root.children.map(({ kind, nodeCount }) => [kind, nodeCount])).toEqual([
      ['scope', 2],
      ['aside', 20],
    ]);
    const [net] = tree.root.children;
    expect(initiallyOpen(tree, '', 80)).toEqual([net?.id]);
    const few = buildScopeTree(graphOf(saving(3)), needed).root.children;
    expect(few.map(({ kind }) => kind)).toEqual(['scope', 'scope']);
    expect(buildScopeTree(graphOf(saving(20))).root.children.some(({ kind }) => kind === 'aside')).toBe(
      false,
    );
  });

  it.each([
    ['stage2/bottleneck_', 'stage2/bottleneck'],
    ['stage2/stage2.', 'stage2'],
    ['stage2/', 'stage2'],
  ])('folds a scope of nothing but blocks, %s0 and so on', (before, name) => {
    const graph = graphOf([
      { name: 'stem/conv', opType: 'Conv', from: [] },
      { name: 'stem/relu', opType: 'Relu', from: [0] },
      ...Array.from({ length: 7 }, (_, block): Sketch[] => [
        { name: `${before}${block}/conv`, opType: 'Conv', from: [1 + 2 * block] },
        { name: `${before}${block}/relu`, opType: 'Relu', from: [2 + 2 * block] },
      ]).flat(),
    ]);
    const tree = buildScopeTree(graph);
    expect(tree.root.children[1]).toMatchObject({ kind: 'repeat', name, repeats: 7, nodeCount: 14 });
    expect(initiallyOpen(tree, '', 80)).toEqual(tree.root.children.map(({ id }) => id));
  });

  it('finds blocks that have no names', () => {
    const block = ['Conv', 'Relu', 'Conv', 'Add'];
    const graph = chain(2 + 4 * 30, (index) => (index < 2 ? 'Shape' : (block[(index - 2) % 4] ?? '')));
    const repeat = buildScopeTree(graph).root.children.find(({ kind }) => kind === 'repeat');
    expect(repeat).toMatchObject({ repeats: 30, nodeCount: 120 });
  });

  it('gives a number the name that it needs', () => {
    const graph = graphOf(
      ['stage/0/a', 'stage/0/b', 'stage/1/a', 'stage/1/b', 'x/y', 'x/z'].map((name, index) => ({
        name,
        opType: 'Relu',
        from: index === 0 ? [] : [index - 1],
      })),
    );
    const [stage] = buildScopeTree(graph).root.children;
    expect(stage?.children.map(({ name }) => name)).toEqual(['stage/0', 'stage/1']);
  });
});

describe('topological ranks', () => {
  it('put producers first, unless a cycle forbids it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 100 }), (lists) => {
        const producers = lists.map((list, node) =>
          node === 0 ? [] : [...new Set(list.map((at) => at % node))],
        );
        const ranks = topologicalRanks(producers);
        producers.forEach((list, node) => {
          for (const producer of list) expect(ranks[producer]).toBeLessThan(ranks[node] ?? -1);
        });
      }),
    );
  });

  it('are a permutation, cycles or not', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const ranks = [...topologicalRanks(producersOf(graph))].sort((a, b) => a - b);
        expect(ranks).toEqual(graph.nodes.map(({ id }) => id));
      }),
    );
  });
});

describe('a scene', () => {
  const sceneOf = (graph: Graph, share: number) => {
    const tree = buildScopeTree(graph);
    const open = groupsOf(tree.root)
      .filter((_, index) => (index * 7919) % 10 < share)
      .map(({ id }) => `g0.${id}`);
    return buildScene(modelOf(graph), 0, () => tree, new Set(open));
  };

  it('shows each node as one box: itself, or the closed group around it', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(10), (graph, share) => {
        const { scene, boxOf } = sceneOf(graph, share);
        const ids = new Set(scene.items.map(({ id }) => id));
        expect(ids.size).toBe(scene.items.length);
        for (const box of boxOf) expect(ids.has(box ?? '')).toBe(true);
        const closed = scene.items.filter(
          ({ kind, isOpen }) => kind !== 'input' && kind !== 'output' && !isOpen,
        );
        expect(closed.reduce((sum, { nodeCount }) => sum + nodeCount, 0)).toBe(graph.nodes.length);
      }),
    );
  });

  it('draws lines between boxes that are there, none from a box to itself', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(10), (graph, share) => {
        const { scene } = sceneOf(graph, share);
        const ids = new Set(scene.items.filter(({ isOpen }) => !isOpen).map(({ id }) => id));
        for (const { source, target } of scene.edges) {
          expect(ids.has(source) && ids.has(target)).toBe(true);
          expect(source).not.toBe(target);
        }
      }),
    );
  });

  it('opens to a picture of bounded size', () => {
    const graph = chain(3000, (index) => (index % 5 === 0 ? 'Conv' : 'Relu'));
    const tree = buildScopeTree(graph);
    const { scene } = buildScene(modelOf(graph), 0, () => tree, new Set(initiallyOpen(tree, 'g0.', 80)));
    expect(scene.items.length).toBeLessThan(120);
    expect(scene.items.length).toBeGreaterThan(3);
  });

  it('is laid out without one box over another, whatever is open', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(10), (graph, share) => {
        const { scene } = sceneOf(graph, share);
        const { boxes, bends, width, height } = layoutScene(scene);
        expect(bends).toHaveLength(scene.edges.length);
        const rectangle = (index: number) => {
          const [x = 0, y = 0, w = 0, h = 0] = boxes.subarray(index * 4, index * 4 + 4);
          return { x1: x - w / 2, x2: x + w / 2, y1: y - h / 2, y2: y + h / 2 };
        };
        const indexOf = new Map(scene.items.map(({ id }, index) => [id, index]));
        scene.items.forEach((item, index) => {
          const own = rectangle(index);
          expect(own.x1).toBeGreaterThanOrEqual(-0.01);
          expect(own.x2).toBeLessThanOrEqual(width + 0.01);
          expect(own.y2).toBeLessThanOrEqual(height + 0.01);
          const parent = item.parent === null ? undefined : indexOf.get(item.parent);
          if (parent !== undefined) {
            const outer = rectangle(parent);
            expect(own.x1 >= outer.x1 - 0.01 && own.x2 <= outer.x2 + 0.01).toBe(true);
            expect(own.y1 >= outer.y1 - 0.01 && own.y2 <= outer.y2 + 0.01).toBe(true);
          }
          scene.items.forEach((other, at) => {
            if (at <= index || other.parent !== item.parent) return;
            const its = rectangle(at);
            const apart =
              own.x2 <= its.x1 + 0.01 ||
              its.x2 <= own.x1 + 0.01 ||
              own.y2 <= its.y1 + 0.01 ||
              its.y2 <= own.y1 + 0.01;
            expect(apart, `${item.id} over ${other.id}`).toBe(true);
          });
        });
        expect(layoutScene(scene)).toEqual({ boxes, bends, width, height });
      }),
      { numRuns: 60 },
    );
  });
});
