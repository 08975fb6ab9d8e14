import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRgb } from '#electron/workers/imaging/decodeRgb.ts';
import { createImagingHandlers } from '#electron/workers/imaging/imagingHandlers.ts';
import { AppError, type ErrorCode } from '#shared/base/errors.ts';
import { bilevelPng, bmp, pattern, pipeline } from './imageMakers.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-hostile-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const imaging = createImagingHandlers();
const { signal } = new AbortController();
let counter = 0;

function save(bytes: Uint8Array | string, extension = 'png'): string {
  const path = join(folder, `${String(counter++)}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}

/** What taking the file in fails of; the test fails when it does not, or fails of something unforeseen. */
async function refusal(path: string): Promise<AppError> {
  const error = await imaging.probe({ path }, signal).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError))
    throw new Error(`${path} was not refused as it should be: ${String(error)}`);
  expect(error.message, 'a message names the file').toContain(path.includes('\0') ? 'x.png' : path);
  return error;
}

async function expectRefused(path: string, code: ErrorCode, message: RegExp): Promise<void> {
  const error = await refusal(path);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
}

describe('what is no image', () => {
  const zip = Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1');
  const cases: readonly (readonly [name: string, bytes: Uint8Array | string, message: RegExp])[] = [
    ['text', 'Dear reader,\nthis is no picture.\n', /text file/],
    ['text that begins as bitmaps do', 'BMW is a maker of cars, and of motorcycles too.', /text file/],
    ['HTML', '\n<!DOCTYPE html>\n<html><body>404</body></html>', /HTML page/],
    ['HTML without type', '<html lang="ko"><head></head></html>', /HTML page/],
    ['PDF', '%PDF-1.7\n%\xe2\xe3', /PDF document/],
    [
      'git-LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      /git-LFS pointer.*git lfs pull/,
    ],
    ['ZIP', zip, /ZIP archive/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /gzip/],
    ['SVG', '<?xml version="1.0"?>\n<!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>', /SVG drawing/],
    ['XML', '<?xml version="1.0"?><annotation/>', /XML document/],
    ['JSON', '{"images": []}', /JSON/],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), /HEIC/],
    ['AVIF', Buffer.from('\0\0\0\x18ftypavif\0\0\0\0', 'latin1'), /AVIF/],
    ['MP4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'), /film/],
    ['WAVE', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), /sound/],
    ['SQLite', 'SQLite format 3\0', /SQLite/],
    ['program', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), /program/],
    ['zeros', Buffer.alloc(100), /zeros/],
    ['noise', Buffer.from([0x81, 0x00, 0x13, 0x37, 0x05]), /binary/],
    ['one byte', Buffer.from([0x89]), /./],
    ['blanks', '  \n\n ', /blanks/],
    ['half a prolog', '<?xml', /XML/],
    ['many comments', '<!---->'.repeat(5_000), /text|XML/],
  ];

  it.each(cases)('%s is refused in words', async (_name, bytes, message) => {
    await expectRefused(save(bytes), 'image.unknownFormat', message);
  });

  it('an empty file is called empty', async () => {
    await expectRefused(save(''), 'file.empty', /0 bytes/);
  });
});

describe('what is no file', () => {
  it('a folder', async () => {
    const path = join(folder, 'album.png');
    mkdirSync(path);
    await expectRefused(path, 'file.notRegular', /folder/);
  });

  it('a vanished file, a path through a file, a name that cannot be', async () => {
    await expectRefused(join(folder, 'gone.png'), 'file.notFound', /no such file/);
    await expectRefused(join(save('x'), 'below.png'), 'file.notFound', /no such file/);
    await expectRefused(join(folder, 'a\0x.png'), 'file.notFound', /no file can have this name/);
    await expectRefused('\0x.png', 'file.notFound', /no file can have this name/);
  });

  it('a name or path longer than the system allows', async () => {
    await expectRefused(
      join(folder, `${'가'.repeat(90)}.png`),
      'file.notReadable',
      /longer than this system allows/,
    );
    await expectRefused(
      join(folder, ...Array.from({ length: 60 }, () => 'd'.repeat(100))),
      'file.notReadable',
      /longer than/,
    );
  });

  it.skipIf(process.platform === 'win32')('pipes, sockets and devices, at once', async () => {
    const pipe = join(folder, 'pipe.png');
    execFileSync('mkfifo', [pipe]);
    const socket = join(folder, 's.png');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const started = performance.now();
    await expectRefused(pipe, 'file.notRegular', /pipe/);
    await expectRefused(socket, 'file.notRegular', /socket/);
    await expectRefused('/dev/zero', 'file.notRegular', /device/);
    await expectRefused('/dev/null', 'file.notRegular', /device/);
    await expect(imaging.hash({ path: pipe }, signal)).rejects.toMatchObject({ code: 'file.notRegular' });
    expect(performance.now() - started).toBeLessThan(5_000);
    await new Promise((resolve) => server.close(resolve));
  });

  it('links that lead in a circle, and links that lead to an image', async () => {
    const circle = join(folder, 'circle.png');
    symlinkSync(circle, circle);
    await expectRefused(circle, 'file.notReadable', /circle/);
    const link = join(folder, 'link.png');
    symlinkSync(save(await pipeline(pattern()).png().toBuffer()), link);
    expect(await imaging.probe({ path: link }, signal)).toMatchObject({ width: 48, absolutePath: link });
  });

  // Root may read everything, so that there is nothing to see.
  it.skipIf(process.getuid?.() === 0)('a file that one may not read', async () => {
    const path = save(await pipeline(pattern()).png().toBuffer());
    chmodSync(path, 0);
    await expectRefused(path, 'file.notReadable', /permission/);
  });
});

describe('size', () => {
  it('a 30,000 x 30,000 PNG is refused with the limit named, a 12,000 x 4,000 one comes in', async () => {
    const huge = save(bilevelPng(30_000, 30_000));
    await expectRefused(huge, 'image.tooLarge', /30000 x 30000 pixels.*limit of 134 megapixels/);
    await expect(decodeRgb(huge, 'raster')).rejects.toMatchObject({ code: 'image.tooLarge' });
    const large = save(bilevelPng(12_000, 4_000));
    expect(await imaging.probe({ path: large }, signal)).toMatchObject({ width: 12_000, height: 4_000 });
    expect((await decodeRgb(large, 'raster')).data).toHaveLength(12_000 * 4_000 * 3);
  });

  it('a side that no window can draw', async () => {
    await expectRefused(
      save(bilevelPng(40_000, 10)),
      'image.tooLarge',
      /40000 x 10 pixels.*32767 pixels a side/,
    );
    expect((await imaging.probe({ path: save(bilevelPng(32_767, 2)) }, signal)).width).toBe(32_767);
  });

  it('headers that promise what is not there', async () => {
    const giant = bmp(30_000, 30_000, Buffer.alloc(16), { bits: 24 });
    await expectRefused(save(giant), 'image.truncated', /cut off/);
    const runLength = bmp(30_000, 30_000, Buffer.from([0, 1]), {
      bits: 8,
      compression: 1,
      palette: [[0, 0, 0]],
    });
    await expectRefused(save(runLength), 'image.tooLarge', /limit/);
    const png = bilevelPng(30, 30);
    const lying = Buffer.from(png);
    lying.writeUInt32BE(0x7fffffff, 16);
    expect(['image.damaged', 'image.tooLarge', 'image.truncated']).toContain(
      (await refusal(save(lying))).code,
    );
  });

  it('a file of more than 512 MB', async () => {
    const path = save(bilevelPng(8, 8));
    truncateSync(path, 513 * 1024 * 1024);
    await expectRefused(path, 'file.tooLarge', /513 MB, the limit is 512 MB/);
    // It can still be hashed, since that keeps nothing of it.
    expect(await imaging.hash({ path }, signal)).toMatch(/^[\da-f]{64}$/);
  });

  it('one pixel', async () => {
    for (const format of ['png', 'jpeg', 'webp', 'tiff', 'gif'] as const) {
      const path = save(
        await pipeline({ data: new Uint8Array([9, 9, 9]), width: 1, height: 1 })
          .toFormat(format)
          .toBuffer(),
      );
      expect(await imaging.probe({ path }, signal), format).toMatchObject({ width: 1, height: 1 });
      expect(
        (await imaging.thumbnail({ path, kind: 'raster', edge: 96 }, signal)).byteLength,
      ).toBeGreaterThan(0);
    }
  });
});

/** A picture with enough detail that a cut anywhere takes something from it. */
async function detailed(format: 'png' | 'jpeg' | 'webp' | 'tiff' | 'gif'): Promise<Buffer> {
  const width = 160;
  const height = 120;
  const data = new Uint8Array(width * height * 3);
  let seed = 12_345;
  for (let index = 0; index < data.length; index++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    data[index] = seed >>> 24;
  }
  return pipeline({ data, width, height }).toFormat(format, { compression: 'lzw' }).toBuffer();
}

describe('files that are cut off or damaged', () => {
  const formats = ['png', 'jpeg', 'webp', 'tiff', 'gif'] as const;

  it.each(formats)('%s cut anywhere is refused as cut off', async (format) => {
    const whole = await detailed(format);
    expect(await imaging.probe({ path: save(whole) }, signal)).toMatchObject({ width: 160, height: 120 });
    for (const share of [0.02, 0.2, 0.5, 0.8, 0.95, 0.99]) {
      const path = save(whole.subarray(0, Math.floor(whole.length * share)));
      const error = await refusal(path);
      expect(error.code, `${format} ${share}`).toBe('image.truncated');
      expect(error.message).toMatch(/cut off/);
      await expect(decodeRgb(path, 'raster')).rejects.toMatchObject({ code: 'image.truncated' });
    }
  });

  it.each(formats)('%s of a few bytes is refused', async (format) => {
    const whole = await detailed(format);
    for (const length of [1, 3, 8, 12, 16, 25, 40]) {
      const { code } = await refusal(save(whole.subarray(0, length)));
      expect(['image.truncated', 'image.damaged', 'image.unknownFormat'], `${format} ${length}`).toContain(
        code,
      );
    }
  });

  it.each(formats)('%s with bytes changed at random is read or refused, never a bug', async (format) => {
    const whole = await detailed(format);
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(whole);
      // Half of them near the beginning, where the headers are.
      for (let change = 0; change < 4; change++)
        bytes[random(round % 2 === 0 ? 200 : bytes.length)] = random(256);
      const path = save(bytes);
      const thrown = await imaging.probe({ path }, signal).then(
        () => null,
        (error: unknown) => error,
      );
      if (thrown === null) {
        // What came in can be detected and shown.
        await decodeRgb(path, 'raster');
        await imaging.display({ path, kind: 'raster' }, signal);
      } else {
        expect(thrown, `${format} round ${round}`).toBeInstanceOf(AppError);
        expect((thrown as AppError).code).toMatch(/^(image|ink)\./);
      }
      rmSync(path);
    }
  });
});

describe('a file that becomes something else', () => {
  it('is refused when its kind changes', async () => {
    const path = save(await pipeline(pattern()).png().toBuffer());
    await expect(imaging.display({ path, kind: 'ink' }, signal)).rejects.toMatchObject({
      code: 'image.changed',
    });
    writeFileSync(path, '<ink><trace>1 2, 3 4</trace></ink>');
    await expect(decodeRgb(path, 'raster')).rejects.toMatchObject({ code: 'image.changed' });
  });
});

describe('ink of ill will', () => {
  const cases: readonly (readonly [name: string, text: string, code: ErrorCode, message: RegExp])[] = [
    [
      'a billion laughs',
      '<!DOCTYPE ink [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><ink><trace>&b;</trace></ink>',
      'ink.malformed',
      /DOCTYPE/,
    ],
    [
      'an external entity',
      '<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]><ink><trace>&x;</trace></ink>',
      'ink.malformed',
      /DOCTYPE/,
    ],
    ['unclosed', '<ink>\n<trace>1 2\n</ink>', 'ink.malformed', /line 3/],
    [
      'no number',
      '<ink>\n\n<trace id="t7">1 2, 3 x</trace></ink>',
      'ink.malformed',
      /line 3, trace "t7", point 2/,
    ],
    ['no ink', '<ink></ink>', 'ink.empty', /no strokes/],
    [
      'deep',
      `<ink>${'<traceGroup>'.repeat(200)}${'</traceGroup>'.repeat(200)}</ink>`,
      'ink.malformed',
      /deeper than 64/,
    ],
    ['beyond numbers', '<ink><trace>1e300 1e300, 0 0</trace></ink>', 'ink.malformed', /beyond/],
  ];

  it.each(cases)('%s', async (_name, text, code, message) => {
    await expectRefused(save(text, 'inkml'), code, message);
  });

  it('is refused when it is too long, by bytes and by points', async () => {
    const path = save('<ink><trace>1 2</trace></ink>', 'inkml');
    truncateSync(path, 33 * 1024 * 1024);
    expect((await refusal(path)).code).toMatch(/^(ink\.tooLarge|image\.unknownFormat)$/);
    const points = save(`<ink><trace>${'1 2,'.repeat(1_000_001)}</trace></ink>`, 'inkml');
    await expectRefused(points, 'ink.tooLarge', /points/);
  });

  it('may be as long as a page and still be drawn', async () => {
    const points = Array.from(
      { length: 200_000 },
      (_, i) => `${i / 10} ${Math.round(500 * Math.sin(i / 20))}`,
    ).join(', ');
    const path = save(`<ink><trace>${points}</trace></ink>`, 'inkml');
    const probed = await imaging.probe({ path }, signal);
    expect(Math.max(probed.width, probed.height)).toBeLessThanOrEqual(8_192);
    const { data } = await decodeRgb(path, 'ink');
    expect(data.some((value) => value < 100)).toBe(true);
  });
});
