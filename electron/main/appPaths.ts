import { join } from 'node:path';
import { app } from 'electron';

/** Where the parts of the app stand, in a clone and in a package alike. */
export interface AppPaths {
  readonly preload: string;
  readonly rendererFolder: string;
  readonly workerFolder: string;
  readonly models: string;
  readonly samples: string;
  /** Settings, the person's own models, the list of recent projects. */
  readonly user: string;
  readonly thumbnails: string;
}

/** A package keeps models and samples beside its archive, since ONNX Runtime and SQLite cannot read inside it. */
export function appPaths(): AppPaths {
  const root = app.getAppPath();
  const resources = app.isPackaged ? process.resourcesPath : root;
  const user = app.getPath('userData');
  return {
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    rendererFolder: join(root, 'out', 'renderer'),
    workerFolder: join(root, 'out', 'main'),
    models: join(resources, 'models'),
    samples: join(resources, 'samples'),
    user,
    thumbnails: join(user, 'thumbnails'),
  };
}
