import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { WorkerResponse } from '#shared/ipc/worker/rpc.ts';
import type { SpawnWorker } from './workerClient.ts';

/**
 * Starts workers as children of plain Node, for the command line and for tests.
 *
 * @param folder - where the built workers stand, one `NAME.js` each
 */
export function spawnChildWorkers(folder: string): SpawnWorker {
  return (name) => {
    const child = fork(join(folder, `${name}.js`), {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return {
      post: (message) => {
        // A message to a process that has just died is answered by its exit.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => {
        child.on('message', (message) => {
          listener(message as WorkerResponse);
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
