import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { SpawnWorker, WorkerPort } from '#electron/services/workerClient.ts';
import type { WorkerResponse } from '#shared/ipc/worker/rpc.ts';

const workersFolder = resolve(import.meta.dirname, '../../electron/workers');

/** Starts the workers from their sources, as real processes. Each started one is handed to `onSpawn`. */
export function spawnSourceWorkers(
  onSpawn: (name: string, port: WorkerPort, pid: number) => void = () => undefined,
): SpawnWorker {
  return (name) => {
    const child = fork(resolve(workersFolder, name, 'entry.ts'), { serialization: 'advanced', execArgv: [] });
    const port: WorkerPort = {
      post: (message) => {
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
        child.kill('SIGKILL');
      },
    };
    onSpawn(name, port, child.pid ?? 0);
    return port;
  };
}
