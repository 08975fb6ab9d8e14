import type { StorageMethods } from '#shared/ipc/worker/storage.ts';
import { serve } from '../serve.ts';
import { createStorageHandlers } from './storageHandlers.ts';

serve<StorageMethods>(createStorageHandlers());
