import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createModelParseHandlers } from '#electron/workers/modelParse/modelParseHandlers.ts';
import { createClient } from '#renderer/ipc/client.ts';
import { createGraphStore, type GraphStore } from '#renderer/stores/graphStore.ts';
import { AppError, toWireError } from '#shared/base/errors.ts';
import { layoutScene } from '#shared/graphView/layout/layoutScene.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { largeOnnx } from '#test/support/onnxModels.ts';

/** Blocks that repeat, a node that ONNX does not have, and an If whose branch holds another one. */
const nested = `<ir_version: 10, opset_import: ["" : 21]>
nested (float[1, 4] x, bool c) => (float[1, 4] y)
{
  ["stem/a"] s0 = Relu (x)
  ["stem/b"] s1 = Abs (s0)
  ["block0/a"] b0 = Relu (s1) ["block0/b"] b1 = Neg (b0)
  ["block1/a"] b2 = Relu (b1) ["block1/b"] b3 = Neg (b2)
  ["block2/a"] b4 = Relu (b3) ["block2/b"] b5 = Neg (b4)
  ["head/odd"] h = CropAndResize (b5)
  ["head/if"] y = If (c) <
    then_branch = yes () => (float[1, 4] t) {
      [inner] t = If (c) <then_branch = deep () => (float[1, 4] d) { [deepest] d = Exp (h) }, else_branch = flat () => (float[1, 4] e) { e = Tanh (h) }>
    },
    else_branch = no () => (float[1, 4] o) { o = Sigmoid (h) }>
}
`;

let folder = '';
let store: GraphStore;
let nextFile = '';
/** Calls that were made, in order, and those that are held back. */
let calls: string[] = [];
let held = new Map<string, Promise<void>>();
let reported: unknown[] = [];

/** Holds back the answers of a channel until it is let go. */
function hold(channel: string): () => void {
  let letGo = (): void => undefined;
  held.set(
    channel,
    new Promise((done) => {
      letGo = done;
    }),
  );
  return () => {
    held.delete(channel);
    letGo();
  };
}

/** The window's bridge to the reader of models, without processes between them. */
function bridgeToReader(): Bridge {
  const reader = createModelParseHandlers() as unknown as Record<string, (input: object) => unknown>;
  const paths = new Map<string, string>();
  const answer = (channel: string, { handle, ...input }: Record<string, unknown>): unknown => {
    const verb = channel.replace('graph.', '');
    if (verb === 'listRecent') return [];
    if (verb === 'cancel') return {};
    if (verb === 'pick') {
      if (nextFile === '') return null;
      paths.set(`h${paths.size}`, join(folder, nextFile));
      return { handle: `h${paths.size - 1}`, name: nextFile, folder };
    }
    const value = reader[verb]?.({ path: paths.get(String(handle)), ...input });
    return verb === 'rowOf' ? { index: value } : value;
  };
  return {
    invoke: async (channel: string, input: unknown) => {
      calls.push(channel);
      const waiting = held.get(channel);
      try {
        const value = await answer(channel, input as Record<string, unknown>);
        await waiting;
        return { ok: true, value };
      } catch (thrown) {
        await waiting;
        return { ok: false, error: toWireError(thrown) };
      }
    },
    subscribe: () => () => undefined,
    grantDroppedFiles: () => Promise.reject(new Error('Nothing is dropped here.')),
  } as unknown as Bridge;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-graphStore-'));
  writeFileSync(join(folder, 'nested.onnxtxt'), nested);
  writeFileSync(join(folder, 'large.onnx'), largeOnnx(1000, 'scoped'));
  writeFileSync(join(folder, 'page.onnx'), '<!DOCTYPE html><html></html>');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  calls = [];
  held = new Map();
  reported = [];
  store = createGraphStore({
    client: createClient(bridgeToReader()),
    report: (thrown) => reported.push(thrown),
    layOut: (scene) => Promise.resolve().then(() => layoutScene(scene)),
  });
});

const open = (file: string): Promise<void> => {
  nextFile = file;
  return store.pick('file');
};
const state = () => store.getState();
const items = () => state().picture?.scene.items ?? [];
const boxOf = (label: string): string => items().find((item) => item.label === label)?.id ?? `no ${label}`;
const untilDrawn = async (): Promise<void> => {
  await expect.poll(() => state().isDrawing).toBe(false);
};

describe('the store of the graph window', () => {
  it('reads a model, and draws what came with it without asking again', async () => {
    await open('nested.onnxtxt');
    expect(state()).toMatchObject({ phase: 'ready', tab: 0, trail: [0], isDrawing: false });
    expect(items().map(({ label }) => label)).toEqual(
      expect.arrayContaining(['x', 'stem', 'block', 'CropAndResize', 'If', 'y']),
    );
    expect(state().picture?.layout.boxes).toHaveLength(items().length * 4);
    expect(state().diagnosis?.groups[0]?.opType).toBe('CropAndResize');
    expect(calls).toEqual(['graph.pick', 'graph.read', 'graph.diagnose', 'graph.listRecent']);
    expect(reported).toEqual([]);
  });

  it('keeps what is open when the dialog is cancelled', async () => {
    await open('nested.onnxtxt');
    await open('');
    expect(state()).toMatchObject({ phase: 'ready', file: { name: 'nested.onnxtxt' } });
  });

  it('tells why a file cannot be read, and reads the next one', async () => {
    await open('page.onnx');
    expect(state()).toMatchObject({
      phase: 'failed',
      file: { name: 'page.onnx' },
      error: { code: 'model.htmlPage' },
    });
    await open('nested.onnxtxt');
    expect(state()).toMatchObject({ phase: 'ready', error: null });
    expect(reported).toEqual([]);
  });

  it('gives up reading, whatever comes afterwards', async () => {
    const letGo = hold('graph.read');
    const opening = open('nested.onnxtxt');
    await expect.poll(() => state().phase).toBe('reading');
    store.cancel();
    expect(state()).toMatchObject({ phase: 'empty', file: null });
    letGo();
    await opening;
    expect(state()).toMatchObject({ phase: 'empty', picture: null });
  });

  it('shows the model that was asked for last, whichever is read first', async () => {
    const letGo = hold('graph.read');
    const first = open('large.onnx');
    await expect.poll(() => state().file?.name).toBe('large.onnx');
    held.delete('graph.read');
    await open('nested.onnxtxt');
    letGo();
    await first;
    expect(state()).toMatchObject({ phase: 'ready', file: { name: 'nested.onnxtxt' } });
    expect(boxOf('CropAndResize')).not.toBe('no CropAndResize');
  });

  it('opens and closes in place, and lets older pictures go', async () => {
    await open('nested.onnxtxt');
    const closed = items().length;
    const block = boxOf('block');
    const wasOpen = items().find(({ id }) => id === block)?.isOpen === true;
    const letGo = hold('graph.scene');
    store.toggle(block);
    held.delete('graph.scene');
    store.toggle(block);
    await untilDrawn();
    letGo();
    await new Promise((done) => setTimeout(done, 20));
    expect(items()).toHaveLength(closed);
    expect(items().find(({ id }) => id === block)?.isOpen === true).toBe(wasOpen);
    await store.expandAll();
    expect(items().length).toBeGreaterThan(closed);
    store.collapseAll();
    await untilDrawn();
    expect(items().some(({ isOpen }) => isOpen)).toBe(false);
    expect(reported).toEqual([]);
  });

  it('reveals a node in the graph that holds it, with all around it open, and tells of it', async () => {
    await open('nested.onnxtxt');
    store.collapseAll();
    await untilDrawn();
    await store.reveal({ graph: 0, node: 3 });
    expect(state()).toMatchObject({ selection: { graph: 0, node: 3 }, node: { name: 'block0/b' } });
    expect(items().map(({ id }) => id)).toContain(state().focus.box);
    expect(state().selectedBox).toBe(state().focus.box);
    const deepest = state().overview?.graphs.find(({ name }) => name === 'deep')?.id ?? -1;
    await store.reveal({ graph: deepest, node: 0 });
    expect(state().tab).toBe(deepest);
    const names = state().trail.map((id) => state().overview?.graphs[id]?.name);
    expect(names).toEqual(['nested', 'yes', 'deep']);
    store.backTo(0);
    await untilDrawn();
    expect(state()).toMatchObject({ tab: 0, trail: [0] });
  });

  it('lights up what a node depends on, and the way between two', async () => {
    await open('nested.onnxtxt');
    await store.reveal({ graph: 0, node: 1 });
    store.markPathStart();
    await store.trace('outputs');
    expect(state().highlighted?.has(boxOf('CropAndResize'))).toBe(true);
    await store.reveal({ graph: 0, node: 8 });
    expect(await store.findPath()).toBe(true);
    expect(state().highlight).toMatchObject({ kind: 'path', from: 1, to: 8 });
    store.clearHighlight();
    expect(state()).toMatchObject({ highlight: null, highlighted: null, pathStart: null });
    expect(await store.findPath()).toBe(false);
  });

  it('finds no way to another graph', async () => {
    await open('nested.onnxtxt');
    await store.reveal({ graph: 0, node: 1 });
    store.markPathStart();
    const other = state().overview?.graphs.find(({ name }) => name === 'no')?.id ?? -1;
    await store.reveal({ graph: other, node: 0 });
    expect(await store.findPath()).toBe(false);
    expect(state().highlight).toBeNull();
  });

  it('asks the runtimes that were chosen last, and colours by none that is not asked', async () => {
    await open('nested.onnxtxt');
    const letGo = hold('graph.diagnose');
    store.colourBy('onnxruntime-cpu-x64');
    await untilDrawn();
    expect(items().some(({ blocked }) => blocked > 0)).toBe(true);
    store.setRuntimes(['onnxruntime-cpu-x64', 'onnxruntime-qnn']);
    expect(state().colouredBy).toBe('onnxruntime-cpu-x64');
    held.delete('graph.diagnose');
    store.setRuntimes(['onnxruntime-qnn']);
    await expect.poll(() => state().diagnosis?.runtimes.map(({ id }) => id)).toEqual(['onnxruntime-qnn']);
    letGo();
    await new Promise((done) => setTimeout(done, 20));
    expect(state().diagnosis?.runtimes.map(({ id }) => id)).toEqual(['onnxruntime-qnn']);
    expect(state().colouredBy).toBeNull();
    await untilDrawn();
    expect(items().some(({ blocked }) => blocked > 0)).toBe(false);
  });

  it('reports what fails and stays as it is', async () => {
    await open('nested.onnxtxt');
    const before = state().picture;
    store.enter(99);
    await expect.poll(() => reported.length).toBe(1);
    expect(reported[0]).toBeInstanceOf(AppError);
    expect(state()).toMatchObject({ isDrawing: false, picture: before });
  });

  it('holds together whatever is done, in whatever order', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('toggle' as const), at: fc.nat(40) }),
      fc.record({ do: fc.constant('select' as const), at: fc.nat(40) }),
      fc.record({ do: fc.constant('enter' as const), at: fc.nat(4) }),
      fc.record({ do: fc.constant('back' as const), at: fc.nat(4) }),
      fc.record({ do: fc.constant('reveal' as const), at: fc.nat(9) }),
      fc.record({
        do: fc.constantFrom('expand' as const, 'collapse' as const, 'wait' as const),
        at: fc.constant(0),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        reported = [];
        await open('nested.onnxtxt');
        for (const { do: what, at } of steps) {
          const item = items()[at % Math.max(1, items().length)];
          if (what === 'toggle' && item !== undefined && (item.canOpen || item.isOpen)) store.toggle(item.id);
          if (what === 'select') store.selectBox(item?.id ?? null);
          if (what === 'enter') store.enter(at);
          if (what === 'back') store.backTo(at);
          if (what === 'reveal') await store.reveal({ graph: 0, node: at });
          if (what === 'expand') await store.expandAll();
          if (what === 'collapse') store.collapseAll();
          if (what === 'wait') await untilDrawn();
        }
        await untilDrawn();
        await new Promise((done) => setTimeout(done, 5));
        const { tab, trail, picture, open: opened, selection, node } = state();
        expect(reported).toEqual([]);
        expect(trail.at(-1)).toBe(tab);
        expect(new Set(trail).size).toBe(trail.length);
        expect(picture?.scene.graph).toBe(tab);
        const drawnOpen = items().flatMap(({ id, isOpen, kind }) => (isOpen && kind !== 'body' ? [id] : []));
        for (const id of drawnOpen) expect(opened.get(tab)?.has(id)).toBe(true);
        // The panel tells of what is selected, and of nothing else.
        if (node !== null) expect({ graph: node.graph, node: node.node }).toEqual(selection);
      }),
      { numRuns: 40 },
    );
  });
});
