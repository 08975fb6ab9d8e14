import type { StorageMethods } from '#shared/ipc/worker/storage.ts';
import { serve } from '../serve.ts';
import { createStorageHandlers } from './storageHandlers.ts';

const handlers = createStorageHandlers();
// When the app goes first, the file is still left whole and without a log beside it.
process.on('exit', () => void handlers.close({}, AbortSignal.abort()));
process.on('SIGTERM', () => process.exit(0));
// Ctrl+C in a terminal reaches all processes at once; the one that started this decides what it means.
process.on('SIGINT', () => undefined);

serve<StorageMethods>(handlers);
