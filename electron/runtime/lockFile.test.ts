import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeParts, supported } from './nativeParts.mjs';
import { projectRoot } from './projectPaths.mjs';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage | undefined>>;
};
const own = Object.entries(lock.packages).flatMap(([path, locked]) =>
  path === '' || locked === undefined || locked.link === true || locked.inBundle === true
    ? []
    : [{ path, ...locked }],
);

describe('the lock file', () => {
  it('says of every package what its archive has to be', () => {
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter(({ integrity }) => !/^sha512-/.test(integrity ?? '')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('names no registry but the public one', () => {
    const elsewhere = own.filter(
      ({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  it.each(supported.map(({ platform, arch }) => [`${platform}-${arch}`, platform, arch] as const))(
    'has every package that the app needs on %s',
    (_name, platform, arch) => {
      for (const { npmPackage } of nativeParts(platform, arch)) {
        const locked = lock.packages[`node_modules/${npmPackage}`];
        expect(locked, npmPackage).toBeDefined();
        if (locked?.os !== undefined) expect(locked.os, npmPackage).toContain(platform);
        if (locked?.cpu !== undefined) expect(locked.cpu, npmPackage).toEqual([arch]);
      }
    },
  );

  it('has libsql for ARM Macs, which an older Electron needs', () => {
    expect(lock.packages['node_modules/@libsql/darwin-arm64']?.cpu).toEqual(['arm64']);
  });
});
