// The storage process as older runtimes have it: the same handlers over the other driver.
import { serve } from '#electron/workers/serve.ts';
import { openProject } from '#electron/workers/storage/openProject.ts';
import { createStorageHandlers } from '#electron/workers/storage/storageHandlers.ts';
import type { StorageMethods } from '#shared/ipc/worker/storage.ts';

serve<StorageMethods>(
  createStorageHandlers((path, options) => openProject(path, { ...options, driver: 'libsql' })),
);
