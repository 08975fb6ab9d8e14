import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directProject, type DirectProject } from '#test/support/CanvasDriverProject.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { AnnotationSession, SessionState } from '#renderer/stores/annotationSession.ts';
import { createAnnotationSession } from '#renderer/stores/createAnnotationSession.ts';

let project: DirectProject;
let session: AnnotationSession;
let first: number;
let second: number;

beforeEach(() => {
  project = directProject();
  session = createAnnotationSession(project.client);
  [first, second] = project.imageIds as [number, number];
});

afterEach(() => {
  project.dispose();
});

const box = (x: number, y = 10, width = 20, height = 20): Box => ({ x, y, width, height });
const state = (): SessionState => session.getState();
const stored = (imageId: number) => project.storage('loadDocument', { imageId }).annotations;
const byId = (annotations: Iterable<{ readonly id: string }>) =>
  [...annotations].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Whether what is shown is what is stored. */
function expectSaved(): void {
  const { image, annotations, pendingEdits } = state();
  expect(pendingEdits).toBe(0);
  if (image !== null) expect(byId(annotations.values())).toEqual(byId(stored(image.id)));
}

describe('groups of boxes', () => {
  const kinds = () => project.storage('listHistory', { limit: 20 }).map(({ kind }) => kind);
  const places = () => state().boxes.map((each) => each.box);

  beforeEach(async () => {
    project.detect(first, [
      { labelName: 'x', box: box(100, 10, 30, 30), score: 0.9 },
      { labelName: '2', box: box(140, 10, 10, 10), score: 0.8 },
    ]);
    await session.open(first);
    session.setActiveLabel(3);
    session.draw(box(5));
    session.draw(box(40, 10, 6, 8));
  });

  it('merge into one with the label of the largest, detections among them', async () => {
    session.selectAll();
    const largest = state().boxes[0];
    session.mergeSelected();
    await session.settled();
    expect(state().boxes).toMatchObject([
      { box: { x: 5, y: 10, width: 145, height: 30 }, labelId: largest?.labelId, state: 'corrected' },
    ]);
    expect([...state().selection]).toEqual([state().boxes[0]?.key]);
    expectSaved();
    await session.undo();
    expect(state().boxes).toHaveLength(4);
    expectSaved();
  });

  it('merge from two on', async () => {
    session.select([state().boxes[0]?.key ?? ''], 'replace');
    session.mergeSelected();
    await session.settled();
    expect(kinds()).toEqual(['draw', 'draw']);
  });

  it('split across the longer side', async () => {
    session.setActiveLabel(2);
    session.draw(box(200, 10, 21, 10));
    session.splitSelected();
    await session.settled();
    expect(places()).toContainEqual({ x: 200, y: 10, width: 10.5, height: 10 });
    expect(places()).toContainEqual({ x: 210.5, y: 10, width: 10.5, height: 10 });
    expect(state().selection.size).toBe(2);
    expect(
      state()
        .boxes.filter(({ key }) => state().selection.has(key))
        .map((b) => b.labelId),
    ).toEqual([2, 2]);
    expectSaved();
  });

  it('split and merged again are one box where it was', async () => {
    session.draw(box(200, 10, 20, 31));
    session.splitSelected();
    session.mergeSelected();
    await session.settled();
    expect(places()).toContainEqual(box(200, 10, 20, 31));
    expect(kinds().slice(0, 3)).toEqual(['merge', 'split', 'draw']);
    expectSaved();
  });

  it('are duplicated beside the original, inside the image, and selected', async () => {
    session.draw({ x: 380, y: 80, width: 20, height: 20 });
    session.duplicateSelected();
    await session.settled();
    expect(places()).toContainEqual({ x: 375, y: 75, width: 20, height: 20 });
    expect(state().selection.size).toBe(1);
    expect(kinds()[0]).toBe('duplicate');
    expectSaved();
  });

  it('are pasted on the next image where they stood, and forgotten with the project', async () => {
    session.selectAll();
    const copied = places();
    session.copySelected();
    expect(state().copiedCount).toBe(4);
    await session.open(second);
    session.paste();
    await session.settled();
    expect(places()).toEqual(copied);
    expect(state().boxes.every((each) => each.state === 'drawn' && each.score === null)).toBe(true);
    expectSaved();
    session.close();
    expect(state().copiedCount).toBe(0);
  });

  it('stay as they are while they are locked, but can be accepted and added to', async () => {
    session.setLocked(true);
    session.selectAll();
    const before = state().boxes;
    session.mergeSelected();
    session.splitSelected();
    session.relabelSelected(5);
    session.deleteSelected();
    session.setBoxes(new Map(before.map(({ key }) => [key, box(0, 0)])), 'move');
    await session.settled();
    expect(state().boxes).toEqual(before);
    session.acceptAll();
    session.draw(box(300, 10));
    await session.settled();
    expect(state().boxes).toHaveLength(before.length + 1);
    session.setLocked(false);
    session.deleteSelected();
    await session.settled();
    expect(state().boxes).toHaveLength(before.length);
    expectSaved();
  });

  it('stay as they are one by one where they are locked, and the others do not', async () => {
    session.acceptAll();
    await session.settled();
    const [first, second, ...others] = state().boxes.map(({ key }) => key);
    if (first === undefined || second === undefined) throw new Error('There are boxes');
    const boxOf = (key: string) => state().boxes.find((each) => each.key === key);
    session.select([first], 'replace');
    const placed = boxOf(first);
    session.toggleSelectedLock();
    await session.settled();
    expect(boxOf(first)).toEqual({ ...placed, isLocked: true });
    expect(kinds()[0]).toBe('lock');
    // Stored, not only shown.
    await session.reload();
    expect(boxOf(first)?.isLocked).toBe(true);
    const before = boxOf(first);
    session.setBoxes(new Map([[first, box(0, 0)]]), 'move');
    session.relabelSelected(5);
    session.splitSelected();
    session.deleteSelected();
    session.mergeParts(new Set([first, second]), 5, box(0, 0));
    session.selectAll();
    session.relabelSelected(4);
    expect(boxOf(first)).toEqual(before);
    expect(boxOf(second)?.labelId).toBe(4);
    session.mergeSelected();
    session.selectAll();
    session.deleteSelected();
    await session.settled();
    expect(state().boxes).toEqual([before]);
    expectSaved();
    for (let step = 0; step < 3; step += 1) await session.undo();
    expect(state().boxes).toHaveLength(2 + others.length);
    session.select([first], 'replace');
    session.toggleSelectedLock();
    await session.settled();
    expect(kinds()[0]).toBe('unlock');
    session.deleteSelected();
    await session.settled();
    expect(boxOf(first)).toBeUndefined();
    expectSaved();
  });

  it('are accepted by being locked, and copies of locked ones are free', async () => {
    project.detect(state().image?.id ?? 0, [{ labelName: 'x', box: box(300, 10), score: 0.9 }]);
    await session.settled();
    const found = state().boxes.find(({ state: each }) => each === 'detected');
    session.select(found === undefined ? [] : [found.key], 'replace');
    session.toggleSelectedLock();
    await session.settled();
    const [held] = state().boxes.filter(({ key }) => state().selection.has(key));
    expect(held).toMatchObject({ state: 'accepted', score: 0.9, isLocked: true });
    session.duplicateSelected();
    await session.settled();
    expect(state().boxes.filter(({ isLocked }) => isLocked)).toHaveLength(1);
    expectSaved();
  });

  it('are selected by label', () => {
    session.select([state().boxes.find(({ labelId }) => labelId === 3)?.key ?? ''], 'replace');
    session.selectSameLabel();
    expect(state().selection.size).toBe(2);
  });

  it('are relabelled each by its own', async () => {
    session.selectAll();
    session.relabelSelectedBy((labelId) => (labelId === 3 ? 4 : labelId));
    await session.settled();
    expect(
      state()
        .boxes.map(({ labelId }) => labelId)
        .sort(),
    ).toEqual([1, 2, 4, 4]);
    expect(kinds()[0]).toBe('relabel');
    expectSaved();
  });
});
