import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import { cross, inkmlOf } from '#test/support/inkmlFormula.ts';
import {
  canvasReady,
  dragBox,
  pressKeys,
  projectRoot,
  startSurd,
  takePicture,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

/** Rows of crosses whose boxes overlap, some of which hold others. */
const crowded = inkmlOf(
  Array.from({ length: 60 }, (_, at) => {
    const size = at % 7 === 0 ? 70 : 34;
    return cross(at % 2 === 0 ? 'x' : '\\alpha', (at % 12) * 30, Math.floor(at / 12) * 48, size, size);
  }),
  'x',
);

const press = (...keys: readonly string[]): Promise<void> => pressKeys(app, ...keys);

const frames = (): Promise<void> =>
  app.page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  });

/** The layer of boxes as it is: RGBA of all its pixels, in the page. */
const keepLayer = (name: string): Promise<void> =>
  app.page.evaluate((kept) => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-canvas] canvas')][1];
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === undefined || context === null) throw new Error('There is no layer of boxes.');
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    (window as unknown as Record<string, Uint8ClampedArray>)[kept] = data;
  }, name);

/** How many pixels are drawn on, and by how much the two kept layers differ at most, of 255. */
const compareLayers = (): Promise<{ readonly drawn: number; readonly most: number }> =>
  app.page.evaluate(() => {
    const { before, anew } = window as unknown as Record<'before' | 'anew', Uint8ClampedArray>;
    let drawn = 0;
    let most = 0;
    for (let at = 0; at < anew.length; at += 4) {
      const [alpha = 0, other = 0] = [anew[at + 3], before[at + 3]];
      if (alpha > 0) drawn += 1;
      most = Math.max(most, Math.abs(alpha - other));
      for (let channel = at; channel < at + 3; channel += 1) {
        const shade = Math.abs((anew[channel] ?? 0) * alpha - (before[channel] ?? 0) * other) / 255;
        most = Math.max(most, shade);
      }
    }
    return { drawn, most };
  });

/** Edges that a clip goes through are rounded otherwise; a line or a sign that is missing makes ten times that. */
const rounding = 12;

/** Whether the layer looks as it does when all of it is drawn anew, which another look of the labels asks for. */
const expectWhole = async (): Promise<void> => {
  await frames();
  await keepLayer('before');
  await press('Shift+L');
  await frames();
  await press('Shift+L');
  await frames();
  await keepLayer('anew');
  const { drawn, most } = await compareLayers();
  expect(drawn).toBeGreaterThan(1000);
  expect(most).toBeLessThanOrEqual(rounding);
};

const clickAt = async (x: number, y: number): Promise<void> => {
  const at = await windowPoint(app.page, { x, y });
  await app.page.mouse.click(at.x, at.y);
};

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = join(folder.path, 'images');
  mkdirSync(images);
  writeFileSync(join(images, 'crowded.inkml'), crowded);
  const project = join(folder.path, 'repaint.surd');
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, images], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), [project]);
  await canvasReady(app.page);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('the layer of boxes', () => {
  const edits: Readonly<Record<string, () => Promise<void>>> = {
    'a selection': () => clickAt(60, 60),
    'another label': () => press('2'),
    'the first label again': () => press('1'),
    'a longer label': async () => {
      await press('l');
      await app.page.keyboard.type('arrow');
      await press('Enter');
    },
    'a move by keys': () => press('Shift+ArrowRight', 'ArrowDown', 'ArrowDown'),
    'a lock': () => press('Alt+u'),
    'a lock taken back': () => press('Alt+u'),
    'several selected': async () => {
      await app.page.keyboard.down('Shift');
      await clickAt(160, 110);
      await clickAt(250, 160);
      await app.page.keyboard.up('Shift');
    },
    'several deleted': () => press('Delete'),
    'a step back': () => press('Control+z'),
    'another step back': () => press('Control+z'),
    'a step forth': () => press('Control+Shift+z'),
    'a drag': async () => {
      await press('v', 'Escape');
      await dragBox(app.page, { x: 95, y: 110, width: 40, height: 30 });
    },
    'a drawn box': async () => {
      await press('b');
      await dragBox(app.page, { x: 12, y: 100, width: 120, height: 60 });
      await press('v');
    },
    'all of them': () => press('Control+a', '2'),
    'none selected': () => press('Escape'),
  };

  it.each(Object.keys(edits))('looks after %s as if all of it were drawn anew', async (edit) => {
    await edits[edit]?.();
    await expectWhole();
    await takePicture(app, `repaint-${edit.replaceAll(' ', '-')}`);
  });

  it('does so closer by, and turned', async () => {
    await press('2');
    for (const keys of [['Equal', 'Equal', 'Equal'], ['t'], ['t']]) {
      await press(...keys);
      await frames();
      await clickAt(100, 110);
      await press('1');
      await expectWhole();
      await press('2');
      await expectWhole();
    }
    await takePicture(app, 'repaint-turned');
  });
});
