import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { labelLockFile } from '#shared/dataset/labelLock.ts';
import type { LabelSource } from '#shared/formats/label/labelData.ts';
import type { Size } from '#shared/geometry/box.ts';

/** Files of a source at most: far above any data set, below what would stall the walk. */
const maxFiles = 2_000_000;

/** What an export has beside its labels. */
export const receiptFile = 'receipt.json';

/** A source of labels on the disk. */
export interface DiskSource extends LabelSource {
  /** Absolute. */
  readonly root: string;
}

async function* walk(root: string, folder: string, signal: AbortSignal): AsyncGenerator<string> {
  signal.throwIfAborted();
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, folder), { withFileTypes: true });
  } catch (cause) {
    const path = join(root, folder);
    throw new AppError('file.notReadable', `The folder ${path} cannot be read.`, { file: path }, { cause });
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path, signal);
    // A link to an image counts; one to a folder may lead in a circle.
    else if (entry.isFile() || entry.isSymbolicLink()) yield path;
  }
}

async function* piecesOf(path: string): AsyncGenerator<string> {
  let isFirst = true;
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
      const text = piece as string;
      yield isFirst ? text.replace(/^\uFEFF/, '') : text;
      isFirst = false;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'file.notReadable',
      `${path}: it cannot be read (${reason}).`,
      { file: path },
      { cause },
    );
  }
}

/**
 * Opens files and folders as one source. Several paths have their common folder as root; what an export keeps for itself
 * is left out.
 *
 * @param imageSize - the upright size of an image by its absolute path
 * @throws AppError `file.notFound`, `file.notReadable`
 */
export async function openSource(
  paths: readonly string[],
  imageSize: (path: string) => Promise<Size | null>,
  signal: AbortSignal,
): Promise<DiskSource> {
  // A data.yaml stands for the folder that it describes.
  const absolute = paths.map((path) => (/\.ya?ml$/i.test(path) ? dirname(resolve(path)) : resolve(path)));
  const kinds = await Promise.all(
    absolute.map(async (path) => {
      try {
        return (await stat(path)).isDirectory() ? 'folder' : 'file';
      } catch (cause) {
        throw new AppError('file.notFound', `There is nothing at ${path}.`, { file: path }, { cause });
      }
    }),
  );
  const only = absolute[0] ?? '';
  const root =
    absolute.length === 1
      ? kinds[0] === 'folder'
        ? only
        : dirname(only)
      : commonFolder(absolute.map((path, index) => (kinds[index] === 'folder' ? path : dirname(path))));
  const files: string[] = [];
  for (const [index, path] of absolute.entries()) {
    const below = path === root ? '' : path.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, '');
    if (kinds[index] === 'file') files.push(below);
    else {
      for await (const file of walk(root, below, signal)) {
        if (![labelLockFile, receiptFile].includes(basename(file))) files.push(file);
        if (files.length > maxFiles)
          throw new AppError('file.tooLarge', `${path} has more than ${maxFiles} files.`, { file: path });
      }
    }
  }
  return {
    root,
    files,
    pieces: (path) => piecesOf(join(root, path)),
    imageSize: (path) => imageSize(join(root, path)),
  };
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? '';
  const isBelow = (folder: string): boolean => folder === common || folder.startsWith(join(common, '/'));
  while (!folders.every(isBelow) && common !== dirname(common)) common = dirname(common);
  return common;
}
