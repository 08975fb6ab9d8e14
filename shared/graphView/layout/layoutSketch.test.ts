import { describe, expect, it } from 'vitest';
import { textOf } from '../../model/messages/message.ts';
import { rewriteSketch, type SketchGraph } from '../../model/operators/rewriteSketches.ts';
import { layoutSketch, type SketchBox } from './layoutSketch.ts';

const operators = [
  'CropAndResize',
  'Switch',
  'NextIteration',
  'While',
  'NonMaxSuppressionV5',
  'BoxWithNMSLimit',
  'TFLite_Detection_PostProcess',
  'GenerateProposals',
  'RoIAlign',
  'GivenTensorHalfFill',
  'mmdeploy::DCNv2',
  'HashTableV2',
];
const graphs: readonly (readonly [name: string, graph: SketchGraph])[] = operators.flatMap((operator) => {
  const sketch = rewriteSketch(operator);
  return [
    [`${operator}, now`, sketch?.before] as const,
    ...(sketch?.after ?? []).map(
      ({ where, graph }) => [`${operator}, ${textOf(where, 'en')}`, graph] as const,
    ),
  ].flatMap(([name, graph]) => (graph === undefined ? [] : [[name, graph] as const]));
});

const apart = (a: SketchBox, b: SketchBox): boolean =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;

describe('a drawn rewrite', () => {
  it('is there for every operator that has one', () => {
    expect(graphs.filter(([name]) => name.endsWith(', now'))).toHaveLength(operators.length);
  });

  it.each(graphs)('stands apart, within its picture and its frame, left to right: %s', (_name, graph) => {
    const widths = graph.nodes.map(({ words }) => textOf(words, 'ko').length * 11 + 20);
    const { boxes, lines, frame, width, height } = layoutSketch(graph, widths);
    boxes.forEach((box, index) => {
      for (const other of boxes.slice(0, index)) expect(apart(box, other)).toBe(true);
      expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0);
      expect(box.y - box.height / 2).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width / 2).toBeLessThanOrEqual(width);
      expect(box.y + box.height / 2).toBeLessThanOrEqual(height);
      if (frame !== null) expect(apart(box, frame)).toBe(graph.frame?.nodes.includes(index) !== true);
    });
    if (frame !== null) {
      expect(frame.y - frame.height / 2).toBeGreaterThanOrEqual(0);
      expect(frame.y + frame.height / 2).toBeLessThanOrEqual(height);
    }
    graph.edges.forEach(({ source, target, isBack }, index) => {
      const [from, to] = [boxes[source], boxes[target]];
      if (from === undefined || to === undefined) throw new Error('A line has no end.');
      expect(from.x < to.x).toBe(!isBack);
      for (const { x, y } of lines[index] ?? []) {
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeLessThanOrEqual(height);
      }
    });
  });
});
