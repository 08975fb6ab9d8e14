import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directProject, type DirectProject } from '#test/support/CanvasDriverProject.ts';
import type { Annotation } from '#shared/annotation/annotation.ts';
import type { WireError } from '#shared/base/errors.ts';
import type { AnnotationSession } from '#renderer/stores/annotationSession.ts';
import { createAnnotationSession } from '#renderer/stores/createAnnotationSession.ts';

let project: DirectProject;
let session: AnnotationSession;
let refusals: WireError[];
let first: number;
let second: number;

const box = { x: 10, y: 10, width: 20, height: 20 };
const other = { x: 60, y: 10, width: 20, height: 20 };

beforeEach(async () => {
  project = directProject();
  session = createAnnotationSession(project.client);
  refusals = [];
  session.onRefused((error) => refusals.push(error));
  [first, second] = project.imageIds as [number, number];
  await session.open(first);
});

afterEach(() => {
  project.dispose();
});

/** Lets everything that is under way come to its end. */
async function rest(): Promise<void> {
  await session.settled();
  await new Promise((done) => setTimeout(done, 5));
}

/** Draws on an image, which is open afterwards. */
async function drawOn(imageId: number, place = box): Promise<void> {
  await session.open(imageId);
  session.setActiveLabel(1);
  session.draw(place);
  await session.settled();
}

/** The second image is fetched ahead while the first one is open. */
async function fetchSecond(): Promise<void> {
  await session.open(first);
  session.fetchAhead([second]);
  await rest();
}

/** Opens the second image; what is shown must be what is stored, to the revision. */
async function expectStored(): Promise<void> {
  await session.open(second);
  await session.settled();
  const { annotations, detections } = project.storage('loadDocument', { imageId: second });
  const { image, annotations: shown, detections: found } = session.getState();
  expect(image?.id).toBe(second);
  expect([...shown.values()]).toEqual(annotations);
  expect(found).toEqual(detections);
  // An edit stands on the revision that was fetched.
  session.setActiveLabel(2);
  session.draw({ x: 200, y: 10, width: 20, height: 20 });
  await session.settled();
  expect(refusals).toEqual([]);
}

const annotation = (imageId: number): Annotation => ({
  id: randomUUID(),
  imageId,
  labelId: 1,
  box,
  state: 'accepted',
  score: null,
  detectionId: null,
});

describe('an image that was fetched ahead', () => {
  it('opens at once, without a call', async () => {
    await drawOn(second);
    await fetchSecond();
    project.hold();
    void session.open(second);
    expect(session.getState()).toMatchObject({ phase: 'ready', image: { id: second } });
    expect(session.getState().boxes).toHaveLength(1);
    expect(session.getState().selection.size).toBe(0);
    project.letGo();
    await expectStored();
  });

  it('is let go when another one is wanted', async () => {
    await fetchSecond();
    session.fetchAhead([]);
    project.hold();
    void session.open(second);
    expect(session.getState().phase).toBe('loading');
    project.letGo();
    await session.settled();
  });

  it('is of no use once the project was closed', async () => {
    await fetchSecond();
    session.close();
    project.hold();
    void session.open(second);
    expect(session.getState().phase).toBe('loading');
    project.letGo();
    await session.settled();
  });

  it('is fetched anew when it changed while it was on the way', async () => {
    let arrive = (): void => undefined;
    const arrival = new Promise<void>((done) => (arrive = done));
    const { client } = project;
    const load: typeof client.annotation.load = async (input) => {
      const answer = await client.annotation.load(input);
      if (input.imageId === second) await arrival;
      return answer;
    };
    session = createAnnotationSession({ ...client, annotation: { ...client.annotation, load } });
    await session.open(first);
    session.fetchAhead([second]);
    await rest();
    project.storage('applyDiff', {
      imageId: second,
      kind: 'draw',
      diff: { added: [annotation(second)], removed: [], updated: [] },
      baseRevision: 0,
    });
    project.tell('annotations.changed', { imageIds: [second] });
    arrive();
    await rest();
    project.hold();
    void session.open(second);
    expect(session.getState().boxes).toHaveLength(1);
    project.letGo();
    await expectStored();
  });

  it('that cannot be fetched says so when it is opened', async () => {
    session.fetchAhead([999]);
    await rest();
    expect(refusals).toEqual([]);
    await session.open(999);
    expect(session.getState().error?.code).toBe('storage.unknownRecord');
  });

  it('lets the label that is used most be drawn with, as any other', async () => {
    project.storage('applyDiff', {
      imageId: first,
      kind: 'draw',
      diff: { added: [{ ...annotation(first), labelId: 3 }], removed: [], updated: [] },
      baseRevision: 0,
    });
    session = createAnnotationSession(project.client);
    session.fetchAhead([second]);
    await rest();
    await session.open(second);
    session.draw(box);
    await session.settled();
    expect(session.getState().boxes).toMatchObject([{ labelId: 3 }]);
  });
});

describe('an image that was fetched ahead is not stale after', () => {
  beforeEach(async () => {
    await drawOn(second);
    await fetchSecond();
  });

  it('a detection', async () => {
    project.detect(second, [{ labelName: 'x', box: other, score: 0.9 }]);
    await expectStored();
  });

  it('an import', async () => {
    project.storage('applyDiff', {
      imageId: second,
      kind: 'draw',
      diff: { added: [annotation(second)], removed: [], updated: [] },
      baseRevision: 1,
    });
    project.tell('annotations.changed', { imageIds: [second] });
    await expectStored();
  });

  it('an import that says of no image in particular that it changed', async () => {
    project.storage('applyDiff', {
      imageId: second,
      kind: 'draw',
      diff: { added: [annotation(second)], removed: [], updated: [] },
      baseRevision: 1,
    });
    project.tell('images.changed', { imageIds: null });
    await expectStored();
  });

  it('a correction of an evaluation', async () => {
    await project.client.annotation.spread({
      corrections: [
        {
          kind: 'add',
          imageId: second,
          annotationId: randomUUID(),
          labelId: 2,
          box: other,
          score: null,
        },
      ],
    });
    await expectStored();
  });

  it('a correction of several images that was taken back and made again', async () => {
    const corrections = [first, second].map((imageId) => ({
      kind: 'add' as const,
      imageId,
      annotationId: randomUUID(),
      labelId: 2,
      box: other,
      score: null,
    }));
    await project.client.annotation.spread({ corrections });
    await fetchSecond();
    await session.undo();
    await expectStored();
  });

  it('its label was merged into another', async () => {
    await project.client.label.retire({ labelId: 1, replacementId: 2 });
    await expectStored();
  });

  it.each(['undo', 'redo'] as const)('%s from another image', async (call) => {
    if (call === 'redo') {
      await session.undo();
      await fetchSecond();
    }
    project.holdNews();
    await session[call]();
    await session.open(first);
    await expectStored();
    project.letGo();
  });

  it.each(['undo', 'redo'] as const)('%s that is still under way', async (call) => {
    if (call === 'redo') {
      await session.undo();
      await fetchSecond();
    }
    void session[call]();
    void session.open(second);
    expect(session.getState().phase).toBe('loading');
    await expectStored();
  });

  it('an edit of its own', async () => {
    project.holdNews();
    await drawOn(second, other);
    await session.open(first);
    await expectStored();
    project.letGo();
  });

  it('an edit of its own that is still under way', async () => {
    await session.open(second);
    project.hold();
    session.draw(other);
    void session.open(first);
    void session.open(second);
    expect(session.getState().phase).toBe('loading');
    project.letGo();
    await session.settled();
    expect(session.getState().boxes).toHaveLength(2);
    await expectStored();
  });

  it('an edit of its own that was refused', async () => {
    await session.open(second);
    project.failNext('annotation.applyDiff', new Error('full'));
    session.draw(other);
    await session.settled();
    expect(refusals).toHaveLength(1);
    refusals = [];
    await session.open(first);
    await expectStored();
  });
});

it('keeps what was fetched as long as nothing changes it', async () => {
  await fetchSecond();
  project.tell('images.changed', { imageIds: [first] });
  project.tell('annotations.changed', { imageIds: [] });
  await rest();
  project.hold();
  void session.open(second);
  expect(session.getState()).toMatchObject({ phase: 'ready', image: { id: second } });
  project.letGo();
  await rest();
});
