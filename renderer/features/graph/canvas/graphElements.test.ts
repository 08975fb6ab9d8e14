import { describe, expect, it } from 'vitest';
import type { SceneItem } from '#shared/graphView/scene.ts';
import { type GraphWords, labelOf } from './graphElements.ts';

const korean: GraphWords = {
  part: (number) => `부분 ${number}`,
  block: (number) => `블록 ${number}`,
  aside: '출력에 필요 없음',
  nodes: (count) => `노드 ${count}개`,
  values: (count) => `값 ${count}개`,
  inputs: (count) => `입력 ${count}개`,
  outputs: (count) => `출력 ${count}개`,
};
const item: SceneItem = {
  id: 'g0.in',
  parent: null,
  kind: 'input',
  label: '',
  detail: '',
  category: 'other',
  graph: 0,
  node: null,
  nodeCount: 0,
  repeats: 0,
  constants: 0,
  blocked: 0,
  conditional: 0,
  beyondCut: 0,
  canOpen: false,
  isOpen: false,
  width: 140,
  height: 28,
};
const label = (change: Partial<SceneItem>): string => labelOf({ ...item, ...change }, 240, korean);

describe('the words on a box', () => {
  it.each<[string, Partial<SceneItem>, string]>([
    ['an input with its type', { label: 'image', detail: 'float32 1×3' }, 'image\nfloat32 1×3'],
    ['many inputs', { repeats: 142 }, '입력 142개'],
    ['many outputs', { kind: 'output', repeats: 17 }, '출력 17개'],
    ['a repeat', { kind: 'repeat', label: 'layer', repeats: 6, nodeCount: 60 }, 'layer × 6\n노드 60개'],
    ['a section without a name', { kind: 'section', label: '2', nodeCount: 9 }, '부분 2 · 노드 9개'],
    ['one of repeated blocks', { kind: 'block', label: '3', nodeCount: 4 }, '블록 3 · 노드 4개'],
    [
      'what cannot run, in a closed group',
      { kind: 'scope', label: 'head', nodeCount: 8, blocked: 2, canOpen: true },
      '✕ 2  head\n노드 8개',
    ],
    ['what can be opened', { kind: 'scope', label: 'head', nodeCount: 8, canOpen: true }, '+ head\n노드 8개'],
    ['an open group, without signs', { kind: 'scope', label: 'head', blocked: 2, isOpen: true }, 'head'],
  ])('says %s', (_name, change, expected) => {
    expect(label(change)).toBe(expected);
  });

  it('cuts what does not fit', () => {
    expect(labelOf({ ...item, label: 'a'.repeat(100) }, 64, korean)).toBe(`${'a'.repeat(7)}…`);
  });
});
