// @ts-check
/** Run by electron-builder between copying the app together and setting its fuses. */
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missingParts, targetOf } from './nativeParts.mjs';

const headBytes = 4096;

/** electron-builder's numbers of architectures. */
const architectures = /** @type {Readonly<Record<number, string>>} */ ({ 1: 'x64', 3: 'arm64' });

/** @param {string} file */
function head(file) {
  const bytes = Buffer.alloc(headBytes);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, headBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Compiled files below a folder that another platform than this one is meant to run.
 *
 * @param {string} folder
 * @param {string} platform
 * @param {string} arch
 * @returns {string[]} their paths in it
 */
export function foreignBinaries(folder, platform, arch) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = join(entry.parentPath, entry.name);
    const target = targetOf(head(file));
    return target === null || (target.platform === platform && target.arch === arch)
      ? []
      : [`${file.slice(folder.length + 1)} (${target.platform} ${target.arch})`];
  });
}

/**
 * Drops what belongs to a bare Electron, and refuses a package that lacks a native part or holds another platform's.
 *
 * @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: { getResourcesDir(folder: string): string } }} context
 */
export function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  for (const name of ['default_app.asar', 'default_app.sha256'])
    rmSync(join(resources, name), { force: true });
  const unpacked = join(resources, 'app.asar.unpacked', 'node_modules');
  const architecture = architectures[arch] ?? String(arch);
  if (!existsSync(unpacked)) throw new Error('The package has no native parts at all.');
  const missing = missingParts(unpacked, electronPlatformName, architecture);
  if (missing.length > 0) throw new Error(`The package lacks native parts:\n${missing.join('\n')}`);
  const foreign = foreignBinaries(unpacked, electronPlatformName, architecture);
  if (foreign.length > 0)
    throw new Error(`The package holds other platforms' binaries:\n${foreign.join('\n')}`);
}
