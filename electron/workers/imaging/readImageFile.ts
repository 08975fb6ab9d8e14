import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { AppError } from '#shared/base/errors.ts';
import { limits } from './limits.ts';

/** A file's bytes and what the file system said of them. */
export interface ReadFile {
  readonly bytes: Buffer;
  readonly modifiedMs: number;
}

/** What is not a plain file, in words. */
function describeKind(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** An error of the file system as one of ours, with the cause in words. */
export function fileError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const cause = { cause: thrown };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError(
        'file.notFound',
        `${path}: there is no such file (moved, renamed or deleted?).`,
        { file: path },
        cause,
      );
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'file.notReadable',
        `${path}: no permission to read it.`,
        { file: path, cause: code },
        cause,
      );
    case 'ENAMETOOLONG':
      return new AppError(
        'file.notReadable',
        `${path}: the path is longer than this system allows.`,
        { file: path, cause: code },
        cause,
      );
    case 'ELOOP':
      return new AppError(
        'file.notReadable',
        `${path}: its links lead in a circle.`,
        { file: path, cause: code },
        cause,
      );
    case 'EMFILE':
    case 'ENFILE':
      return new AppError(
        'file.notReadable',
        `${path}: too many files are open; try again.`,
        { file: path, cause: code },
        cause,
      );
    case 'ERR_INVALID_ARG_VALUE':
      return new AppError(
        'file.notFound',
        `${JSON.stringify(path)}: no file can have this name.`,
        { file: path },
        cause,
      );
    default: {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return new AppError(
        'file.notReadable',
        `${path}: it could not be read (${reason}).`,
        { file: path, cause: code },
        cause,
      );
    }
  }
}

function refuseUnlessPlain(stats: Stats, path: string): void {
  if (!stats.isFile()) {
    const kind = describeKind(stats);
    throw new AppError('file.notRegular', `${path}: it is ${kind}, not a file.`, { file: path, kind });
  }
}

/**
 * Opens a plain file for reading. Whether it is one is asked before, since opening a pipe waits for a writer and opening
 * a device may act, and once more after, on what was really opened.
 */
export async function openPlainFile(
  path: string,
): Promise<{ readonly handle: FileHandle; readonly stats: Stats }> {
  try {
    refuseUnlessPlain(await stat(path), path);
    // O_NONBLOCK does not exist on Windows, nor do pipes among files.
    const nonBlocking = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
    const handle = await open(path, constants.O_RDONLY | nonBlocking);
    try {
      const stats = await handle.stat();
      refuseUnlessPlain(stats, path);
      return { handle, stats };
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

/** Reads a plain file whole, once: `file.*` when that cannot be. */
export async function readImageFile(path: string): Promise<ReadFile> {
  const { handle, stats } = await openPlainFile(path);
  try {
    if (stats.size > limits.fileBytes) {
      const limitMb = limits.fileBytes / (1024 * 1024);
      const sizeMb = Math.ceil(stats.size / (1024 * 1024));
      throw new AppError('file.tooLarge', `${path}: the file has ${sizeMb} MB, the limit is ${limitMb} MB.`, {
        file: path,
        sizeMb,
        limitMb,
      });
    }
    const bytes = await handle.readFile();
    if (bytes.length === 0)
      throw new AppError('file.empty', `${path}: the file is empty (0 bytes).`, { file: path });
    return { bytes, modifiedMs: stats.mtimeMs };
  } catch (thrown) {
    throw fileError(thrown, path);
  } finally {
    await handle.close();
  }
}
