import { AppError } from '#shared/base/errors.ts';

/** SQLite's result code of an error by either driver, or null. */
export function sqliteCode(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const code = (thrown as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

/**
 * Says what an error of the database means for the person. Other errors come back as they are.
 *
 * @param path - the project file
 */
export function explain(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const code = sqliteCode(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const details = { file: path, sqlite: code };
  const cause = { cause: thrown };
  if (code === 'SQLITE_FULL' || /database or disk is full/i.test(message)) {
    return new AppError(
      'storage.full',
      `The disk that holds ${path} is full. Nothing of the last change was written, everything before it is safe. Free some space and try again.`,
      details,
      cause,
    );
  }
  if (code?.startsWith('SQLITE_BUSY') === true || code?.startsWith('SQLITE_LOCKED') === true || /database is locked/i.test(message)) {
    return new AppError(
      'project.locked',
      `${path} is open in another Surd. Close it there first: two at once would overwrite each other's work.`,
      details,
      cause,
    );
  }
  if (code?.startsWith('SQLITE_READONLY') === true || /readonly database|read-only/i.test(message)) {
    return new AppError(
      'project.readOnly',
      `${path} cannot be written to. Allow writing to the file and its folder, or copy it elsewhere and open the copy.`,
      details,
      cause,
    );
  }
  if (code?.startsWith('SQLITE_NOTADB') === true || /file is not a database/i.test(message)) {
    return new AppError('project.notAProject', `${path} is not a Surd project. It has been left as it is.`, details, cause);
  }
  if (code?.startsWith('SQLITE_CORRUPT') === true || /malformed/i.test(message)) {
    return new AppError(
      'project.damaged',
      `${path} is damaged (${message}). It has been left as it is. Open a backup, or recover a copy with "sqlite3 FILE .recover".`,
      details,
      cause,
    );
  }
  if (code?.startsWith('SQLITE_CANTOPEN') === true || /unable to open database file/i.test(message)) {
    return new AppError('file.notWritable', `${path} cannot be opened or made. Check that its folder exists and can be written to.`, details, cause);
  }
  if (code?.startsWith('SQLITE_IOERR') === true) {
    return new AppError('storage.failed', `${path} could not be read or written (${message}). Check the disk.`, details, cause);
  }
  return thrown;
}
