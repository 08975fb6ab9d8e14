import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pinnedNode } from '#electron/runtime/projectPaths.mjs';
import {
  canvasReady,
  dragBox,
  fitImage,
  pressKeys,
  projectRoot,
  startSurd,
  takePicture,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';

const size = { width: 12_000, height: 4000 };
/** Pixels after which a wave of the picture begins anew: no multiple of a tile, so that a tile in a wrong place shows. */
const period = 1400;
/** A second picture, of tiles too. Its repeat is whole pixels of the screen at each zoom that is looked at. */
const weave = { width: 2400, height: 1800, repeat: 100 };

/** From 20 to 230 and back again, as even as a picture can be. */
const wave = (at: number): number => {
  const phase = ((((at % period) + period) % period) / period) * 2;
  return 20 + 210 * (phase < 1 ? phase : 2 - phase);
};
/** The colour of the picture at a place, which is told by it: waves across and down, and a slope over the whole width. */
const colorAt = (x: number, y: number): readonly [number, number, number] => [
  wave(x),
  wave(y),
  20 + (210 * x) / size.width,
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

const press = (...keys: readonly string[]): Promise<void> => pressKeys(app, ...keys);

async function writePage(path: string): Promise<void> {
  const pixels = Buffer.alloc(size.width * size.height * 3);
  let at = 0;
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      for (const value of colorAt(x + 0.5, y + 0.5)) pixels[at++] = Math.round(value);
    }
  }
  await sharp(pixels, { raw: { ...size, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(path);
}

/** Noise of black and white that begins anew after {@link weave} pixels each way: the hardest there is to draw in parts. */
async function writeWeave(path: string): Promise<void> {
  const { width, height, repeat } = weave;
  const pixels = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const seed = (x % repeat) * 374_761_393 + (y % repeat) * 668_265_263;
      const mixed = Math.imul(seed ^ (seed >>> 13), 1_274_126_177);
      pixels[y * width + x] = (mixed >>> 16) % 2 === 0 ? 0 : 255;
    }
  }
  await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(path);
}

/** How far the canvas is from itself, so many screen pixels to the right and as many further down. */
async function compareWithItself(
  shift: number,
): Promise<{ readonly compared: number; readonly worst: number }> {
  const canvas = await app.page.locator('[data-canvas]').boundingBox();
  if (canvas === null) throw new Error('There is no canvas.');
  const { data, info } = await sharp(await app.page.screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rim = 3;
  let compared = 0;
  let worst = 0;
  for (let y = Math.ceil(canvas.y) + rim; y < canvas.y + canvas.height - rim - shift; y += 1) {
    for (let x = Math.ceil(canvas.x) + rim; x < canvas.x + canvas.width - rim - shift; x += 1) {
      compared += 1;
      const here = data[y * info.width + x] ?? NaN;
      worst = Math.max(worst, Math.abs(here - (data[(y + shift) * info.width + x + shift] ?? NaN)));
    }
  }
  return { compared, worst };
}

/** Waits until the last change of zoom or place is drawn, with all its tiles. */
async function sharpPicture(): Promise<void> {
  await app.page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }),
  );
  await app.page.locator('[data-canvas][data-sharp="true"]').waitFor();
}

/** How many pixels of the canvas show the picture, and how far the worst of them is from what the file has there. */
async function comparePixels(
  expected: (x: number, y: number) => readonly number[],
): Promise<{ readonly compared: number; readonly worst: number }> {
  const place = await app.page.locator('[data-canvas]').evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [offsetX = 0, offsetY = 0] = (element.getAttribute('data-offset') ?? '').split(' ').map(Number);
    return { left, top, width, height, zoom: Number(element.getAttribute('data-zoom')), offsetX, offsetY };
  });
  const { data, info } = await sharp(await app.page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // The canvas's own border, and the picture's edge where smoothing looks at nothing beyond.
  const rim = 3;
  const inside = 2 + 2 / place.zoom;
  let compared = 0;
  let worst = 0;
  for (let y = Math.ceil(place.top) + rim; y < place.top + place.height - rim; y += 1) {
    for (let x = Math.ceil(place.left) + rim; x < place.left + place.width - rim; x += 1) {
      const imageX = (x + 0.5 - place.left - place.offsetX) / place.zoom;
      const imageY = (y + 0.5 - place.top - place.offsetY) / place.zoom;
      if (imageX < inside || imageY < inside) continue;
      if (imageX > size.width - inside || imageY > size.height - inside) continue;
      compared += 1;
      for (const [channel, value] of expected(imageX, imageY).entries()) {
        worst = Math.max(worst, Math.abs((data[(y * info.width + x) * 3 + channel] ?? NaN) - value));
      }
    }
  }
  return { compared, worst };
}

/** Zooms with the wheel over a place of the picture until the zoom is reached. */
async function zoomAt(x: number, y: number, zoom: number): Promise<void> {
  const at = await windowPoint(app.page, { x, y });
  await app.page.mouse.move(at.x, at.y);
  const now = (): Promise<number> => app.page.locator('[data-canvas]').getAttribute('data-zoom').then(Number);
  for (let step = 0; step < 200 && (await now()) < zoom; step += 1) {
    await app.page.mouse.wheel(0, -40);
    await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  expect(await now()).toBeGreaterThanOrEqual(zoom);
  // Nothing is lit where the pointer rests outside.
  await app.page.mouse.move(1, 1);
  await sharpPicture();
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = join(folder.path, 'images');
  const project = join(folder.path, 'large.surd');
  await mkdir(images);
  await writePage(join(images, 'page.png'));
  await writeWeave(join(images, 'weave.png'));
  execFileSync(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), 'import', project, images], {
    stdio: 'pipe',
  });
  app = await startSurd(join(folder.path, 'user'), ['--project', project]);
  await canvasReady(app.page);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

beforeEach(async () => {
  await app.page.locator('[data-canvas]').focus();
  await fitImage(app.page);
  await sharpPicture();
});

/** Of 255. A step of a wave by one pixel of the coarsest level that is looked at stays below. */
const tolerance = 8;

it('shows the whole picture as the file has it', async () => {
  const { compared, worst } = await comparePixels(colorAt);
  expect(compared).toBeGreaterThan(50_000);
  expect(worst).toBeLessThanOrEqual(tolerance);
  await takePicture(app, 'large-fit');
});

it.each([
  [0.13, 2000, 1000],
  [0.3, 9000, 3000],
  [0.7, 4000, 700],
  [1.4, 5600, 2050],
  [2.6, 11_500, 3800],
  [4.3, 513, 511],
  [8.1, 7168, 2560],
])('joins its tiles without a seam at %d-fold zoom', async (zoom, x, y) => {
  await zoomAt(x, y, zoom);
  const { compared, worst } = await comparePixels(colorAt);
  expect(compared).toBeGreaterThan(50_000);
  expect(worst).toBeLessThanOrEqual(tolerance);
  await takePicture(app, `large-${zoom}`);
});

it('shows what the file has after moving on at 1:1', async () => {
  await zoomAt(3000, 2000, 0.9);
  await press('Shift+1');
  for (const [dx, dy] of [
    [700, 0],
    [0, -900],
    [2500, 400],
    [-3000, 300],
  ] as const) {
    const { x, y, width, height } = (await app.page.locator('[data-canvas]').boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    await app.page.mouse.move(x + width / 2, y + height / 2);
    await app.page.mouse.down({ button: 'middle' });
    await app.page.mouse.move(x + width / 2 - dx, y + height / 2 - dy, { steps: 5 });
    await app.page.mouse.up({ button: 'middle' });
    await app.page.mouse.move(1, 1);
    await sharpPicture();
    const { compared, worst } = await comparePixels(colorAt);
    expect(compared).toBeGreaterThan(50_000);
    expect(worst).toBeLessThanOrEqual(tolerance);
  }
});

it('adjusts tiles as one picture', async () => {
  await zoomAt(5600, 2050, 0.7);
  await press('i');
  await sharpPicture();
  const { worst } = await comparePixels((x, y) => colorAt(x, y).map((value) => 255 - value));
  await takePicture(app, 'large-inverted');
  await press('i');
  expect(worst).toBeLessThanOrEqual(tolerance);
});

it('keeps a box that is drawn on it, at the place of the picture', async () => {
  await zoomAt(9000, 3000, 2);
  await press('b');
  const box = { x: 8950, y: 2950, width: 120, height: 90 };
  await dragBox(app.page, box);
  const stored = (): Promise<readonly { readonly box: typeof box }[]> =>
    app.page.evaluate(
      `window.surd.invoke('annotation.load', { imageId: 1 }).then((answer) => {
        if (!answer.ok) throw new Error(answer.error.message);
        return answer.value.annotations;
      })`,
    );
  await expect.poll(async () => (await stored()).length).toBe(1);
  const [kept] = await stored();
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs((kept?.box[side] ?? NaN) - box[side])).toBeLessThanOrEqual(1);
  }
  await takePicture(app, 'large-box');
  await press('v', 'Control+z');
  await expect.poll(async () => (await stored()).length).toBe(0);
});

it.each([
  [64, ['Shift+1', '-', '-']],
  [80, ['Shift+1', '-']],
  [100, ['Shift+1']],
  [125, ['Shift+1', '=']],
])('smooths over the cuts of tiles as anywhere else, a repeat being %d pixels', async (shift, keys) => {
  await app.page.getByRole('option', { name: /weave/ }).click();
  await canvasReady(app.page, 2);
  await app.page.locator('[data-canvas]').focus();
  await press(...keys);
  await app.page.mouse.move(1, 1);
  await sharpPicture();
  await takePicture(app, `large-weave-${shift}`);
  const zoom = Number(await app.page.locator('[data-canvas]').getAttribute('data-zoom'));
  expect(zoom * weave.repeat).toBeCloseTo(shift, 6);
  const { compared, worst } = await compareWithItself(shift);
  expect(compared).toBeGreaterThan(50_000);
  expect(worst).toBeLessThanOrEqual(tolerance);
});
