import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ImageFile } from '#shared/ipc/worker/storage.ts';
import type { Workers } from './workers.ts';

/** Entries looked at in search of a moved file, before giving up. */
const maxEntries = 50_000;

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** All files below a folder, breadth first, hidden folders left out; unreadable ones are passed over. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const queue = [folder];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    let entries: AsyncIterable<Dirent>;
    try {
      entries = await opendir(next);
    } catch {
      continue;
    }
    for await (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.')) queue.push(path);
      else if (entry.isFile()) yield path;
    }
  }
}

/**
 * The file of an image: where it is believed to be, or, when it was moved, wherever below the project's folder a file
 * with the same bytes is. What is found is remembered in the project.
 *
 * @throws AppError `image.missing`
 */
export async function findImageFile(workers: Workers, projectPath: string, file: ImageFile): Promise<string> {
  if (await isThere(file.absolutePath)) return file.absolutePath;
  let seen = 0;
  for await (const path of filesBelow(dirname(projectPath))) {
    seen += 1;
    if (seen > maxEntries) break;
    const found = await stat(path).catch(() => null);
    if (found?.size !== file.sizeBytes) continue;
    const sha256 = await workers.imaging.call('hash', { path }).catch(() => null);
    if (sha256 !== file.sha256) continue;
    await workers.storage.call('setImagePath', {
      imageId: file.imageId,
      absolutePath: path,
      sizeBytes: found.size,
      modifiedMs: found.mtimeMs,
    });
    return path;
  }
  throw new AppError(
    'image.missing',
    `${file.absolutePath} is not there any more, and no file below the project's folder has the same contents. Put it back, or open it again from where it is now.`,
    { file: file.absolutePath },
  );
}
