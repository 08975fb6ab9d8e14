import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelRegistry } from '#electron/services/modelRegistry.ts';
import { readManifest, type LocatedManifest } from '#electron/services/readManifest.ts';
import { spawnChildWorkers } from '#electron/services/spawnChild.ts';
import { createWorkers, type Workers } from '#electron/services/workers.ts';

/** The built files; this one is among them. */
const builtFolder = import.meta.dirname;
const projectRoot = resolve(builtFolder, '..', '..');

/** Where the app keeps a person's own things, as Electron's `userData`. */
export function userFolder(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Surd');
    case 'win32':
      return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Surd');
    default:
      return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Surd');
  }
}

/** The models that the app lists. */
export function modelRegistry(): ModelRegistry {
  return new ModelRegistry(join(projectRoot, 'models'), join(userFolder(), 'models'));
}

/** A model by its id, by its manifest or by its ONNX file with the manifest beside it; the default one for none. */
export async function findModel(named: string | undefined): Promise<LocatedManifest> {
  if (named === undefined) return modelRegistry().defaultModel();
  if (/\.onnx$/i.test(named)) return readManifest(named.replace(/\.onnx$/i, '.json'));
  if (/\.json$/i.test(named)) return readManifest(named);
  return modelRegistry().get(named);
}

/** Starts the workers for one command and ends them with it. */
export async function withWorkers<T>(work: (workers: Workers) => Promise<T>): Promise<T> {
  const workers = createWorkers(spawnChildWorkers(builtFolder), (_worker, error) => {
    console.error(error.message);
  });
  try {
    return await work(workers);
  } finally {
    workers.close();
  }
}
