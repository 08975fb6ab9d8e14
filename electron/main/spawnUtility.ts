import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { WorkerResponse } from '#shared/ipc/worker/rpc.ts';
import type { SpawnWorker } from '#electron/services/workerClient.ts';

/** Starts workers as Electron's utility processes. */
export function spawnUtilityWorkers(folder: string): SpawnWorker {
  return (name) => {
    const child = utilityProcess.fork(join(folder, `${name}.js`), [], {
      serviceName: `surd ${name}`,
      stdio: 'inherit',
    });
    return {
      post: (message) => {
        child.postMessage(message);
      },
      onMessage: (listener) => {
        child.on('message', (message: WorkerResponse) => {
          listener(message);
        });
      },
      onExit: (listener) => {
        child.once('exit', listener);
      },
      kill: () => {
        child.kill();
      },
    };
  };
}
