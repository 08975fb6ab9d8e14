import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ModelFolder } from '#shared/formats/model/modelFormat.ts';

/**
 * The files of one folder. A path that leaves it, by `..`, as an absolute path or through a link, is refused before
 * anything is opened.
 *
 * @param maxBytes - no more than this is read at once
 */
export function openModelFolder(folderPath: string, maxBytes: number): ModelFolder {
  const root = realpathSync(folderPath);

  const locate = (relativePath: string): string | null => {
    // Windows paths are refused on all systems: the model may have been written there, to be opened here.
    if (
      relativePath === '' ||
      relativePath.includes('\0') ||
      isAbsolute(relativePath) ||
      /^[A-Za-z]:|\\/.test(relativePath)
    ) {
      throw outside(relativePath);
    }
    const wanted = resolve(root, relativePath);
    if (!isWithin(root, wanted)) throw outside(relativePath);
    let real: string;
    try {
      real = realpathSync(wanted);
    } catch {
      return null;
    }
    if (!isWithin(root, real)) throw outside(relativePath);
    return statSync(real).isFile() ? real : null;
  };

  return {
    sizeOf(relativePath) {
      const path = locate(relativePath);
      return path === null ? null : statSync(path).size;
    },
    read(relativePath, offset = 0, length) {
      const path = locate(relativePath);
      if (path === null) {
        throw new AppError(
          'model.missingFile',
          `The model needs the file “${relativePath}”, which is not beside it.`,
          {
            file: relativePath,
          },
        );
      }
      const size = statSync(path).size;
      const wanted = length ?? Math.max(0, size - offset);
      if (offset + wanted > size) {
        throw new AppError('model.missingFile', `“${relativePath}” ends before byte ${offset + wanted}.`, {
          file: relativePath,
        });
      }
      return readRange(path, offset, wanted, maxBytes);
    },
  };
}

/**
 * Bytes of a file.
 *
 * @throws AppError `model.tooLarge`, `file.notReadable`
 */
export function readRange(path: string, offset: number, length: number, maxBytes: number): Uint8Array {
  if (length > maxBytes) {
    throw new AppError(
      'model.tooLarge',
      `${length} bytes are more than the ${maxBytes} that are read of one file.`,
      {
        limit: maxBytes,
        sizeBytes: length,
      },
    );
  }
  const bytes = new Uint8Array(length);
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (thrown) {
    throw new AppError('file.notReadable', `“${path}” cannot be read.`, { file: path }, { cause: thrown });
  }
  try {
    let done = 0;
    while (done < length) {
      const count = readSync(handle, bytes, done, length - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return done === length ? bytes : bytes.subarray(0, done);
  } finally {
    closeSync(handle);
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return (
    way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way) && join(root, way) === path
  );
}

function outside(relativePath: string): AppError {
  return new AppError(
    'model.outsideFolder',
    `“${relativePath}” is outside the model's folder and is not read.`,
    {
      file: relativePath,
    },
  );
}
