import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { afterPack, foreignBinaries } from './afterPack.mjs';
import { missingParts, supported, targetOf } from './nativeParts.mjs';
import { builderArguments } from './package.mjs';
import { projectRoot } from './projectPaths.mjs';

const nodeModules = join(projectRoot, 'node_modules');

/** onnxruntime-node brings no binary for Intel Macs any more: intelMac.mjs puts an older one in its place there. */
const withoutRuntime = 'darwin-x64';

describe('the packages that bring all platforms', () => {
  it.each(supported.map((target) => [`${target.platform}-${target.arch}`, target] as const))(
    'hold binaries for %s that are what they are called',
    (_name, { platform, arch }) => {
      const sqlite = readFileSync(
        join(nodeModules, 'better-sqlite3', 'prebuilds', `${platform}-${arch}.node`),
      );
      expect(targetOf(sqlite)).toEqual({ platform, arch });
      const binding = join(
        nodeModules,
        'onnxruntime-node',
        'bin',
        'napi-v6',
        platform,
        arch,
        'onnxruntime_binding.node',
      );
      if (`${platform}-${arch}` === withoutRuntime) {
        expect(() => readFileSync(binding)).toThrow('ENOENT');
        return;
      }
      expect(targetOf(readFileSync(binding))).toEqual({ platform, arch });
    },
  );

  it('lack nothing for this machine', () => {
    expect(missingParts(nodeModules, process.platform, process.arch)).toEqual([]);
  });
});

describe('a package', () => {
  let folder: string;
  let modules: string;
  const elf = (machine: number): Buffer => {
    const bytes = Buffer.alloc(128);
    bytes.write('\x7fELF', 'latin1');
    bytes.writeUInt16LE(machine, 18);
    return bytes;
  };
  const put = (path: string, bytes: Buffer): void => {
    mkdirSync(join(modules, path, '..'), { recursive: true });
    writeFileSync(join(modules, path), bytes);
  };
  const context = () => ({
    appOutDir: folder,
    electronPlatformName: 'linux',
    arch: 1,
    packager: { getResourcesDir: (out: string) => join(out, 'resources') },
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'surd-package-'));
    modules = join(folder, 'resources', 'app.asar.unpacked', 'node_modules');
    for (const file of [
      'onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
      'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
      'better-sqlite3/prebuilds/linux-x64.node',
      '@img/sharp-linux-x64/lib/sharp-linux-x64-0.35.5.node',
      '@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18.7',
    ]) {
      put(file, elf(0x3e));
    }
    writeFileSync(join(folder, 'resources', 'default_app.asar'), '');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('passes when it has its own parts only, and loses Electron’s default app', () => {
    afterPack(context());
    expect(() => readFileSync(join(folder, 'resources', 'default_app.asar'))).toThrow('ENOENT');
  });

  it('is refused without a native part', () => {
    rmSync(join(modules, '@img/sharp-libvips-linux-x64'), { recursive: true });
    expect(() => {
      afterPack(context());
    }).toThrow('@img/sharp-libvips-linux-x64');
  });

  it('is refused with another platform’s', () => {
    put('better-sqlite3/prebuilds/linux-arm64.node', elf(0xb7));
    expect(() => {
      afterPack(context());
    }).toThrow(/linux-arm64\.node \(linux arm64\)/);
    expect(foreignBinaries(modules, 'linux', 'x64')).toHaveLength(1);
  });
});

describe('builderArguments', () => {
  const electron = {
    executable: join('/cache', 'electron-33.2.1', 'electron'),
    version: '33.2.1',
    carried: true,
  };

  it.skipIf(process.platform === 'darwin')('takes the Electron that is there for the unpacked app', () => {
    expect(builderArguments({ release: false, arch: 'x64', electron, pinned: '45.4.1' })).toEqual([
      '--dir',
      '--x64',
      '--publish',
      'never',
      `-c.electronDist=${join('/cache', 'electron-33.2.1')}`,
      '-c.electronVersion=33.2.1',
    ]);
  });

  it('makes releases on the pinned Electron, never on the carried one', () => {
    const args = builderArguments({ release: true, arch: 'arm64', electron, pinned: '45.4.1' });
    expect(args).toEqual(['--arm64', '--publish', 'never', '-c.electronVersion=45.4.1']);
  });
});
