import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spell } from '#shared/formula/plainTree.ts';
import { readLatex } from '#shared/formula/readLatex.ts';
import { projectRoot, temporaryFolder } from './support/surdApp.ts';

interface Written {
  readonly file: string;
  readonly images: readonly {
    readonly id: number;
    readonly file_name: string;
    readonly latex: string;
    readonly boxes: number;
    readonly unplaced: readonly { readonly id: number; readonly reason: string; readonly instead: unknown }[];
  }[];
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder.remove());

function surd(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, 'electron', 'cli', 'surd.mjs'), 'formula', ...args],
    { cwd: folder.path, encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

/** A COCO file with one image and boxes of `[label, x, y, width, height, score?]`. */
function write(boxes: readonly (readonly [string, number, number, number, number, number?])[]): string {
  const names = [...new Set(boxes.map(([label]) => label))];
  const file = join(folder.path, 'boxes.json');
  const coco = {
    images: [{ id: 7, file_name: '수식 1.png', width: 400, height: 100 }],
    categories: names.map((name, place) => ({ id: place + 1, name })),
    annotations: boxes.map(([label, x, y, width, height, score], place) => ({
      id: place + 1,
      image_id: 7,
      category_id: names.indexOf(label) + 1,
      bbox: [x, y, width, height],
      ...(score === undefined ? {} : { score }),
    })),
  };
  writeFileSync(file, JSON.stringify(coco));
  return file;
}

describe('surd formula', () => {
  it('writes the LaTeX of each image', () => {
    const file = write([
      ['x', 0, 40, 30, 30],
      ['2', 33, 24, 15, 22],
      ['+', 60, 45, 20, 20],
      ['a', 110, 10, 20, 20],
      ['\\frac', 95, 50, 50, 3],
      ['b', 110, 60, 20, 34],
    ]);
    const { code, out } = surd(file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      file,
      images: [{ id: 7, file_name: '수식 1.png', latex: 'x^{2} + \\frac{a}{b}', boxes: 6, unplaced: [] }],
    });
    expect(surd(file).out).toBe('수식 1.png\tx^{2} + \\frac{a}{b}\n');
  });

  it('leaves out detections that are doubtful, and of two on one symbol the less sure', () => {
    const file = write([
      ['1', 0, 0, 10, 40, 0.9],
      ['l', 0, 0, 12, 41, 0.6],
      ['2', 30, 0, 20, 40, 0.3],
      ['3', 60, 0, 20, 40],
    ]);
    const latex = (...args: string[]): unknown =>
      (JSON.parse(surd(file, '--json', ...args).out) as Written).images[0]?.latex;
    expect(latex()).toBe('13');
    expect(latex('--score', '0.2')).toBe('123');
    expect(surd(file, '--score', '2').code).toBe(1);
  });

  it('says which boxes it left out, and why', () => {
    const file = write([
      ['x', 0, 0, 20, 20],
      ['y', 0, 0, 20, 20],
    ]);
    const { images } = JSON.parse(surd(file, '--json').out) as Written;
    expect(images[0]?.unplaced).toEqual([{ id: 2, reason: 'overlaid', instead: 1 }]);
    expect(surd(file).out).toContain('Box 2 (y) lies on another box; it is left out.');
  });

  it('refuses a file that is no COCO file by its name and the place', () => {
    const file = join(folder.path, 'other.json');
    writeFileSync(file, '{"images": []}');
    const { code, err } = surd(file);
    expect(code).toBe(2);
    expect(err).toContain('other.json');
    expect(err).toContain('categories');
    expect(surd(join(folder.path, 'nothing.json')).err).toContain('nothing.json is not there');
  });

  it('reads most of the sample formulas as their sources wrote them', () => {
    const truth = join(projectRoot, 'samples', 'truth.json');
    const known = JSON.parse(readFileSync(truth, 'utf8')) as {
      images: { id: number; latex?: string | null }[];
    };
    const { images } = JSON.parse(surd(truth, '--json').out) as Written;
    const withTruth = known.images.filter(({ latex }) => typeof latex === 'string' && latex !== '');
    const plain = (latex: string): string => spell(readLatex(latex));
    const wrong = withTruth.filter(
      ({ id, latex }) => plain(images.find((one) => one.id === id)?.latex ?? '') !== plain(latex ?? ''),
    );
    for (const { id, latex } of wrong)
      console.log(`${latex}\n  read as ${images.find((one) => one.id === id)?.latex}`);
    expect(withTruth.length).toBeGreaterThan(0);
    expect(wrong.length / withTruth.length).toBeLessThan(0.3);
  });
});
