import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, temporaryFolder } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  // As a person has them: their own folder, with a good image, one that is cut off, one that is no image.
  const images = join(folder.path, 'images');
  mkdirSync(images);
  const sample = join(projectRoot, 'samples', 'images', '06-pythagoras.png');
  cpSync(sample, join(images, 'a good one.png'));
  cpSync(join(projectRoot, 'samples', 'images', '18-tangent.png'), join(images, '수식.png'));
  writeFileSync(join(images, 'cut.png'), readFileSync(sample).subarray(0, 300));
  writeFileSync(join(images, 'notes.txt'), 'no image');
  writeFileSync(
    join(images, 'plus.inkml'),
    '<ink xmlns="http://www.w3.org/2003/InkML"><annotation type="truth">$+$</annotation><trace id="0">0 50, 50 50, 100 50</trace><trace id="1">50 0, 50 50, 50 100</trace></ink>',
  );
});

afterAll(() => folder.remove());

/** Runs `surd` as `npx surd` does, in the person's folder. */
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

interface Coco {
  readonly images: readonly {
    readonly id: number;
    readonly file_name: string;
    readonly width: number;
    readonly height: number;
  }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
    readonly score?: number;
  }[];
}

const readCoco = (name: string): Coco => JSON.parse(readFileSync(join(folder.path, name), 'utf8')) as Coco;

describe('surd', () => {
  it.each([[], ['detect'], ['import'], ['export'], ['models']])('tells its use: %s --help', (...command) => {
    const { code, out, err } = surd(...command, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: surd/);
    expect(out).toContain('--help');
  });

  it.each([
    ['nothing', []],
    ['an unknown command', ['paint']],
    ['an unknown option', ['models', '--colour']],
    ['no input', ['detect', '--out', 'x.json']],
    ['no --out', ['detect', 'images']],
    ['a score that is none', ['detect', 'images', '--out', 'x.json', '--score', 'high']],
    ['a score over 1', ['detect', 'images', '--out', 'x.json', '--score', '1.5']],
    ['half a thread', ['detect', 'images', '--out', 'x.json', '--threads', '0.5']],
    ['an unknown format', ['export', 'p.surd', '--out', 'x', '--format', 'yolo9']],
  ])('ends with 1 for wrong use: %s', (_what, args) => {
    const { code, out, err } = surd(...args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).not.toBe('');
    expect(existsSync(join(folder.path, 'x.json'))).toBe(false);
  });
});

describe('surd models', () => {
  it('lists them for people and for scripts', () => {
    const people = surd('models');
    const scripts = surd('models', '--json');
    expect([people.code, scripts.code]).toEqual([0, 0]);
    const models = JSON.parse(scripts.out) as {
      id: string;
      shipped: boolean;
      labels: number;
      problem: string | null;
    }[];
    expect(models.some(({ shipped, problem, labels }) => shipped && problem === null && labels > 50)).toBe(
      true,
    );
    for (const { id } of models) expect(people.out).toContain(id);
  });
});

describe('surd detect', () => {
  it('writes one COCO object with scores, and the paths as given', () => {
    const { code, out, err } = surd(
      'detect',
      'images/a good one.png',
      'images/수식.png',
      'images/plus.inkml',
      '--out',
      'found.json',
    );
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    const { images, categories, annotations } = readCoco('found.json');
    expect(images.map(({ file_name }) => file_name)).toEqual([
      'images/a good one.png',
      'images/수식.png',
      'images/plus.inkml',
    ]);
    expect(annotations.map(({ id }) => id)).toEqual(annotations.map((_annotation, index) => index + 1));
    for (const { image_id, category_id, bbox, score } of annotations) {
      const image = images.find(({ id }) => id === image_id);
      expect(image).toBeDefined();
      expect(categories.some(({ id }) => id === category_id)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0.05);
      expect(score).toBeLessThanOrEqual(1);
      const [x = -1, y = -1, width = 0, height = 0] = bbox;
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThan(0);
      expect(x + width).toBeLessThanOrEqual((image?.width ?? 0) + 0.01);
      expect(y + height).toBeLessThanOrEqual((image?.height ?? 0) + 0.01);
    }
    // a^2 + b^2 = c^2: what a person sees there is found.
    const sure = annotations.filter(
      ({ image_id, score }) => image_id === images[0]?.id && (score ?? 0) > 0.3,
    );
    const names = sure.map(({ category_id }) => categories.find(({ id }) => id === category_id)?.name);
    for (const symbol of ['+', '=', '2']) expect(names).toContain(symbol);
  });

  it('writes the rest and ends with 2 when something cannot be read', () => {
    const { code, out, err } = surd(
      'detect',
      'images',
      'nowhere.png',
      '--out',
      'rest.json',
      '--score',
      '0.5',
      '--threads',
      '1',
    );
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('cut.png');
    expect(err).toContain('nowhere.png');
    expect(err).toContain('notes.txt');
    const { images, annotations } = readCoco('rest.json');
    expect(images.map(({ file_name }) => file_name).sort()).toEqual([
      'images/a good one.png',
      'images/plus.inkml',
      'images/수식.png',
    ]);
    expect(annotations.length).toBeGreaterThan(0);
    for (const { score } of annotations) expect(score).toBeGreaterThanOrEqual(0.5);
  });

  it('ends with 2 and leaves nothing behind when it cannot write, or knows no such model', () => {
    const unwritable = surd('detect', 'images/수식.png', '--out', 'no/such/folder/x.json');
    expect(unwritable.code).toBe(2);
    expect(unwritable.err).toContain('cannot be written');
    const unknown = surd('detect', 'images/수식.png', '--out', 'y.json', '--model', 'no-such-model');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('no-such-model');
    expect(existsSync(join(folder.path, 'y.json'))).toBe(false);
  });
});

describe('surd import and surd export', () => {
  it('make a project, take in what is one, and write it', () => {
    const first = surd('import', 'mine.surd', 'images', '--json');
    expect(first.code).toBe(2);
    const outcome = JSON.parse(first.out) as { failures: { subject: string; error: { code: string } }[] };
    expect(outcome).toMatchObject({ outcome: 'done', unchanged: 0, failureCount: 2 });
    expect(
      Object.fromEntries(outcome.failures.map(({ subject, error }) => [basename(subject), error.code])),
    ).toEqual({
      'cut.png': 'image.truncated',
      'notes.txt': 'image.unknownFormat',
    });
    const again = surd('import', 'mine.surd', 'images/a good one.png', 'images/수식.png', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ done: 2, unchanged: 2, failureCount: 0 });

    const written = surd('export', 'mine.surd', '--out', 'labels', '--all', '--json');
    expect({ code: written.code, err: written.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(written.out)).toMatchObject({ outcome: 'done', done: 3 });
    const { images } = readCoco('labels/annotations.json');
    expect(images).toHaveLength(3);
    for (const { file_name } of images)
      expect(
        existsSync(join(folder.path, 'labels', file_name)) ||
          existsSync(join(folder.path, 'labels', 'images', file_name)),
      ).toBe(true);

    const twice = surd('export', 'mine.surd', '--out', 'labels', '--all');
    expect(twice.code).toBe(2);
    expect(readCoco('labels/annotations.json').images).toEqual(images);
  });

  it('end with 2 where there is no project, or a damaged one', () => {
    expect(surd('export', 'none.surd', '--out', 'z').code).toBe(2);
    writeFileSync(join(folder.path, 'broken.surd'), 'this is not a database');
    const broken = surd('import', 'broken.surd', 'images');
    expect(broken.code).toBe(2);
    expect(broken.err).toContain('broken.surd');
    expect(readFileSync(join(folder.path, 'broken.surd'), 'utf8')).toBe('this is not a database');
    expect(existsSync(join(folder.path, 'z'))).toBe(false);
  });
});

describe('surd inspect and surd ops', () => {
  it('say what a model holds and where it runs', () => {
    const { code, out } = surd('inspect', join(projectRoot, 'models', 'mobilenetFpn-f16.onnx'), '--json');
    expect(code).toBe(0);
    const inspection = JSON.parse(out) as {
      format: string;
      graphs: { nodes: number; inputs: { name: string }[] }[];
      verdicts: Record<string, string>;
    };
    expect(inspection.format).toBe('onnx');
    expect(inspection.graphs[0]?.inputs.map(({ name }) => name)).toEqual(['image']);
    expect(inspection.graphs[0]?.nodes).toBeGreaterThan(100);
    expect(inspection.verdicts['onnxruntime-cpu-x64']).toBe('runs');
  });

  it('say of each sample what stops it where it is meant to run', () => {
    const stops = (file: string, runtime: string) => {
      const { code, out } = surd('inspect', join(projectRoot, 'samples', 'graphs', file), '--json');
      expect(code).toBe(0);
      const { format, verdicts, diagnostics } = JSON.parse(out) as {
        format: string;
        verdicts: Record<string, string>;
        diagnostics: { severity: string; runtime: string; opType: string; fix: string }[];
      };
      const errors = diagnostics.filter((each) => each.severity === 'error' && each.runtime === runtime);
      for (const { fix } of errors) expect(fix).not.toBe('');
      return { format, verdict: verdicts[runtime], opTypes: errors.map(({ opType }) => opType) };
    };
    expect(stops('tensorflowHead.tflite', 'tflite')).toEqual({
      format: 'tflite',
      verdict: 'does-not-run',
      opTypes: ['FlexCropAndResize'],
    });
    expect(stops('tensorflowHead.tflite', 'tflite-select-tf')).toMatchObject({
      verdict: 'runs',
      opTypes: [],
    });
    const savedModel = stops('tensorflowHead', 'tflite');
    expect(savedModel).toMatchObject({ format: 'saved-model', verdict: 'does-not-run' });
    expect(savedModel.opTypes).toContain('CropAndResize');
    expect(stops('caffe2Head.pb', 'caffe2-cpu').opTypes).toContain('GivenTensorHalfFill');
  });

  it('end with 2 and a named error for what is no model, with 1 for a runtime that nobody knows', () => {
    const wrong = surd('inspect', join(folder.path, 'images', 'notes.txt'), '--json');
    expect(wrong.code).toBe(2);
    expect((JSON.parse(wrong.out) as { error: { code: string } }).error.code).toMatch(/^model\./);
    expect(surd('ops', '--runtime', 'toaster').code).toBe(1);
    const ops = surd('ops', '--runtime', 'caffe2-cpu');
    expect(ops.code).toBe(0);
    expect(ops.out).toContain('GenerateProposals');
  });
});

describe('npm start -- --screenshot', () => {
  it('takes a picture of boxes on symbols and ends', async () => {
    const file = join(folder.path, 'window.png');
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(projectRoot, 'electron', 'runtime', 'start.mjs'), '--screenshot', file],
      {
        cwd: folder.path,
        encoding: 'utf8',
      },
    );
    expect(status, stderr).toBe(0);
    const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(info.width).toBeGreaterThanOrEqual(800);
    expect(info.height).toBeGreaterThanOrEqual(500);
    const colours = new Set<number>();
    let vivid = 0;
    for (let at = 0; at < data.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      colours.add((red << 16) | (green << 8) | blue);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) vivid += 1;
    }
    // Text and edges alone give some hundred greys; boxes and labels are in colour.
    expect(colours.size).toBeGreaterThan(200);
    expect(vivid).toBeGreaterThan(500);
  });
});
