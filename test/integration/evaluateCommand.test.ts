import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationReport } from '#shared/evaluation/report.ts';
import type { RunComparison } from '#shared/evaluation/runComparison.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

const golden = JSON.parse(readFileSync(join(root, 'test/fixtures/evaluation/random.json'), 'utf8')) as {
  readonly truth: object;
  readonly results: readonly { readonly score: number; readonly image_id: number }[];
  readonly pycocotools: { readonly stats: readonly number[] };
  readonly tidecv: Readonly<Record<string, { readonly main: Readonly<Record<string, number>> }>>;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-evaluate-'));
  const write = (name: string, value: unknown): void => {
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  };
  write('truth.json', golden.truth);
  write('found.json', golden.results);
  write(
    'worse.json',
    golden.results.map((result) => ({ ...result, score: result.image_id % 4 === 1 ? 0.01 : result.score })),
  );
  write('cut.json', JSON.stringify(golden.results).slice(0, 500));
  write('empty.json', '');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function surd(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'electron/cli/cli.ts'), 'evaluate', ...args],
    { cwd: folder, encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

type Printed = EvaluationReport & { readonly comparison: RunComparison | null; readonly errorCount: number };

describe('surd evaluate', () => {
  it('prints the figures of pycocotools and tidecv as JSON, and nothing else', () => {
    const { code, out } = surd('--truth', 'truth.json', '--predictions', 'found.json', '--json');
    expect(code).toBe(0);
    const { coco, tide, comparison } = JSON.parse(out) as Printed;
    for (const [i, figure] of Object.values(coco).entries())
      expect(figure).toBeCloseTo(golden.pycocotools.stats[i] ?? NaN, 6);
    for (const [type, cost] of Object.entries(tide.cost))
      expect(cost).toBeCloseTo(golden.tidecv['0.5']?.main[type] ?? NaN, 6);
    expect(comparison).toBeNull();
  });

  it('compares with a second run, and says what is more than noise', () => {
    const { code, out } = surd(
      '--truth',
      'truth.json',
      '--predictions',
      'found.json',
      '--against',
      'worse.json',
      '--json',
    );
    expect(code).toBe(0);
    const { comparison } = JSON.parse(out) as Printed;
    expect(comparison?.differences.recall.value).toBeLessThan(0);
    expect(comparison?.differences.recall.isMoreThanNoise).toBe(true);
    expect(comparison?.counts.broken).toBeGreaterThan(0);
    const same = surd(
      '--truth',
      'truth.json',
      '--predictions',
      'found.json',
      '--against',
      'found.json',
      '--json',
    );
    const none = (JSON.parse(same.out) as Printed).comparison;
    expect(none?.differences.f1).toMatchObject({ value: 0, isMoreThanNoise: false });
    expect(none?.counts).toMatchObject({ fixed: 0, broken: 0, moved: 0, relabelled: 0 });
  });

  it('writes a report with JSON and CSV beside it', () => {
    const { code, out } = surd(
      '--truth',
      'truth.json',
      '--predictions',
      'found.json',
      '--html',
      'new/report.html',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/AP 0\.50 .* %/);
    for (const name of ['report.html', 'report.json', 'report-labels.csv', 'report-errors.csv'])
      expect([name, existsSync(join(folder, 'new', name))]).toEqual([name, true]);
    const { coco } = JSON.parse(readFileSync(join(folder, 'new/report.json'), 'utf8')) as Printed;
    expect(coco.ap).toBeCloseTo(golden.pycocotools.stats[0] ?? NaN, 6);
  });

  it.each([
    ['nothing', [], 1, /--truth and --predictions, or a project/],
    ['both', ['p.surd', '--truth', 'truth.json'], 1, /not both/],
    [
      'a run without a project',
      ['--truth', 'a', '--predictions', 'b', '--run', 'm'],
      1,
      /belongs to a project/,
    ],
    ['an overlap of 0', ['--truth', 'a', '--predictions', 'b', '--iou', '0'], 1, /above 0/],
    [
      'a file that is not there',
      ['--truth', 'none.json', '--predictions', 'found.json'],
      2,
      /no file at none\.json/,
    ],
    ['an empty file', ['--truth', 'empty.json', '--predictions', 'found.json'], 2, /empty\.json is empty/],
    ['a file cut off', ['--truth', 'truth.json', '--predictions', 'cut.json'], 2, /cut\.json: JSON:/],
    ['a folder', ['--truth', '.', '--predictions', 'found.json'], 2, /is no file/],
    [
      'truth for predictions',
      ['--truth', 'truth.json', '--predictions', 'truth.json'],
      2,
      /score: it has none/,
    ],
    ['a project that is not there', ['none.surd'], 2, /no project at none\.surd/],
  ])('refuses %s', (_what, args, code, message) => {
    const said = surd(...args);
    expect({ code: said.code, out: said.out }).toEqual({ code, out: '' });
    expect(said.err).toMatch(message);
  });
});
