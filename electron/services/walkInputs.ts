import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';

/** A file to read, or a path that cannot be. */
export type WalkedInput =
  { readonly path: string; readonly named: boolean } | { readonly path: string; readonly error: AppError };

/** Names of files that are never meant as images when a whole folder is opened. */
const passedOver = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The files behind what a person named: files themselves, and all files below folders, in the order of their names.
 * `named` tells a file that was named from one that was found in a folder.
 */
export async function* walkInputs(
  paths: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<WalkedInput> {
  for (const path of paths) {
    signal?.throwIfAborted();
    let isFolder: boolean;
    try {
      isFolder = (await stat(path)).isDirectory();
    } catch (cause) {
      yield {
        path,
        error: new AppError('file.notFound', `There is nothing at ${path}.`, { file: path }, { cause }),
      };
      continue;
    }
    if (isFolder) yield* walkFolder(path, signal);
    else yield { path, named: true };
  }
}

/** `img_2` before `img_10`, as people count. */
const byName = new Intl.Collator('en', { numeric: true });

async function* walkFolder(folder: string, signal?: AbortSignal): AsyncGenerator<WalkedInput> {
  let entries: Dirent[];
  try {
    // Names alone are small, even of a hundred thousand files; what they hold is read one by one.
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    yield {
      path: folder,
      error: new AppError(
        'file.notReadable',
        `The folder ${folder} cannot be read.`,
        { file: folder },
        { cause },
      ),
    };
    return;
  }
  entries.sort((a, b) => byName.compare(a.name, b.name));
  for (const entry of entries) {
    signal?.throwIfAborted();
    if (passedOver.test(entry.name)) continue;
    const path = join(folder, entry.name);
    // A link may lead in a circle; what it points to is found where it really is.
    if (entry.isDirectory()) yield* walkFolder(path, signal);
    else if (entry.isFile()) yield { path, named: false };
  }
}
