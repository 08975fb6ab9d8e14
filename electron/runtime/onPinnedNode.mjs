// @ts-check
/** Runs a tool of node_modules, or `node` itself, on the pinned Node: `onPinnedNode.mjs eslint .` */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areInstalled } from './packages.mjs';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { run } from './run.mjs';
import { setUp } from './setUp.mjs';
import { exitWith } from './steps.mjs';

/** Packages whose program has another name than they. */
const packageOf = /** @type {Readonly<Record<string, string>>} */ ({ tsc: 'typescript' });

/** @param {string} tool */
function script(tool) {
  const name = packageOf[tool] ?? tool;
  const folder = join(projectRoot, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

try {
  const [tool = 'node', ...args] = process.argv.slice(2);
  if (!areInstalled(projectRoot)) await setUp();
  const command = tool === 'node' ? args : [script(tool), ...args];
  const { code } = await run(pinnedNode, command, { cwd: projectRoot });
  process.exitCode = code;
} catch (error) {
  exitWith(error);
}
