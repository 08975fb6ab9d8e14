import { AppError } from '#shared/base/errors.ts';

/** SQLite's result code of an error by either driver, or null. */
export function sqliteCode(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const code = (thrown as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

/** @param why - what is wrong, in SQLite's words or ours */
export function damaged(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'project.damaged',
    `${path} is damaged (${why}). Surd has not changed it. Open a backup, or recover a copy with "sqlite3 FILE .recover".`,
    { file: path },
    { cause },
  );
}

export function notAProject(path: string, cause?: unknown): AppError {
  return new AppError(
    'project.notAProject',
    `${path} is not a Surd project. It has been left as it is.`,
    { file: path },
    { cause },
  );
}

export function readOnly(path: string, cause?: unknown): AppError {
  return new AppError(
    'project.readOnly',
    `${path} cannot be written to. Allow writing to the file and its folder, or copy it elsewhere and open the copy.`,
    { file: path },
    { cause },
  );
}

export function full(path: string, cause?: unknown): AppError {
  return new AppError(
    'storage.full',
    `The disk that holds ${path} is full. Nothing of the last change was written, everything before it is safe. Free some space and try again.`,
    { file: path },
    { cause },
  );
}

export function staleDocument(imageId: number): AppError {
  return new AppError(
    'storage.staleRevision',
    'The boxes of this image were changed elsewhere in the meantime. They have been loaded again; make the last edit once more.',
    { imageId },
  );
}

export function staleStep(sequence: number): AppError {
  return new AppError('storage.staleRevision', 'The history has moved on in the meantime. Try again.', {
    sequence,
  });
}

/**
 * Says what an error of the database means for the person. Other errors come back as they are.
 *
 * @param path - the project file
 */
export function explain(thrown: unknown, path: string): unknown {
  const code = sqliteCode(thrown);
  if (thrown instanceof AppError || code === null) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const is = (...names: readonly string[]): boolean =>
    // Extended codes have the plain one before an underscore, as in SQLITE_IOERR_WRITE.
    names.some((name) => code === name || code.startsWith(`${name}_`));
  if (is('SQLITE_FULL')) return full(path, thrown);
  if (is('SQLITE_BUSY', 'SQLITE_LOCKED')) {
    return new AppError(
      'project.locked',
      `${path} is open in another process. Close it there first: two at once would overwrite each other's work.`,
      { file: path },
      { cause: thrown },
    );
  }
  if (is('SQLITE_READONLY', 'SQLITE_PERM')) return readOnly(path, thrown);
  if (is('SQLITE_NOTADB')) return notAProject(path, thrown);
  if (is('SQLITE_CORRUPT')) return damaged(path, message, thrown);
  if (is('SQLITE_CANTOPEN')) {
    return new AppError(
      'file.notWritable',
      `${path} cannot be opened or made. Check that its folder exists and can be written to.`,
      { file: path },
      { cause: thrown },
    );
  }
  if (is('SQLITE_IOERR', 'SQLITE_NOMEM', 'SQLITE_NOLFS')) {
    return new AppError(
      'storage.failed',
      `${path} could not be read or written (${message}). Nothing of the last change was written. Check the disk.`,
      { file: path, sqlite: code },
      { cause: thrown },
    );
  }
  // What is left, such as a broken constraint, is a bug of ours.
  return thrown;
}
