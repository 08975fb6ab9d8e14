import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isOutdated, markBuilt, sourceState } from './build.mjs';

let root: string;

const write = (path: string, text = path): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const build = (): void => {
  for (const path of ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']) write(path);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'surd-build-'));
  for (const path of [
    'electron/main/main.ts',
    'renderer/app/main.tsx',
    'shared/base/result.ts',
    'package.json',
  ]) {
    write(path);
  }
  build();
  markBuilt(root, sourceState(root));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

it('is up to date after a build', () => {
  expect(isOutdated(root)).toBe(false);
});

it.each(['electron/main/main.ts', 'renderer/app/new.tsx', 'package.json'])(
  'is outdated when %s changes',
  (path) => {
    write(path, 'something else');
    expect(isOutdated(root)).toBe(true);
  },
);

it('is outdated when a source goes, and when one comes back with an older time', () => {
  rmSync(join(root, 'shared/base/result.ts'));
  expect(isOutdated(root)).toBe(true);
  write('shared/base/result.ts');
  utimesSync(join(root, 'shared/base/result.ts'), 1000, 1000);
  expect(isOutdated(root)).toBe(true);
});

it('is outdated when a source changed while it was being built', () => {
  const before = sourceState(root);
  write('renderer/app/main.tsx', 'edited meanwhile');
  build();
  markBuilt(root, before);
  expect(isOutdated(root)).toBe(true);
});

it('is outdated when an output is missing, or is of a build that never ended', () => {
  const later = Date.now() / 1000 + 5;
  utimesSync(join(root, 'out/main/main.js'), later, later);
  expect(isOutdated(root)).toBe(true);
  markBuilt(root, sourceState(root));
  utimesSync(join(root, 'out/main/main.js'), 1000, 1000);
  expect(isOutdated(root)).toBe(false);
  rmSync(join(root, 'out/preload/preload.cjs'));
  expect(isOutdated(root)).toBe(true);
});

it('does not mind tests and the set-up itself', () => {
  write('shared/base/result.test.ts', 'changed');
  write('electron/runtime/start.mjs', 'changed');
  expect(isOutdated(root)).toBe(false);
});
