import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-lock-'));
  lock = join(folder, 'lock');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Process ids are not used again at once. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

it('gives the answer of the work, and leaves nothing', async () => {
  await expect(withLock(lock, () => Promise.resolve(readFileSync(join(lock, 'pid'), 'utf8')))).resolves.toBe(
    String(process.pid),
  );
  expect(readdirSync(folder)).toEqual([]);
});

it('is given up when the work fails', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

it('lets one at a time in', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(lock, work)));
  expect(most).toBe(1);
});

it('takes over the lock of a process that is gone', async () => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(deadPid()));
  await expect(withLock(lock, () => Promise.resolve('done'))).resolves.toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

it('lets many processes through a dead one’s lock, one after the other', async () => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(deadPid()));
  const log = join(folder, 'log');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href)};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 30));
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const ends = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    return new Promise((resolve) => child.once('exit', resolve));
  });
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(6));
  expect(readdirSync(folder)).toEqual(['log']);
});
