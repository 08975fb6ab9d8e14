// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureElectron, installedElectron } from './electronRuntime.mjs';
import { withLock } from './lock.mjs';
import { installPackages } from './packages.mjs';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { exitWith, SetUpError, step } from './steps.mjs';
import { ensureResolved, ensureSystemLibraries } from './systemLibraries.mjs';

/** The oldest Node that may start Surd; everything after set-up runs on the pinned one. */
const oldestNode = [20, 19];

/** @param {string} version - as `process.versions.node` gives it */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new SetUpError(
    `Surd needs Node ${oldestNode.join('.')} or newer, and this is ${version}.\nInstall a current Node from nodejs.org, then run the same command again.`,
  );
}

/** Makes sure of everything that a start or a test run needs. Skips what is done; goes on where it was interrupted. */
export async function setUp() {
  await step('Node', async () => {
    checkNode(process.versions.node);
    return { said: process.versions.node, value: undefined };
  });
  await withLock(join(projectRoot, '.surd-set-up'), async () => {
    await step('npm packages', () => installPackages(projectRoot, pinnedNode));
    await step('System libraries', ensureSystemLibraries);
    await step('Electron', async () => {
      const made = await ensureElectron();
      const electron = installedElectron();
      if (electron !== null) await ensureResolved(electron.executable);
      return made;
    });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  setUp().catch(exitWith);
}
