import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkArchive, installForIntelMac, lastForIntel } from './intelMac.mjs';

let folder: string;
const path = process.env['PATH'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-intel-'));
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

it('takes an archive with the right sum, and refuses another', () => {
  const file = join(folder, 'archive.tgz');
  writeFileSync(file, 'bytes');
  const sum = `sha512-${createHash('sha512').update('bytes').digest('base64')}`;
  expect(() => {
    checkArchive(file, sum);
  }).not.toThrow();
  expect(() => {
    checkArchive(file, lastForIntel[0].integrity);
  }).toThrow(/refused/);
});

it.skipIf(process.platform === 'win32')(
  'leaves what is there when the archive is not the known one',
  async () => {
    const bin = join(folder, 'bin');
    const modules = join(folder, 'node_modules');
    mkdirSync(bin);
    mkdirSync(join(modules, 'onnxruntime-node'), { recursive: true });
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho changed > package.tgz\n');
    chmodSync(join(bin, 'npm'), 0o755);
    process.env['PATH'] = `${bin}${delimiter}${path ?? ''}`;
    await expect(installForIntelMac(modules)).rejects.toThrow(/It has been refused/);
    expect(readdirSync(modules)).toEqual(['onnxruntime-node']);
  },
);
