import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorageHandlers } from '#electron/workers/storage/storageHandlers.ts';
import type { Annotation } from '#shared/annotation/annotation.ts';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
import type { MethodInput, MethodOutput } from '#shared/ipc/worker/rpc.ts';
import type { NewImage, StorageMethods } from '#shared/ipc/worker/storage.ts';

type StorageMethod = keyof StorageMethods;

/** Calls a storage method in this process, where every one answers at once. */
export type CallStorage = <K extends StorageMethod>(
  method: K,
  input: MethodInput<StorageMethods, K>,
) => MethodOutput<StorageMethods, K>;

/** The storage methods without the process around them. */
export function storageInProcess(...options: Parameters<typeof createStorageHandlers>): CallStorage {
  const handlers = createStorageHandlers(...options);
  const { signal } = new AbortController();
  return (method, input) => {
    const handler = handlers[method] as (input: unknown, signal: AbortSignal) => unknown;
    return handler(input, signal) as MethodOutput<StorageMethods, typeof method>;
  };
}

/** A folder that is gone after `use`. */
export async function withFolder(use: (folder: string) => unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'surd-storage-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The code of what `work` throws; null when it does not. */
export function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (thrown) {
    const { code } = thrown as { code?: unknown };
    return typeof code === 'string' ? code : String(thrown);
  }
}

/** An image that no file stands behind; the storage never opens image files. */
export function newImage(folder: string, name: string, more: Partial<NewImage> = {}): NewImage {
  return {
    absolutePath: join(folder, name),
    sha256: Buffer.from(name).toString('hex').padStart(64, '0').slice(-64),
    width: 400,
    height: 100,
    sizeBytes: 1234,
    modifiedMs: 1_700_000_000_000,
    kind: 'raster',
    latex: null,
    symbols: [],
    ...more,
  };
}

/** A drawn box whose place follows from its number. */
export function drawn(imageId: number, number: number, more: Partial<Annotation> = {}): Annotation {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    imageId,
    labelId: 1,
    box: { x: number + 0.125, y: 2, width: 10.1, height: 1 / 3 },
    state: 'drawn',
    score: null,
    detectionId: null,
    ...more,
  };
}

/** A diff of the parts that are given. */
export function diffOf(parts: Partial<DocumentDiff>): DocumentDiff {
  return { added: [], removed: [], updated: [], ...parts };
}
