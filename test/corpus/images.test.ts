import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRgb } from '#electron/workers/imaging/decodeRgb.ts';
import { createImagingHandlers } from '#electron/workers/imaging/imagingHandlers.ts';
import type { RgbImage } from '#electron/workers/imaging/rgbImage.ts';
import { bilevelPng, bmp, markedAnimated, pattern, pipeline, stored } from './imageMakers.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-images-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const imaging = createImagingHandlers();
const { signal } = new AbortController();
let counter = 0;

function save(bytes: Uint8Array, extension = 'bin'): string {
  const path = join(folder, `${String(counter++)}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}

async function rgbOf(bytes: Uint8Array): Promise<RgbImage> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  return { data, width: info.width, height: info.height };
}

/** The largest difference of any channel of any pixel, the sizes being the same. */
function difference(a: RgbImage, b: RgbImage): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let most = 0;
  for (const [index, value] of a.data.entries())
    most = Math.max(most, Math.abs(value - (b.data[index] ?? -1)));
  return most;
}

/** For lossy files: only the middle of each colour is compared, away from its edges. */
function patternDifference(image: RgbImage, upright: RgbImage): number {
  expect([image.width, image.height]).toEqual([upright.width, upright.height]);
  const { width, height } = upright;
  let most = 0;
  for (const x of [width / 6, (width * 2) / 3]) {
    for (const y of [height / 4, (height * 3) / 4]) {
      const at = (Math.floor(y) * width + Math.floor(x)) * 3;
      for (let c = at; c < at + 3; c++)
        most = Math.max(most, Math.abs((image.data[c] ?? -1) - (upright.data[c] ?? -1)));
    }
  }
  return most;
}

const encoders = {
  jpeg: (image: RgbImage, orientation: number) =>
    pipeline(image)
      .withMetadata({ orientation })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer(),
  png: (image: RgbImage, orientation: number) =>
    pipeline(image).withMetadata({ orientation }).png().toBuffer(),
  webp: (image: RgbImage, orientation: number) =>
    pipeline(image).withMetadata({ orientation }).webp({ lossless: true }).toBuffer(),
  tiff: (image: RgbImage, orientation: number) =>
    pipeline(image).withMetadata({ orientation }).tiff({ compression: 'lzw' }).toBuffer(),
} as const;

describe('EXIF orientation', () => {
  const upright = pattern();
  const cases = (Object.keys(encoders) as (keyof typeof encoders)[]).flatMap((format) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [format, orientation] as const),
  );

  it.each(cases)('%s %i stands upright everywhere alike', async (format, orientation) => {
    const bytes = await encoders[format](stored(upright, orientation), orientation);
    const path = save(bytes);
    const tolerance = format === 'jpeg' ? 3 : 0;

    const probed = await imaging.probe({ path }, signal);
    expect([probed.width, probed.height]).toEqual([upright.width, upright.height]);

    const decoded = await decodeRgb(path, 'raster');
    expect(
      format === 'jpeg' ? patternDifference(decoded, upright) : difference(decoded, upright),
    ).toBeLessThanOrEqual(tolerance);

    const shown = await imaging.display({ path, kind: 'raster' }, signal);
    expect(patternDifference(await rgbOf(shown.bytes), upright)).toBeLessThanOrEqual(tolerance);
    const isServedAsIs = orientation === 1 && format !== 'tiff';
    expect(shown.contentType).toBe(isServedAsIs ? `image/${format}` : 'image/png');
    expect(Buffer.compare(shown.bytes, bytes) === 0).toBe(isServedAsIs);

    const { fileName } = await imaging.writeForExport(
      { path, kind: 'raster', targetFolder: folder, targetStem: `upright ${format} ${orientation}` },
      signal,
    );
    const written = readFileSync(join(folder, fileName));
    expect(patternDifference(await rgbOf(written), upright)).toBeLessThanOrEqual(tolerance);
    expect((await sharp(written).metadata()).orientation ?? 1).toBe(1);
    const isCopied = orientation === 1 && (format === 'jpeg' || format === 'png');
    expect(Buffer.compare(written, bytes) === 0).toBe(isCopied);
    expect(fileName.endsWith(isCopied && format === 'jpeg' ? '.jpg' : '.png')).toBe(true);

    const thumb = await imaging.thumbnail({ path, kind: 'raster', edge: 24 }, signal);
    const small = await sharp(thumb).metadata();
    expect([small.format, small.width, small.height]).toEqual(['webp', 24, 16]);
  });

  it('tells all eight apart', () => {
    const seen = new Set(
      [1, 2, 3, 4, 5, 6, 7, 8].map((o) => Buffer.from(stored(upright, o).data).toString('base64')),
    );
    expect(seen.size).toBe(8);
  });
});

describe('kinds of pixels', () => {
  const upright = pattern();
  const gray = async (): Promise<RgbImage> => rgbOf(await pipeline(upright).grayscale().png().toBuffer());

  it('halves the depth of 16-bit PNG and TIFF', async () => {
    for (const format of ['png', 'tiff'] as const) {
      const bytes = await pipeline(upright)
        .toColourspace('rgb16')
        .toFormat(format, { compression: 'lzw' })
        .toBuffer();
      expect((await sharp(bytes).metadata()).depth).toBe('ushort');
      expect(difference(await decodeRgb(save(bytes), 'raster'), upright)).toBeLessThanOrEqual(1);
    }
    const bytes = await pipeline(upright).toColourspace('grey16').png().toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('grey16');
    expect(difference(await decodeRgb(save(bytes), 'raster'), await gray())).toBeLessThanOrEqual(1);
  });

  it('reads palettes, greys and single bits as RGB', async () => {
    const palette = await pipeline(upright).png({ palette: true, colours: 4 }).toBuffer();
    expect((await sharp(palette).metadata()).isPalette).toBe(true);
    expect(difference(await decodeRgb(save(palette), 'raster'), upright)).toBe(0);

    const grays = await pipeline(upright).grayscale().png().toBuffer();
    expect(difference(await decodeRgb(save(grays), 'raster'), await gray())).toBe(0);
    const grayJpeg = await pipeline(upright).grayscale().jpeg({ quality: 100 }).toBuffer();
    expect(patternDifference(await decodeRgb(save(grayJpeg), 'raster'), await gray())).toBeLessThanOrEqual(2);

    const white = await decodeRgb(save(bilevelPng(9, 5)), 'raster');
    expect(white).toMatchObject({ width: 9, height: 5 });
    expect(white.data.every((value) => value === 255)).toBe(true);
  });

  it('lays transparency over white, and shows it so', async () => {
    const rgba = new Uint8Array(2 * 1 * 4);
    rgba.set([255, 0, 0, 128, 0, 0, 0, 0]);
    const expected = [255, 127, 127, 255, 255, 255];
    for (const format of ['png', 'webp', 'tiff'] as const) {
      const path = save(
        await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
          .toFormat(format, { lossless: true, compression: 'lzw' })
          .toBuffer(),
      );
      expect([...(await decodeRgb(path, 'raster')).data]).toEqual(expected);
      const shown = await imaging.display({ path, kind: 'raster' }, signal);
      expect(shown.contentType).toBe('image/png');
      expect([...(await rgbOf(shown.bytes)).data]).toEqual(expected);
    }
  });

  it('converts CMYK JPEG, and does not leave it to the window', async () => {
    const bytes = await pipeline(upright).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const path = save(bytes);
    const decoded = await decodeRgb(path, 'raster');
    const shown = await imaging.display({ path, kind: 'raster' }, signal);
    expect(shown.contentType).toBe('image/png');
    expect(difference(await rgbOf(shown.bytes), decoded)).toBe(0);
    // Green lies outside of what CMYK can print: only the order of the channels is asked for.
    const at = (x: number, y: number): readonly number[] => [
      ...decoded.data.subarray((y * 48 + x) * 3, (y * 48 + x) * 3 + 3),
    ];
    const brightest = (color: readonly number[]): number => color.indexOf(Math.max(...color));
    expect([at(8, 8), at(32, 8), at(8, 24)].map(brightest)).toEqual([0, 1, 2]);
    expect(Math.max(...at(32, 24))).toBeLessThan(90);
  });

  it('takes the first frame of what has several', async () => {
    const second = pattern();
    second.data.fill(200);
    const frames = [await pipeline(upright).png().toBuffer(), await pipeline(second).png().toBuffer()];
    for (const format of ['gif', 'webp', 'tiff'] as const) {
      const bytes = await sharp(frames, { join: { animated: true } })
        .toFormat(format, { lossless: true, compression: 'lzw' })
        .toBuffer();
      expect((await sharp(bytes).metadata()).pages, format).toBe(2);
      const path = save(bytes);
      expect(difference(await decodeRgb(path, 'raster'), upright), format).toBeLessThanOrEqual(
        format === 'gif' ? 8 : 0,
      );
      expect((await imaging.display({ path, kind: 'raster' }, signal)).contentType, format).toBe('image/png');
      expect(await imaging.probe({ path }, signal)).toMatchObject({ width: 48, height: 32 });
    }
    // The smallest GIF of one opaque frame.
    const still = save(Buffer.from('R0lGODdhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=', 'base64'));
    expect((await imaging.display({ path: still, kind: 'raster' }, signal)).contentType).toBe('image/gif');
    expect((await decodeRgb(still, 'raster')).data).toHaveLength(3);
    const moving = save(markedAnimated(await pipeline(upright).png().toBuffer()));
    const shown = await imaging.display({ path: moving, kind: 'raster' }, signal);
    expect(readFileSync(moving).includes('acTL')).toBe(true);
    expect(Buffer.from(shown.bytes).includes('acTL')).toBe(false);
    expect(difference(await rgbOf(shown.bytes), upright)).toBe(0);
  });

  it('goes by content, not by extension', async () => {
    const path = save(await pipeline(upright).png().toBuffer(), 'txt');
    expect(await imaging.probe({ path }, signal)).toMatchObject({
      kind: 'raster',
      width: 48,
      height: 32,
      latex: null,
      symbols: [],
    });
    const ink = save(Buffer.from('<ink><trace>1 2, 3 4</trace></ink>'), 'jpg');
    expect((await imaging.probe({ path: ink }, signal)).kind).toBe('ink');
  });

  it('shows and exports bitmaps', async () => {
    const rows = Array.from({ length: 32 }, (_, y) =>
      Buffer.from(
        Array.from({ length: 48 }, (__, x) =>
          [...upright.data.subarray((y * 48 + x) * 3, (y * 48 + x) * 3 + 3)].toReversed(),
        ).flat(),
      ),
    );
    const bytes = bmp(48, 32, rows, { bits: 24 });
    const path = save(bytes, 'bmp');
    expect(await imaging.probe({ path }, signal)).toMatchObject({ width: 48, height: 32, kind: 'raster' });
    const shown = await imaging.display({ path, kind: 'raster' }, signal);
    expect(difference(await rgbOf(shown.bytes), upright)).toBe(0);
    const { fileName } = await imaging.writeForExport(
      { path, kind: 'raster', targetFolder: folder, targetStem: 'bitmap' },
      signal,
    );
    expect(fileName).toBe('bitmap.bmp');
    expect(Buffer.compare(readFileSync(join(folder, fileName)), bytes)).toBe(0);
    expect(
      (await sharp(await imaging.thumbnail({ path, kind: 'raster', edge: 12 }, signal)).metadata()).width,
    ).toBe(12);
  });

  it('writes ink out as a picture', async () => {
    const path = save(Buffer.from('<ink><trace>1 2, 3 4</trace></ink>'), 'inkml');
    const { fileName } = await imaging.writeForExport(
      { path, kind: 'ink', targetFolder: folder, targetStem: 'ink' },
      signal,
    );
    expect(fileName).toBe('ink.png');
    expect(difference(await rgbOf(readFileSync(join(folder, fileName))), await decodeRgb(path, 'ink'))).toBe(
      0,
    );
  });
});

describe('upright copies', () => {
  it('go into subfolders of the target, and nowhere else', async () => {
    const path = save(await pipeline(pattern()).png().toBuffer());
    const write = (targetStem: string) =>
      imaging.writeForExport({ path, kind: 'raster', targetFolder: join(folder, 'out'), targetStem }, signal);
    expect(await write('a/수식/1')).toEqual({ fileName: 'a/수식/1.png', how: 'copied', orientation: 1 });
    expect(Buffer.compare(readFileSync(join(folder, 'out/a/수식/1.png')), readFileSync(path))).toBe(0);
    for (const stem of ['../1', 'a/../../1', '/1', '', 'a\\b', '.']) {
      await expect(write(stem), stem).rejects.toMatchObject({ code: 'file.notWritable' });
    }
  });
});

describe('names', () => {
  const names = [
    '수식 사진.png'.normalize('NFC'),
    '수식 사진.png'.normalize('NFD'),
    '∑ formula 🧮👩🏽‍🔬.png',
    'it\'s a "test" & more.png',
    'line\nbreak.png',
    '%00 #hash?query.png',
    '-leading.png',
    `${'n'.repeat(251)}.png`,
  ];

  it.each(names)('%j', async (name) => {
    const bytes = await pipeline(pattern()).png().toBuffer();
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const probed = await imaging.probe({ path }, signal);
    expect(probed.absolutePath).toBe(path);
    expect(probed.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await imaging.hash({ path }, signal)).toBe(probed.sha256);
  });

  it('of nearly 4,096 bytes in all', async () => {
    const bytes = await pipeline(pattern()).png().toBuffer();
    const part = '깊'.repeat(80);
    // A path is a system call's argument and ends at 4,095 bytes; it is built up from within, as a file manager would.
    const levels = Math.floor((4_000 - Buffer.byteLength(folder)) / (Buffer.byteLength(part) + 1));
    const deep = join(folder, ...Array.from({ length: levels }, () => part));
    mkdirSync(deep, { recursive: true });
    const path = join(deep, `${'x'.repeat(4_090 - Buffer.byteLength(deep) - 5)}.png`);
    expect(Buffer.byteLength(path)).toBeGreaterThan(4_000);
    writeFileSync(path, bytes);
    expect(await imaging.probe({ path }, signal)).toMatchObject({ width: 48, height: 32 });
    expect((await decodeRgb(path, 'raster')).width).toBe(48);
  });
});
