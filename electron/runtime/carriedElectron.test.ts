import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  carried,
  checkBinary,
  ensureCarriedElectron,
  partialPrefix,
  runtimePath,
} from './carriedElectron.mjs';
import { ensureDefaultApp } from './defaultApp.mjs';

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'surd-cache-'));
});

afterEach(() => {
  rmSync(cache, { recursive: true, force: true });
});

/** A zip file as its specification has it (APPNOTE 6.3: local headers, central directory, end record). */
function zip(entries: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const data = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label, data]);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(20 | (3 << 8), 4);
    common.copy(central, 6);
    central.writeUInt32LE((0o100755 << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local);
    centrals.push(Buffer.concat([central, label]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe('runtimePath', () => {
  it('takes the runtime and leaves the other application', () => {
    expect(runtimePath('Cypress/Cypress')).toBe('electron');
    expect(runtimePath('Cypress/locales/ko.pak')).toBe('locales/ko.pak');
    expect(runtimePath('Cypress/resources/app/index.js')).toBeNull();
    expect(runtimePath('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
    expect(runtimePath('Cypress/locales/')).toBeNull();
    expect(runtimePath('Cypress/../../evil')).toBeNull();
    expect(runtimePath('elsewhere/file')).toBeNull();
  });
});

describe('checkBinary', () => {
  it('lets the pinned one pass and refuses another, naming both sums', async () => {
    const file = join(cache, 'binary');
    writeFileSync(file, 'some bytes');
    const sum = createHash('sha256').update('some bytes').digest('hex');
    await expect(checkBinary(file, sum)).resolves.toBeUndefined();
    await expect(checkBinary(file, carried.binarySha256)).rejects.toThrow(
      new RegExp(`${sum}[\\s\\S]*${carried.binarySha256}[\\s\\S]*refused`),
    );
  });
});

describe('ensureCarriedElectron', () => {
  const changed = async (folder: string): Promise<string> => {
    const archive = join(folder, 'archive.zip');
    writeFileSync(
      archive,
      zip([
        { name: 'Cypress/Cypress', bytes: Buffer.from('not the pinned binary') },
        { name: 'Cypress/icudtl.dat', bytes: Buffer.from('data') },
      ]),
    );
    return Promise.resolve(archive);
  };

  it('refuses a changed binary and leaves nothing of it behind', async () => {
    const sum = createHash('sha256').update('not the pinned binary').digest('hex');
    await expect(ensureCarriedElectron(cache, changed)).rejects.toThrow(sum);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('clears away what an interrupted one left, and does not take it for a runtime', async () => {
    const left = join(cache, `${partialPrefix}abc`, 'runtime');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'electron'), 'half');
    await expect(ensureCarriedElectron(cache, () => Promise.reject(new Error('offline')))).rejects.toThrow(
      'offline',
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  it('fetches nothing when the runtime is there, and renews its default app', async () => {
    const home = join(cache, `electron-${carried.version}`);
    mkdirSync(home);
    writeFileSync(join(home, 'electron'), '');
    const answer = await ensureCarriedElectron(cache, () => Promise.reject(new Error('must not be asked')));
    expect(answer).toEqual({ executable: join(home, 'electron'), wasThere: true });
    expect(existsSync(join(home, 'resources', 'default_app.asar'))).toBe(true);
  });
});

describe('ensureDefaultApp', () => {
  it('writes once, and again when the one there is not ours', async () => {
    expect(await ensureDefaultApp(cache)).toBe(true);
    expect(await ensureDefaultApp(cache)).toBe(false);
    writeFileSync(join(cache, 'resources', 'default_app.sha256'), 'older');
    expect(await ensureDefaultApp(cache)).toBe(true);
    expect(readdirSync(join(cache, 'resources')).sort()).toEqual(['default_app.asar', 'default_app.sha256']);
  });
});
