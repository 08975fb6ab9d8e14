// @ts-check
/**
 * `npm run package`: the app of this machine, unpacked, in `dist/`. With `--release` what users install, on the
 * current Electron. `--arch x64` or `--arch arm64` chooses another processor than this machine's.
 */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { installedElectron, pinnedVersion } from './electronRuntime.mjs';
import { missingParts } from './nativeParts.mjs';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { run } from './run.mjs';
import { setUp } from './setUp.mjs';
import { exitWith, SetUpError, step } from './steps.mjs';

/**
 * How to get another architecture's native parts, which npm leaves out of an installation.
 *
 * @param {string} platform
 * @param {string} arch
 */
function howToGet(platform, arch) {
  return [
    `A package is best made on a machine of its own kind. For this one, get the parts first, and run \`npm ci\` afterwards:`,
    '',
    `  npm install --no-save --ignore-scripts --os=${platform} --cpu=${arch} @img/sharp-${platform}-${arch}`,
  ].join('\n');
}

/**
 * The arguments for electron-builder.
 *
 * @param {{ release: boolean, arch: string, output?: string | undefined, electron: import('./electronRuntime.mjs').ElectronRuntime, pinned: string }} request
 */
export function builderArguments({ release, arch, output, electron, pinned }) {
  const config = [];
  if (release) {
    config.push(`-c.electronVersion=${pinned}`);
  } else {
    const folder =
      process.platform === 'darwin'
        ? join(dirname(electron.executable), '..', '..', '..')
        : dirname(electron.executable);
    config.push(`-c.electronDist=${folder}`, `-c.electronVersion=${electron.version}`);
  }
  if (output !== undefined) config.push(`-c.directories.output=${output}`);
  return [...(release ? [] : ['--dir']), `--${arch}`, '--publish', 'never', ...config];
}

async function main() {
  const { values } = parseArgs({
    options: {
      release: { type: 'boolean', default: false },
      arch: { type: 'string', default: process.arch },
      output: { type: 'string' },
    },
  });
  await setUp();
  await step('Build', ensureBuilt);
  const missing = missingParts(join(projectRoot, 'node_modules'), process.platform, values.arch);
  if (missing.length > 0) {
    throw new SetUpError(
      `For ${process.platform} ${values.arch} these native parts are missing:\n${missing.join('\n')}\n${howToGet(process.platform, values.arch)}`,
    );
  }
  const electron = installedElectron();
  if (electron === null) throw new Error('Set-up ended without an Electron.');
  const args = builderArguments({ ...values, electron, pinned: pinnedVersion() });
  await step('Package', async () => {
    const builder = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
    const { code, output } = await run(pinnedNode, [builder, ...args], { cwd: projectRoot, quiet: true });
    if (code !== 0) throw new SetUpError(`electron-builder failed:\n${output}`);
    return {
      said: values.release ? 'made' : `made on Electron ${electron.version}, unpacked`,
      value: undefined,
    };
  });
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  await main().catch(exitWith);
}
