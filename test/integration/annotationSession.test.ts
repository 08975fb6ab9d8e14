import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directProject, type DirectProject } from '#test/support/CanvasDriverProject.ts';
import { AppError, type WireError } from '#shared/base/errors.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { AnnotationSession, SessionState } from '#renderer/stores/annotationSession.ts';
import { createAnnotationSession } from '#renderer/stores/createAnnotationSession.ts';

let project: DirectProject;
let session: AnnotationSession;
let refusals: WireError[];
let first: number;
let second: number;

beforeEach(() => {
  project = directProject();
  session = createAnnotationSession(project.client);
  refusals = [];
  session.onRefused((error) => refusals.push(error));
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

describe('opening', () => {
  it('shows the image and what is known of it', async () => {
    project.detect(first, [{ labelName: 'x', box: box(5), score: 0.9 }]);
    const opened = session.open(first);
    expect(state().phase).toBe('loading');
    await opened;
    expect(state()).toMatchObject({ phase: 'ready', error: null, pendingEdits: 0 });
    expect(state().image?.id).toBe(first);
    expect(state().boxes).toHaveLength(1);
  });

  it('shows the last of several images asked for in a row', async () => {
    await Promise.all([session.open(first), session.open(second), session.open(first), session.open(second)]);
    expect(state().image?.id).toBe(second);
  });

  it('fails with the reason', async () => {
    await session.open(999);
    expect(state()).toMatchObject({ phase: 'failed', image: null });
    expect(state().error?.code).toBe('storage.unknownRecord');
    await session.open(first);
    expect(state().phase).toBe('ready');
  });
});

describe('editing', () => {
  beforeEach(async () => {
    await session.open(first);
  });

  it('draws at once, cut at the edges of the image, and stores it', async () => {
    session.setActiveLabel(2);
    session.draw({ x: 390, y: 90, width: 50, height: 50 });
    expect(state().boxes).toMatchObject([
      { box: { x: 390, y: 90, width: 10, height: 10 }, labelId: 2, state: 'drawn', score: null },
    ]);
    expect([...state().selection]).toEqual(state().boxes.map(({ key }) => key));
    expect(state().pendingEdits).toBe(1);
    expect(state().history.undo).toMatchObject({ kind: 'draw', boxCount: 1 });
    await session.settled();
    expectSaved();
    expect(state().savedAtMs).not.toBeNull();
  });

  it('draws nothing outside the image', async () => {
    session.draw({ x: 500, y: 10, width: 5, height: 5 });
    await session.settled();
    expect(state().boxes).toHaveLength(0);
    expect(state().history.undo).toBeNull();
  });

  it('draws without a chosen label too, and says which it took', () => {
    session.draw(box(5));
    expect(state().boxes).toHaveLength(1);
    expect(state().activeLabelId).toBe(state().boxes[0]?.labelId);
  });

  it('stores edits in the order they were made, each as a step', async () => {
    project.hold();
    session.draw(box(5));
    const [key] = state().selection;
    if (key === undefined) throw new Error('nothing selected');
    session.setBoxes(new Map([[key, box(50)]]), 'move');
    session.setBoxes(new Map([[key, box(50, 10, 30)]]), 'resize');
    session.relabelSelected(3);
    expect(state().pendingEdits).toBe(4);
    project.letGo();
    await session.settled();
    expectSaved();
    const steps = project.storage('listHistory', { limit: 10 });
    expect(steps.map(({ kind }) => kind)).toEqual(['relabel', 'resize', 'move', 'draw']);
  });

  it('makes no step of what changes nothing', async () => {
    session.setActiveLabel(2);
    session.draw(box(5));
    const [key] = state().selection;
    if (key === undefined) throw new Error('nothing selected');
    session.setBoxes(new Map([[key, box(5)]]), 'move');
    session.relabelSelected(2);
    session.acceptSelected();
    session.acceptAll();
    await session.settled();
    expect(project.storage('listHistory', { limit: 10 })).toHaveLength(1);
  });

  it('draws big boxes below small ones', () => {
    session.draw(box(5, 5, 10, 10));
    session.draw(box(0, 0, 100, 50));
    session.draw(box(2, 2, 30, 30));
    expect(state().boxes.map((each) => each.box.width)).toEqual([100, 30, 10]);
  });
});

describe('detections', () => {
  beforeEach(async () => {
    project.detect(first, [
      { labelName: 'x', box: box(5), score: 0.9 },
      { labelName: '2', box: box(50), score: 0.6 },
      { labelName: '+', box: box(100), score: 0.2 },
    ]);
    await session.open(first);
  });

  const keyAt = (x: number): string => {
    const found = state().boxes.find((each) => each.box.x === x);
    if (found === undefined) throw new Error(`no box at ${x}`);
    return found.key;
  };

  it('come and go with the sliders, and nothing is stored for it', async () => {
    expect(state().boxes).toHaveLength(2);
    expect(state().hiddenCount).toBe(1);
    session.setScoreThreshold(0.7);
    expect(state()).toMatchObject({ hiddenCount: 2 });
    expect(state().boxes).toHaveLength(1);
    session.setScoreThreshold(0.05);
    expect(state()).toMatchObject({ hiddenCount: 0 });
    await session.settled();
    expect(state().history.undo).toBeNull();
  });

  it('become corrected annotations when they are moved, and stay selected', async () => {
    const key = keyAt(5);
    session.select([key], 'replace');
    session.setBoxes(new Map([[key, box(7)]]), 'move');
    const [made] = [...state().annotations.values()];
    expect(made).toMatchObject({ state: 'corrected', score: 0.9, box: box(7) });
    expect([...state().selection]).toEqual([made?.id]);
    expect(state().boxes).toHaveLength(2);
    await session.settled();
    expectSaved();
  });

  it('become corrected by another label, accepted by the one they have', () => {
    session.select([keyAt(5), keyAt(50)], 'replace');
    session.relabelSelected(1);
    expect([...state().annotations.values()].map((each) => each.state)).toEqual(['accepted', 'corrected']);
  });

  it('are accepted one by one or all that are visible, and corrected when moved later', async () => {
    session.select([keyAt(5)], 'replace');
    session.acceptSelected();
    session.acceptAll();
    expect(state().boxes.map((each) => each.state)).toEqual(['accepted', 'accepted']);
    session.setBoxes(new Map([[keyAt(5), box(8)]]), 'move');
    expect(state().boxes.find((each) => each.box.x === 8)?.state).toBe('corrected');
    await session.settled();
    expectSaved();
    expect(project.storage('listHistory', { limit: 9 }).map(({ kind }) => kind)).toEqual([
      'move',
      'acceptAll',
      'accept',
    ]);
  });

  it('do not come back when they are dismissed, nor when their annotation is deleted', async () => {
    session.select([keyAt(5)], 'replace');
    session.deleteSelected();
    session.select([keyAt(50)], 'replace');
    session.acceptSelected();
    session.deleteSelected();
    expect(state().boxes).toHaveLength(0);
    expect(state().selection.size).toBe(0);
    await session.settled();
    await session.reload();
    expect(state().boxes).toHaveLength(0);
    expect(project.storage('listHistory', { limit: 9 }).map(({ kind }) => kind)).toEqual([
      'delete',
      'accept',
      'dismiss',
    ]);
  });

  it('are loaded again when they are new; edits under way stay', async () => {
    session.setActiveLabel(4);
    session.draw(box(200));
    project.hold();
    session.draw(box(250));
    project.detect(first, [{ labelName: 'x', box: box(300), score: 0.8 }]);
    session.draw(box(350));
    project.letGo();
    await session.settled();
    expect(
      state()
        .boxes.map((each) => each.box.x)
        .sort((a, b) => a - b),
    ).toEqual([200, 250, 300, 350]);
    expectSaved();
    expect(refusals).toEqual([]);
  });
});

describe('refusal', () => {
  beforeEach(async () => {
    await session.open(first);
  });

  it('takes the edit back, says so once, and lets later ones stand that do not rest on it', async () => {
    project.hold();
    session.draw(box(5));
    const [refused] = state().selection;
    if (refused === undefined) throw new Error('nothing selected');
    session.setBoxes(new Map([[refused, box(9)]]), 'move');
    session.draw(box(200));
    project.failNext('annotation.applyDiff', new AppError('storage.full', 'The disk is full.'));
    project.letGo();
    await session.settled();
    expect(refusals.map(({ code }) => code)).toEqual(['storage.full']);
    expect(state().boxes.map((each) => each.box.x)).toEqual([200]);
    expectSaved();
  });

  it('comes for an edit on a document that another has changed, which is then shown', async () => {
    const other = createAnnotationSession(project.client);
    await other.open(first);
    other.draw(box(5));
    await other.settled();
    session.draw(box(100));
    await session.settled();
    expect(refusals.map(({ code }) => code)).toEqual(['storage.staleRevision']);
    expect(state().boxes.map((each) => each.box.x)).toEqual([5]);
    expectSaved();
    session.draw(box(100));
    await session.settled();
    expect(refusals).toHaveLength(1);
    expectSaved();
  });
});

describe('undo and redo', () => {
  beforeEach(async () => {
    await session.open(first);
  });

  it('wait for the edits under way', async () => {
    session.draw(box(5));
    session.draw(box(50));
    await session.undo();
    expect(state().boxes.map((each) => each.box.x)).toEqual([5]);
    await session.redo();
    expect(state().boxes).toHaveLength(2);
    expect([...state().selection]).toEqual([state().boxes.find((each) => each.box.x === 50)?.key]);
    expectSaved();
  });

  it('do nothing where there is nothing to do', async () => {
    await session.undo();
    await session.redo();
    expect(state().boxes).toHaveLength(0);
    expect(refusals).toEqual([]);
  });

  it('open the image that the step was on', async () => {
    session.draw(box(5));
    await session.open(second);
    session.draw(box(60));
    await session.settled();
    await session.undo();
    expect(state().image?.id).toBe(second);
    expect(state().boxes).toHaveLength(0);
    await session.undo();
    expect(state().image?.id).toBe(first);
    expect(state().boxes).toHaveLength(0);
    await session.redo();
    await session.redo();
    expect(state().image?.id).toBe(second);
    expect(state().boxes.map((each) => each.box.x)).toEqual([60]);
  });

  it('keep an edit that is made while they are under way', async () => {
    session.draw(box(5));
    await session.settled();
    project.hold();
    const undone = session.undo();
    session.draw(box(50));
    project.letGo();
    await undone;
    await session.settled();
    expect(state().boxes.map((each) => each.box.x)).toEqual([50]);
    expect(refusals).toEqual([]);
    expectSaved();
  });

  it('report an edit of a box that they took away meanwhile', async () => {
    session.draw(box(5));
    const [key] = state().selection;
    if (key === undefined) throw new Error('nothing selected');
    await session.settled();
    project.hold();
    const undone = session.undo();
    session.setBoxes(new Map([[key, box(50)]]), 'move');
    project.letGo();
    await undone;
    await session.settled();
    expect(refusals.map(({ code }) => code)).toEqual(['storage.staleRevision']);
    expect(state().boxes).toEqual([]);
    expectSaved();
  });
});

describe('closing', () => {
  it('shows nothing, and says which edits it took along', async () => {
    await session.open(first);
    project.hold();
    session.draw(box(5));
    session.draw(box(50));
    session.close();
    expect(state()).toMatchObject({ phase: 'empty', image: null, pendingEdits: 0 });
    project.letGo();
    await session.settled();
    expect(state().phase).toBe('empty');
    expect(refusals.map(({ code }) => code)).toEqual(['project.none']);
  });
});

describe('any sequence of commands', () => {
  type Command = (session: AnnotationSession, pick: number, place: Box) => void;
  const keyOf = (each: AnnotationSession, pick: number): string | undefined => {
    const { boxes } = each.getState();
    return boxes[pick % Math.max(1, boxes.length)]?.key;
  };
  const commands: readonly Command[] = [
    (each, _pick, place) => {
      each.draw(place);
    },
    (each, pick, place) => {
      const key = keyOf(each, pick);
      if (key !== undefined) each.setBoxes(new Map([[key, place]]), 'move');
    },
    (each, pick) => {
      const key = keyOf(each, pick);
      if (key !== undefined) each.select([key], 'toggle');
    },
    (each, pick) => {
      each.relabelSelected(1 + (pick % 5));
    },
    (each) => {
      each.deleteSelected();
    },
    (each) => {
      each.acceptSelected();
    },
    (each) => {
      each.acceptAll();
    },
    (each, pick) => {
      each.setScoreThreshold((pick % 10) / 10);
    },
    (each) => void each.reload(),
    (each) => void each.undo(),
    (each) => void each.redo(),
  ];
  const anyPlace = fc.record({
    x: fc.double({ min: -20, max: 420, noNaN: true }),
    y: fc.double({ min: -20, max: 120, noNaN: true }),
    width: fc.double({ min: 0.5, max: 60, noNaN: true }),
    height: fc.double({ min: 0.5, max: 60, noNaN: true }),
  });

  it('is taken back by undo to where it began, and shows what is stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: commands.length - 1 }), fc.nat(), anyPlace, fc.boolean()), {
          maxLength: 40,
        }),
        async (steps) => {
          const own = directProject();
          try {
            const [imageId] = own.imageIds as [number];
            own.detect(imageId, [
              { labelName: 'x', box: box(5), score: 0.9 },
              { labelName: '2', box: box(50), score: 0.6 },
              { labelName: '+', box: box(52), score: 0.5 },
              { labelName: '+', box: box(150), score: 0.3 },
            ]);
            const each = createAnnotationSession(own.client);
            const told: WireError[] = [];
            each.onRefused((error) => told.push(error));
            await each.open(imageId);
            for (const [command, pick, place, isPatient] of steps) {
              commands[command]?.(each, pick, place);
              if (isPatient) await each.settled();
            }
            await each.settled();
            const shown = byId(each.getState().annotations.values());
            expect(shown).toEqual(byId(own.storage('loadDocument', { imageId }).annotations));
            expect(each.getState().pendingEdits).toBe(0);
            // Only an edit of a box that an undo under way takes back can be refused.
            expect(told.every(({ code }) => code === 'storage.staleRevision')).toBe(true);

            const isAllDone = each.getState().history.redo === null;
            while (each.getState().history.undo !== null) await each.undo();
            expect(each.getState().annotations.size).toBe(0);
            while (each.getState().history.redo !== null) await each.redo();
            const again = byId(each.getState().annotations.values());
            expect(again).toEqual(byId(own.storage('loadDocument', { imageId }).annotations));
            if (isAllDone) expect(again).toEqual(shown);
          } finally {
            own.dispose();
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
