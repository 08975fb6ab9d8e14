import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, temporaryFolder } from './support/surdApp.ts';

interface Annotation {
  readonly id: number;
  readonly image_id: number;
  category_id: number;
  bbox: readonly number[];
}

interface Coco {
  readonly images: { readonly id: number; readonly file_name: string; width: number }[];
  readonly categories: { readonly id: number; readonly name: string }[];
  annotations: Annotation[];
}

interface Checked {
  readonly images: readonly {
    readonly id: number;
    readonly file_name: string;
    readonly suspicions: readonly {
      readonly rule: string;
      readonly ids: readonly number[];
      readonly reason: string;
      readonly fix: { readonly kind: string; readonly label?: string };
    }[];
    readonly unboxed_ink: readonly { readonly bbox: readonly number[] }[] | null;
    readonly inkless_boxes: readonly { readonly id: number }[] | null;
    readonly cut_ink: readonly { readonly id: number; readonly edges: readonly string[] }[] | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const pictures = ['02-quadratic-equation.png', '14-order-of-operations.png', '23-photo-of-a-notebook.png'];

/** Three of the samples with their true boxes; a photo among them. */
function samples(): Coco {
  const all = JSON.parse(readFileSync(join(projectRoot, 'samples', 'truth.json'), 'utf8')) as Coco;
  const images = all.images.filter(({ file_name }) => pictures.includes(file_name));
  const ids = new Set(images.map(({ id }) => id));
  return { ...all, images, annotations: all.annotations.filter(({ image_id }) => ids.has(image_id)) };
}

beforeAll(async () => {
  folder = await temporaryFolder();
  mkdirSync(join(folder.path, 'images'));
  for (const picture of pictures)
    cpSync(join(projectRoot, 'samples', 'images', picture), join(folder.path, 'images', picture));
});

afterAll(() => folder.remove());

function surd(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, 'electron', 'cli', 'surd.mjs'), ...args],
    {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, XDG_CONFIG_HOME: join(folder.path, 'config') },
    },
  );
  return { code: status, out: stdout, err: stderr };
}

function write(name: string, coco: unknown): void {
  writeFileSync(join(folder.path, name), typeof coco === 'string' ? coco : JSON.stringify(coco));
}

const check = (name: string, ...args: string[]): { code: number | null; checked: Checked } => {
  const { code, out } = surd('check', name, '--json', ...args);
  return { code, checked: JSON.parse(out) as Checked };
};

describe('surd check', () => {
  it('has nothing to say about true boxes', () => {
    write('true.json', samples());
    const { code, checked } = check('true.json');
    expect(code).toBe(0);
    expect(checked.images.map(({ file_name }) => file_name)).toEqual(pictures);
    for (const image of checked.images) {
      const { suspicions, unboxed_ink, inkless_boxes, cut_ink, error } = image;
      expect({ suspicions, unboxed_ink, inkless_boxes, cut_ink, error }).toEqual({
        suspicions: [],
        unboxed_ink: [],
        inkless_boxes: [],
        cut_ink: [],
        error: null,
      });
    }
    const { out } = surd('check', 'true.json');
    expect(out).toBe(pictures.map((name) => `${name}: nothing to say\n`).join(''));
  });

  it('lists the ink of each box that was taken away, on paper and on a photo', () => {
    const coco = samples();
    const gone = coco.images.map(({ id }) => coco.annotations.filter(({ image_id }) => image_id === id)[1]);
    write('gone.json', { ...coco, annotations: coco.annotations.filter((each) => !gone.includes(each)) });
    const { checked } = check('gone.json');
    checked.images.forEach((image, at) => {
      expect(image.unboxed_ink).toHaveLength(1);
      const found = image.unboxed_ink?.[0]?.bbox ?? [];
      (gone[at]?.bbox ?? []).forEach((side, place) => {
        expect(Math.abs((found[place] ?? 0) - side)).toBeLessThan(5);
      });
    });
  });

  it('names a box on paper, one that cuts, two on one symbol, and a label that grammar doubts', () => {
    const coco = samples();
    const [image] = coco.images;
    const own = coco.annotations.filter(({ image_id }) => image_id === image?.id);
    const name = new Map(coco.categories.map(({ id, name: label }) => [id, label]));
    const widest = own.reduce((a, b) =>
      (b.bbox[2] ?? 0) * (b.bbox[3] ?? 0) > (a.bbox[2] ?? 0) * (a.bbox[3] ?? 0) ? b : a,
    );
    const [x = 0, y = 0, width = 0, height = 0] = widest.bbox;
    widest.bbox = [x, y, width * 0.78, height];
    const twin = own.find((each) => each !== widest);
    const extra: Annotation[] = [
      { id: 90_001, image_id: image?.id ?? 0, category_id: own[0]?.category_id ?? 1, bbox: [2, 2, 24, 24] },
      { id: 90_002, image_id: image?.id ?? 0, category_id: twin?.category_id ?? 1, bbox: twin?.bbox ?? [] },
    ];
    const times = coco.annotations.find(({ category_id }) => name.get(category_id) === '\\times');
    if (times !== undefined)
      times.category_id = coco.categories.find((category) => category.name === 'x')?.id ?? 0;
    write('errors.json', { ...coco, annotations: [...coco.annotations, ...extra] });
    const { code, checked } = check('errors.json');
    expect(code).toBe(0);
    const first = checked.images[0];
    expect(first?.inkless_boxes?.map(({ id }) => id)).toEqual([90_001]);
    expect(first?.cut_ink).toMatchObject([{ id: widest.id, edges: ['right'] }]);
    expect(first?.suspicions).toMatchObject([{ rule: 'twoBoxes', fix: { kind: 'delete' } }]);
    expect(times).toBeDefined();
    expect(checked.images.flatMap(({ suspicions }) => suspicions)).toContainEqual(
      expect.objectContaining({
        rule: 'timesBetweenDigits',
        ids: [times?.id],
        fix: { kind: 'relabel', id: times?.id, label: '\\times' },
      }),
    );
  });

  it('goes by the rules that are asked for', () => {
    const { checked } = check('errors.json', '--rule', 'timesBetweenDigits');
    const rules = new Set(checked.images.flatMap(({ suspicions }) => suspicions.map(({ rule }) => rule)));
    expect([...rules]).toEqual(['timesBetweenDigits']);
    const { code, err } = surd('check', 'errors.json', '--rule', 'spelling');
    expect(code).toBe(1);
    expect(err).toContain('There is no rule spelling');
  });

  it('passes over boxes that the detector is not sure of', () => {
    const coco = samples();
    const [first] = coco.annotations;
    const twin = { ...first, id: 90_003, score: 0.3 };
    write('scores.json', { ...coco, annotations: [...coco.annotations, twin] });
    const rules = (...args: string[]): readonly string[] =>
      check('scores.json', ...args).checked.images.flatMap(({ suspicions }) =>
        suspicions.map(({ rule }) => rule),
      );
    expect(rules()).toEqual([]);
    expect(rules('--score', '0.2')).toEqual(['twoBoxes']);
  });

  it('finds the images where it is told to, and says which one is not there', () => {
    renameSync(join(folder.path, 'images', pictures[1] ?? ''), join(folder.path, 'elsewhere.png'));
    const { code, out, err } = surd('check', 'true.json', '--json', '--images', 'images');
    renameSync(join(folder.path, 'elsewhere.png'), join(folder.path, 'images', pictures[1] ?? ''));
    expect(code).toBe(2);
    expect(err).toContain(pictures[1] ?? '');
    const { images } = JSON.parse(out) as Checked;
    expect(images.map(({ error }) => error?.code ?? null)).toEqual([null, 'image.missing', null]);
    expect(images[1]?.unboxed_ink).toBeNull();
  });

  it('does not look at boxes that are for an image of another size', () => {
    const coco = samples();
    for (const image of coco.images.slice(0, 1)) image.width += 1;
    write('size.json', coco);
    const { code, checked } = check('size.json');
    expect(code).toBe(2);
    expect(checked.images[0]?.error?.code).toBe('image.changed');
  });

  it.each([
    ['no JSON', '{"images": [', 'the file'],
    ['a list', '[]', 'the file'],
    ['no images', '{}', 'categories'],
    [
      'a box of an image that is not there',
      {
        images: [],
        categories: [{ id: 1, name: 'x' }],
        annotations: [{ id: 1, image_id: 7, category_id: 1, bbox: [0, 0, 1, 1] }],
      },
      'annotations[0].image_id',
    ],
    [
      'a box that is none',
      {
        images: [{ id: 0, file_name: 'a.png' }],
        categories: [{ id: 0, name: 'x' }],
        annotations: [{ id: 0, image_id: 0, category_id: 0, bbox: [0, 0, -1, 1] }],
      },
      'annotations[0].bbox',
    ],
  ])('names file and place of %s', (_, text, place) => {
    write('bad.json', text);
    const { code, out, err } = surd('check', 'bad.json', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('bad.json');
    expect(err).toContain(place);
  });

  it('says that a file is not there', () => {
    const { code, err } = surd('check', 'nowhere.json');
    expect(code).toBe(2);
    expect(err).toContain('nowhere.json is not there');
  });
});
