import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { applicationId, migrate } from './migrations/migrate.ts';
import { openDatabase, type Database } from './openDatabase.ts';
import { explain } from './storageErrors.ts';

/** An open project file. */
export interface OpenProject {
  readonly database: Database;
  readonly path: string;
  readonly recoveryNote: string | null;
}

const headerLength = 100;
const magic = 'SQLite format 3\0';

/** Looks at the header before SQLite does: an empty or foreign file must not be taken for a new project. */
function checkHeader(path: string): void {
  const header = Buffer.alloc(headerLength);
  const file = openSync(path, 'r');
  let length: number;
  try {
    length = readSync(file, header, 0, headerLength, 0);
  } finally {
    closeSync(file);
  }
  if (length < headerLength || header.toString('latin1', 0, magic.length) !== magic) {
    throw new AppError(
      length === 0 ? 'project.damaged' : 'project.notAProject',
      length === 0
        ? `${path} is empty: its contents are lost, or it was never written. It has been left as it is. Open a backup.`
        : `${path} is not a Surd project. It has been left as it is.`,
      { file: path },
    );
  }
  // Bytes 68 to 71, big-endian (SQLite file format, section 1.3). Zero in a database that was never finished.
  if (header.readUInt32BE(68) !== applicationId) {
    throw new AppError('project.notAProject', `${path} is a database of another program. It has been left as it is.`, { file: path });
  }
}

function checkWritable(path: string, create: boolean): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new AppError('project.notFound', `The folder ${folder} does not exist.`, { file: path });
  }
  if (!create && !existsSync(path)) {
    throw new AppError('project.notFound', `There is no project at ${path}. It was moved, renamed or deleted.`, { file: path });
  }
  try {
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new AppError(
      'project.readOnly',
      `${path} cannot be written to. Allow writing to the file and its folder, or copy it elsewhere and open the copy.`,
      { file: path },
      { cause },
    );
  }
  if (existsSync(path) && !statSync(path).isFile()) {
    throw new AppError('project.notAProject', `${path} is not a file.`, { file: path });
  }
}

/** A write-ahead log with content beside a file that nobody has open was left by an end that was not clean. */
function hadUncleanEnd(path: string): boolean {
  const log = `${path}-wal`;
  return existsSync(log) && statSync(log).size > 0;
}

/**
 * Opens a project file, or makes one. While it is open no other process can open it: the lock is SQLite's own and dies
 * with the process.
 *
 * @throws AppError `project.*`, `storage.*`, `file.notWritable`; the file is left as it is
 */
export function openProject(path: string, create: boolean): OpenProject {
  checkWritable(path, create);
  const isNew = create && !existsSync(path);
  if (create && !isNew) {
    throw new AppError('export.targetExists', `There is a file at ${path} already. Open it, or choose another name.`, { file: path });
  }
  const unclean = !isNew && hadUncleanEnd(path);
  // What is not yet in the file itself may stand in the log; then SQLite has to judge.
  if (!isNew && !unclean) checkHeader(path);
  let database: Database | null = null;
  try {
    database = openDatabase(path);
    // Exclusive locking keeps the lock for the life of the connection, and WAL without shared memory.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // FULL: a step is on the disk, not only with the system, when it returns.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // Takes the lock now instead of at the first write.
    database.exec('BEGIN IMMEDIATE; COMMIT');
    if (!isNew) checkWhole(database, path);
    if (!isNew && database.pragma('application_id', { simple: true }) !== applicationId) {
      throw new AppError('project.notAProject', `${path} is a database of another program.`, { file: path });
    }
    migrate(database, path);
    // The header has to be in the file itself from the beginning: it is what tells a project.
    if (isNew) database.pragma('wal_checkpoint(TRUNCATE)');
    return {
      database,
      path,
      recoveryNote: unclean
        ? 'Surd did not end cleanly last time. Everything that had been saved is here; an edit that was under way at that moment may be missing.'
        : null,
    };
  } catch (thrown) {
    database?.close();
    throw explain(thrown, path);
  }
}

function checkWhole(database: Database, path: string): void {
  const result = database.pragma('quick_check(1)', { simple: true });
  if (result !== 'ok') {
    throw new AppError(
      'project.damaged',
      `${path} is damaged (${String(result)}). It has been left as it is. Open a backup, or recover a copy with "sqlite3 FILE .recover".`,
      { file: path },
    );
  }
}
