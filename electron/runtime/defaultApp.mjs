// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Electron runs before it knows of an app. It loads the folder named on the command line, as Electron's own
 * default app does: without one, Electron with a folder as its argument ends at once and says nothing.
 *
 * @type {Readonly<Record<string, string>>}
 */
const files = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.mjs' }),
  'main.mjs': `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { pathToFileURL } from 'node:url';

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
try {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.setName(description.productName ?? description.name ?? 'Electron');
  if (description.version !== undefined) app.setVersion(description.version);
  await import(pathToFileURL(join(folder, description.main ?? 'index.js')).href);
} catch (error) {
  // Without this Electron shows a dialog, and a script that started it waits for ever.
  console.error('The app in ' + folder + ' could not be loaded:', error);
  process.exit(1);
}
`,
};

const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex');

/**
 * Puts the default app into a runtime that came without one, or that has an older one of ours.
 *
 * @param {string} runtime - the folder of Electron's binary
 * @returns {Promise<boolean>} whether it was written
 */
export async function ensureDefaultApp(runtime) {
  const resources = join(runtime, 'resources');
  const archive = join(resources, 'default_app.asar');
  const stamp = join(resources, 'default_app.sha256');
  if (existsSync(archive) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  mkdirSync(resources, { recursive: true });
  const partial = mkdtempSync(join(resources, 'partial-'));
  try {
    const source = join(partial, 'default_app');
    mkdirSync(source);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(source, name), text);
    const { createPackage } = await import('@electron/asar');
    await createPackage(source, join(partial, 'packed.asar'));
    renameSync(join(partial, 'packed.asar'), archive);
    writeFileSync(stamp, digest);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return true;
}
