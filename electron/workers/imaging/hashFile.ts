import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { fileError, openPlainFile } from './readImageFile.ts';

/** SHA-256 of a file of any size, lower-case hex. Errors: `file.*`, or the signal's reason. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const { handle } = await openPlainFile(path);
  const hash = createHash('sha256');
  try {
    await pipeline(handle.createReadStream({ highWaterMark: 1024 * 1024 }), hash, { signal });
  } catch (thrown) {
    signal.throwIfAborted();
    throw fileError(thrown, path);
  }
  return hash.digest('hex');
}
