// @ts-check
/** The compiled parts of a package, which exist once for each platform. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The platforms that users have, as `process.platform` and `process.arch` name them. */
export const supported = /** @type {const} */ ([
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
]);

/**
 * The npm packages and the files in them without which a platform's app does not run. libsql is not among them: it
 * serves runtimes that are older than any package of Surd.
 *
 * @param {string} platform
 * @param {string} arch
 * @returns {readonly { npmPackage: string, file: RegExp, folder: string }[]} `file` names one in `folder`
 */
export function nativeParts(platform, arch) {
  const parts = [
    {
      npmPackage: 'onnxruntime-node',
      folder: `bin/napi-v6/${platform}/${arch}`,
      file: /^onnxruntime_binding\.node$/,
    },
    {
      npmPackage: 'onnxruntime-node',
      folder: `bin/napi-v6/${platform}/${arch}`,
      file: /onnxruntime.*\.(so|dylib|dll)/,
    },
    {
      npmPackage: 'better-sqlite3',
      folder: 'prebuilds',
      file: new RegExp(`^${platform}-${arch}\\.node$`),
    },
    { npmPackage: `@img/sharp-${platform}-${arch}`, folder: 'lib', file: /^sharp-.*\.node$/ },
  ];
  // On Windows its library stands beside it.
  const library =
    platform === 'win32' ? `@img/sharp-win32-${arch}` : `@img/sharp-libvips-${platform}-${arch}`;
  return [...parts, { npmPackage: library, folder: 'lib', file: /^libvips.*\.(so|dylib|dll)/ }];
}

/**
 * Which of them a folder of packages lacks.
 *
 * @param {string} nodeModules
 * @param {string} platform
 * @param {string} arch
 * @returns {string[]} one line each
 */
export function missingParts(nodeModules, platform, arch) {
  return nativeParts(platform, arch).flatMap(({ npmPackage, folder, file }) => {
    const path = join(nodeModules, npmPackage, folder);
    const isThere = existsSync(path) && readdirSync(path).some((name) => file.test(name));
    return isThere ? [] : [`${npmPackage}: ${folder}/${file.source}`];
  });
}

/** @param {Uint8Array} head - a file's first bytes */
function formatOf(head) {
  const [a, b, c, d] = head;
  if (a === 0x7f && b === 0x45 && c === 0x4c && d === 0x46) return 'linux';
  if (a === 0x4d && b === 0x5a) return 'win32';
  if (a === 0xcf && b === 0xfa && c === 0xed && d === 0xfe) return 'darwin';
  if (a === 0xca && b === 0xfe && c === 0xba && d === 0xbe) return 'darwin';
  return null;
}

/** What the formats call the processors. */
const processors = /** @type {Readonly<Record<number, string>>} */ ({
  // ELF
  0x3e: 'x64',
  0xb7: 'arm64',
  // Mach-O
  0x01000007: 'x64',
  0x0100000c: 'arm64',
  // PE
  0x8664: 'x64',
  0xaa64: 'arm64',
});

/**
 * @param {Buffer} bytes
 * @param {string} platform
 * @returns {number | null} the processor's number, or null where the header says none
 */
function processorOf(bytes, platform) {
  if (platform === 'linux') return bytes.readUInt16LE(18);
  // A file for several processors at once begins with big-endian 0xcafebabe.
  if (platform === 'darwin') return bytes[0] === 0xca ? null : bytes.readUInt32LE(4);
  const header = bytes.readUInt32LE(0x3c);
  return header + 6 > bytes.length ? null : bytes.readUInt16LE(header + 4);
}

/**
 * The platform and processor that a compiled file is for, by its own header (ELF, Mach-O, PE).
 *
 * @param {Buffer} bytes - at least its first 4 KB
 * @returns {{ platform: string, arch: string } | null} null when it is no compiled file
 */
export function targetOf(bytes) {
  const platform = bytes.length < 64 ? null : formatOf(bytes.subarray(0, 4));
  if (platform === null) return null;
  const processor = processorOf(bytes, platform);
  return { platform, arch: (processor === null ? undefined : processors[processor]) ?? 'other' };
}
