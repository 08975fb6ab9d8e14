// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

const sources = [
  'electron',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'postcss.config.cjs',
  'tsconfig.base.json',
];
const outputs = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
/** Written when a build has ended well; says what it was made of. */
const stampFile = 'out/.built-from';

/** Parts of the sources that no build output depends on. */
const isLeftOut = (/** @type {string} */ path) =>
  /\.test\.tsx?$|(^|\/)electron\/runtime(\/|$)/.test(path.replaceAll('\\', '/'));

/**
 * Names, sizes and times of the files below a path: another line for every change, also for a file that went.
 *
 * @param {string} root
 * @param {string} path - relative to it
 * @param {string[]} lines
 */
function list(root, path, lines) {
  if (isLeftOut(path) || !existsSync(join(root, path))) return;
  const found = statSync(join(root, path));
  if (!found.isDirectory()) {
    lines.push(`${path} ${found.size} ${found.mtimeMs}`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) list(root, `${path}/${name}`, lines);
}

/** @param {string} root - the project's folder */
export function sourceState(root) {
  /** @type {string[]} */
  const lines = [];
  for (const source of sources) list(root, source, lines);
  return lines.join('\n');
}

/**
 * Whether the build is not the one of the sources as they are.
 *
 * @param {string} root - the project's folder
 * @param {string} [state] - of the sources
 */
export function isOutdated(root, state = sourceState(root)) {
  if (!outputs.every((file) => existsSync(join(root, file)))) return true;
  const stamp = join(root, stampFile);
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  // Output that is younger than the stamp is of a build by hand, which may have failed half-way.
  if (outputs.some((file) => statSync(join(root, file)).mtimeMs > builtAt)) return true;
  return readFileSync(stamp, 'utf8') !== state;
}

/**
 * Notes that the build in `out/` is whole.
 *
 * @param {string} root
 * @param {string} state - of the sources before it began: what changed meanwhile may or may not be in it
 */
export function markBuilt(root, state) {
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, stampFile), state);
}

/** Builds the app where it is outdated. */
export async function ensureBuilt() {
  return withLock(join(projectRoot, '.surd-set-up'), async () => {
    const state = sourceState(projectRoot);
    if (!isOutdated(projectRoot, state)) return { said: 'up to date', value: undefined };
    rmSync(join(projectRoot, stampFile), { force: true });
    const vite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const { code, output } = await run(pinnedNode, [vite, 'build'], { cwd: projectRoot, quiet: true });
    if (code !== 0) throw new SetUpError(`The build failed:\n${output}`);
    markBuilt(projectRoot, state);
    return { said: 'built', value: undefined };
  });
}
