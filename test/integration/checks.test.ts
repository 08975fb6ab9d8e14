import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { paperWith, ring, type Stroke } from '#shared/checks/testPaper.ts';
import { checkInk } from '#shared/checks/inkFindings.ts';
import { readInk } from '#shared/checks/inkMap.ts';
import { snapToInk } from '#shared/checks/snapToInk.ts';
import { directProject, type DirectProject } from '#test/support/CanvasDriverProject.ts';
import { commandById, runCommand } from '#renderer/commands/registry.ts';
import type { AnnotationSession } from '#renderer/stores/annotationSession.ts';
import type { CheckItem } from '#renderer/stores/checkItem.ts';
import { createChecksStore, type ChecksStore } from '#renderer/stores/checksStore.ts';
import { createAnnotationSession } from '#renderer/stores/createAnnotationSession.ts';
import { createLabelStore, type LabelStore } from '#renderer/stores/labelStore.ts';
import type { PreferencesStore } from '#renderer/stores/preferencesStore.ts';
import type { SettingsStore } from '#renderer/stores/settingsStore.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { defaultPreferences } from '#shared/dataset/projectPreferences.ts';
import type { Box } from '#shared/geometry/box.ts';

/** `2 + x` in ink, on both images. */
const strokes: readonly Stroke[] = [
  ...ring(20, 30, 40),
  { x: 100, y: 48, width: 40, height: 4 },
  { x: 118, y: 30, width: 4, height: 40 },
  ...ring(180, 30, 40),
];
const ink = readInk(paperWith(400, 100, strokes));
const places: Readonly<Record<string, Box>> = {
  '2': { x: 20, y: 30, width: 40, height: 40 },
  '+': { x: 100, y: 30, width: 40, height: 40 },
  x: { x: 180, y: 30, width: 40, height: 40 },
};

let project: DirectProject;
let session: AnnotationSession;
let labels: LabelStore;
let checks: ChecksStore;
let settings: SettingsStore;
const preferences = createStore(() => defaultPreferences) as unknown as PreferencesStore;
let workbench: Workbench;
let end = (): void => undefined;
const told = vi.fn();

beforeEach(async () => {
  project = directProject();
  session = createAnnotationSession(project.client);
  labels = createLabelStore(project.client, () => undefined);
  settings = Object.assign(
    createStore(() => ({ checks: {}, keys: {} })),
    {
      setPanelCollapsed: () => undefined,
    },
  ) as unknown as SettingsStore;
  const check = {
    ...project.client.check,
    ink: ({ symbols }: { readonly symbols: Parameters<typeof checkInk>[1] }) =>
      Promise.resolve(checkInk(ink, symbols)),
    snap: ({
      symbols,
      which,
    }: {
      readonly symbols: Parameters<typeof snapToInk>[1];
      readonly which: number[];
    }) => Promise.resolve([...snapToInk(ink, symbols, which)]),
  };
  const client = { ...project.client, check } as unknown as Workbench['client'];
  checks = createChecksStore({ client, session, labels, settings, preferences });
  workbench = {
    client,
    session,
    labels,
    settings,
    checks,
    canvas: { centreOn: () => undefined },
    notices: { tell: told, report: told },
    ui: { getState: () => ({ workspace: 'annotate' }), requestLabelField: () => undefined },
  } as unknown as Workbench;
  await labels.load();
  end = checks.follow();
  await session.open(project.imageIds[0] ?? 0);
});

afterEach(() => {
  end();
  project.dispose();
  told.mockClear();
});

const labelId = (name: string): number =>
  labels.getState().labels.find((each) => each.name === name)?.id ?? 0;

function draw(label: string, box: Box): void {
  session.setActiveLabel(labelId(label));
  session.draw(box);
}

/** What is on the list once the ink has been asked. */
async function settled(): Promise<readonly CheckItem[]> {
  await session.settled();
  await new Promise((done) => setTimeout(done, 200));
  return checks.getState().items;
}

const run = (id: string): Promise<void> => runCommand(workbench, commandById(id));
const kinds = async (): Promise<readonly string[]> => (await settled()).map(({ kind }) => kind);
const boxes = (): readonly Box[] => session.getState().boxes.map(({ box }) => box);

describe('the list of things to look at', () => {
  it('is empty on an image without boxes, and on one whose boxes are right', async () => {
    expect(await kinds()).toEqual([]);
    for (const [label, box] of Object.entries(places)) draw(label, box);
    expect(await kinds()).toEqual([]);
  });

  it('follows the boxes: what is drawn, deleted, and taken back', async () => {
    draw('2', places['2'] as Box);
    draw('x', places['x'] as Box);
    expect(await kinds()).toEqual(['unboxedInk']);
    draw('+', places['+'] as Box);
    expect(await kinds()).toEqual([]);
    session.deleteSelected();
    expect(await kinds()).toEqual(['unboxedInk']);
    await session.undo();
    expect(await kinds()).toEqual([]);
  });

  it('draws the box of unboxed ink by a key', async () => {
    draw('2', places['2'] as Box);
    draw('x', places['x'] as Box);
    await settled();
    await run('checks.next');
    expect(checks.getState().current?.kind).toBe('unboxedInk');
    await run('checks.fix');
    expect(await kinds()).toEqual([]);
    expect(boxes()).toContainEqual(places['+']);
  });

  it('mends each by a key, as one step, and goes on to the next', async () => {
    for (const [label, box] of Object.entries(places)) draw(label, box);
    draw('2', { x: 300, y: 20, width: 20, height: 20 });
    session.setBoxes(
      new Map(
        session
          .getState()
          .boxes.filter(({ box }) => box.x === 180)
          .map(({ key }) => [key, { x: 180, y: 30, width: 31, height: 40 }]),
      ),
      'resize',
    );
    expect(await kinds()).toEqual(['inklessBox', 'cutInk']);
    const steps = project.storage('listHistory', { limit: 100 }).length;
    await run('checks.next');
    await run('checks.fix');
    expect(checks.getState().current?.kind).toBe('cutInk');
    await run('checks.fix');
    expect(await kinds()).toEqual([]);
    expect(project.storage('listHistory', { limit: 100 })).toHaveLength(steps + 2);
    expect([...boxes()].sort((a, b) => a.x - b.x)).toEqual(Object.values(places).sort((a, b) => a.x - b.x));
  });

  it('goes round, either way', async () => {
    draw('2', places['2'] as Box);
    draw('x', { x: 300, y: 20, width: 20, height: 20 });
    const items = await settled();
    expect(items.length).toBeGreaterThan(1);
    const seen: string[] = [];
    for (let step = 0; step <= items.length; step += 1) {
      await run('checks.next');
      seen.push(checks.getState().current?.id ?? '');
    }
    expect(seen).toEqual([...items.map(({ id }) => id), items[0]?.id]);
    await run('checks.previous');
    expect(checks.getState().current?.id).toBe(items.at(-1)?.id);
  });

  it('keeps what was dismissed away while the image is left and opened again', async () => {
    draw('2', places['2'] as Box);
    draw('x', places['x'] as Box);
    await settled();
    await run('checks.next');
    await run('checks.dismiss');
    expect(await kinds()).toEqual([]);
    expect(checks.getState().dismissed).toHaveLength(1);
    await session.open(project.imageIds[1] ?? 0);
    expect([await kinds(), checks.getState().dismissed.length]).toEqual([[], 0]);
    await session.open(project.imageIds[0] ?? 0);
    expect([await kinds(), checks.getState().dismissed.length]).toEqual([[], 1]);
    checks.showDismissed(true);
    await run('checks.next');
    expect(checks.getState().current).toBeNull();
    checks.choose(checks.getState().dismissed[0] ?? null);
    await run('checks.dismiss');
    expect(await kinds()).toEqual(['unboxedInk']);
    expect(project.storage('dismissals', { imageId: project.imageIds[0] ?? 0 })).toEqual([]);
  });

  it('keeps what was dismissed in the project, and knows it when the detector has run anew', async () => {
    draw('2', places['2'] as Box);
    const found = { labelName: 'x', box: { x: 300, y: 20, width: 20, height: 20 }, score: 0.9 };
    const imageId = project.imageIds[0] ?? 0;
    project.detect(imageId, [found]);
    const inkless = (await settled()).find(({ kind }) => kind === 'inklessBox');
    if (inkless === undefined) throw new Error('The box has no ink');
    await checks.dismiss(inkless);
    expect(await kinds()).not.toContain('inklessBox');
    end();
    const opened = createChecksStore({ client: workbench.client, session, labels, settings, preferences });
    end = opened.follow();
    // Another id for the same box, then another key for it, then another label.
    project.detect(imageId, [{ ...found, score: 0.8 }]);
    await settled();
    const kindsNow = () => opened.getState().items.map(({ kind }) => kind);
    expect([kindsNow().includes('inklessBox'), opened.getState().dismissed.length]).toEqual([false, 1]);
    session.selectAll();
    session.acceptSelected();
    await settled();
    expect([kindsNow().includes('inklessBox'), opened.getState().dismissed.length]).toEqual([false, 1]);
    session.select(
      session
        .getState()
        .boxes.filter(({ box }) => box.x === 300)
        .map(({ key }) => key),
      'replace',
    );
    session.relabelSelected(labelId('+'));
    await settled();
    expect([kindsNow().includes('inklessBox'), opened.getState().dismissed.length]).toEqual([true, 0]);
  });

  it('has it again when it could not be stored', async () => {
    draw('2', places['2'] as Box);
    draw('x', places['x'] as Box);
    await settled();
    await run('checks.next');
    project.failNext('check.dismiss', new Error('full'));
    await run('checks.dismiss');
    expect(await kinds()).toEqual(['unboxedInk']);
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ message: expect.anything() as unknown }));
  });

  it('obeys the switches', async () => {
    draw('2', places['2'] as Box);
    draw('x', places['x'] as Box);
    settings.setState({ checks: { unboxedInk: false } });
    expect(await kinds()).toEqual([]);
    settings.setState({ checks: {} });
    expect(await kinds()).toEqual(['unboxedInk']);
  });

  it('says why the ink could not be looked at, and keeps to the rules', async () => {
    vi.spyOn(workbench.client.check, 'ink').mockRejectedValue(new Error('gone'));
    draw('2', places['2'] as Box);
    draw('x', { x: 21, y: 30, width: 40, height: 40 });
    expect(await kinds()).toEqual(['twoBoxes']);
    expect(checks.getState().inkError?.message).toContain('gone');
  });

  it('boxes the ink on the right of an operator, and says where nothing is proposed', async () => {
    draw('2', places['2'] as Box);
    draw('+', places['+'] as Box);
    const operator = (await settled()).find(({ kind }) => kind === 'operatorWithoutRight');
    expect(operator?.fix).toEqual({ kind: 'draw', box: places['x'] });
    checks.choose(operator ?? null);
    session.setActiveLabel(labelId('+'));
    await run('checks.fix');
    const items = await settled();
    // The new box says that it is an operator as well: nothing speaks for another label.
    expect(items.map(({ kind, fix }) => [kind, fix])).toEqual([['operatorWithoutRight', null]]);
    checks.choose(items[0] ?? null);
    const before = boxes();
    await run('checks.fix');
    expect(told).toHaveBeenCalledWith('info', { key: 'checks.noFix' });
    expect(boxes()).toEqual(before);
  });

  it('says that there is nothing', async () => {
    await run('checks.next');
    expect(told).toHaveBeenCalledWith('info', { key: 'checks.nothing' });
  });
});

describe('parts of one symbol', () => {
  it('become one box of the label, as one step that can be taken back', async () => {
    draw('x', { x: 10, y: 10, width: 20, height: 4 });
    draw('x', { x: 10, y: 20, width: 20, height: 4 });
    await session.settled();
    const before = session.getState().boxes;
    const box = { x: 10, y: 10, width: 20, height: 14 };
    session.mergeParts(new Set(before.map(({ key }) => key)), labelId('+'), box);
    await session.settled();
    const [merged, ...others] = session.getState().boxes;
    expect(others).toEqual([]);
    expect(merged).toMatchObject({ box, labelId: labelId('+') });
    expect([...session.getState().selection]).toEqual([merged?.key]);
    await session.undo();
    expect(new Set(session.getState().boxes.map((each) => each.box.y))).toEqual(new Set([10, 20]));
  });

  it('are left alone when fewer than two are there', async () => {
    draw('x', { x: 10, y: 10, width: 20, height: 4 });
    await session.settled();
    const { boxes: before } = session.getState();
    session.mergeParts(new Set(['gone', before[0]?.key ?? '']), labelId('+'), {
      x: 0,
      y: 0,
      width: 9,
      height: 9,
    });
    expect(session.getState().boxes).toEqual(before);
  });
});

describe('snapping', () => {
  it('moves the selected boxes to their ink, as one step', async () => {
    draw('x', { x: 170, y: 22, width: 62, height: 60 });
    draw('2', { x: 24, y: 26, width: 40, height: 50 });
    session.selectAll();
    await run('boxes.snap');
    await session.settled();
    expect(new Set(boxes())).toEqual(new Set([places['x'], places['2']]));
    expect(session.getState().history.undo?.kind).toBe('snap');
    expect(session.getState().history.undo?.boxCount).toBe(2);
    await session.undo();
    expect(boxes()).toContainEqual({ x: 170, y: 22, width: 62, height: 60 });
  });

  it('says so where there is no ink', async () => {
    draw('x', { x: 300, y: 20, width: 20, height: 20 });
    await session.settled();
    await run('boxes.snapAll');
    expect(told).toHaveBeenCalledWith('info', { key: 'checks.noInk' });
  });
});
