// @ts-check
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, wherever it was cloned to. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The Node that runs build, tests and command line, whatever Node the person has. */
export const pinnedNode = join(
  projectRoot,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Where downloads that serve several clones are kept. */
export const userCache =
  process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Caches', 'surd')
    : process.platform === 'win32'
      ? join(process.env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'surd', 'cache')
      : join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'surd');
