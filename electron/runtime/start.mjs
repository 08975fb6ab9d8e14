// @ts-check
import { resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { installedElectron } from './electronRuntime.mjs';
import { launch } from './launch.mjs';
import { projectRoot } from './projectPaths.mjs';
import { setUp } from './setUp.mjs';
import { exitWith, step } from './steps.mjs';

try {
  await setUp();
  await step('Build', ensureBuilt);
  const electron = installedElectron();
  if (electron === null) throw new Error('Set-up ended without an Electron.');
  process.exitCode = await launch(electron.executable, [resolve(projectRoot), ...process.argv.slice(2)]);
  process.exit();
} catch (error) {
  exitWith(error);
}
