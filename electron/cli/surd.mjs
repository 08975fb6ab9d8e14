#!/usr/bin/env node
// @ts-check
/** `surd` on the command line: makes sure of packages and build in silence, then runs the real one on the pinned Node. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../runtime/build.mjs';
import { areInstalled } from '../runtime/packages.mjs';
import { pinnedNode, projectRoot } from '../runtime/projectPaths.mjs';
import { setUp } from '../runtime/setUp.mjs';
import { exitWith } from '../runtime/steps.mjs';

// Standard output belongs to the command's own answer.
console.log = console.error;

try {
  if (!areInstalled(projectRoot)) await setUp();
  await ensureBuilt();
  const child = spawn(pinnedNode, [join(projectRoot, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} catch (error) {
  exitWith(error);
}
