import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../model/modelGraph.ts';
import { shortestPath, traceFrom } from './trace.ts';

/** A graph from a list of edges. */
function graphOf(count: number, edges: readonly (readonly [from: number, to: number])[]): Graph {
  return {
    id: 0,
    name: 'g',
    kind: 'main',
    parent: null,
    nodes: Array.from({ length: count }, (_, id): GraphNode => ({
      id,
      name: `${id}`,
      opType: 'Op',
      domain: '',
      version: null,
      inputs: edges.filter(([, to]) => to === id).map(([from]) => from),
      outputs: [id],
      controlInputs: [],
      captured: [],
      attributes: [],
      calls: null,
      source: { file: 'm', byteOffset: null, line: null },
    })),
    values: Array.from({ length: count }, (_, id) => ({
      id,
      name: `v${id}`,
      type: null,
      isInferred: false,
      producer: id,
      constant: null,
      outer: null,
      quantization: null,
    })),
    inputs: [],
    outputs: [],
  };
}

const anyEdges = fc.integer({ min: 1, max: 25 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 60 }),
    from: fc.nat(count - 1),
    to: fc.nat(count - 1),
  }),
);

describe('tracing', () => {
  it('outputs of a node are those that have it among their inputs', () => {
    fc.assert(
      fc.property(anyEdges, ({ count, edges, from, to }) => {
        const graph = graphOf(count, edges);
        expect(traceFrom(graph, from, 'outputs').includes(to)).toBe(
          traceFrom(graph, to, 'inputs').includes(from),
        );
      }),
    );
  });

  it('a path goes along edges, and there is one exactly where one node leads to the other', () => {
    fc.assert(
      fc.property(anyEdges, ({ count, edges, from, to }) => {
        const graph = graphOf(count, edges);
        const path = shortestPath(graph, from, to);
        const leads =
          traceFrom(graph, from, 'outputs').includes(to) || traceFrom(graph, to, 'outputs').includes(from);
        expect(path !== null).toBe(leads);
        if (path === null) return;
        expect(path[0]).toBe(from);
        expect(path.at(-1)).toBe(to);
        const isForward = traceFrom(graph, from, 'outputs').includes(to);
        for (let at = 1; at < path.length; at++) {
          const step = isForward ? [path[at - 1], path[at]] : [path[at], path[at - 1]];
          expect(edges.some(([a, b]) => a === step[0] && b === step[1])).toBe(true);
        }
      }),
    );
  });

  it('takes the shorter of two ways', () => {
    const graph = graphOf(5, [
      [0, 1],
      [1, 2],
      [2, 4],
      [0, 3],
      [3, 4],
    ]);
    expect(shortestPath(graph, 0, 4)).toEqual([0, 3, 4]);
    expect(shortestPath(graph, 4, 0)).toEqual([4, 3, 0]);
    expect(shortestPath(graph, 1, 3)).toBeNull();
  });
});
