// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

const sources = ['electron', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'postcss.config.cjs'];
const outputs = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/**
 * The latest change below a path, milliseconds since the epoch.
 *
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  let latest = found.mtimeMs;
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)));
  return latest;
}

/**
 * Whether the build is older than what it is made of.
 *
 * @param {string} root - the project's folder
 */
export function isOutdated(root) {
  const built = outputs.map((file) => join(root, file));
  if (!built.every((file) => existsSync(file))) return true;
  const oldestOutput = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return sources.some((source) => existsSync(join(root, source)) && newest(join(root, source)) > oldestOutput);
}

/** Builds the app where it is outdated. */
export async function ensureBuilt() {
  if (!isOutdated(projectRoot)) return { said: 'up to date', value: undefined };
  const vite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await run(pinnedNode, [vite, 'build'], { cwd: projectRoot, quiet: true });
  if (code !== 0) throw new SetUpError(`The build failed:\n${output}`);
  return { said: 'built', value: undefined };
}
