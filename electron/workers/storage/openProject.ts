import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { leaveOwnerNote, ownerInWords, removeOwnerNote } from './lockOwner.ts';
import { applicationId, checkVersion, migrate } from './migrations/migrate.ts';
import { fittingDriver, openDatabase, type Database, type DriverName } from './openDatabase.ts';
import { damaged, explain, full, notAProject, readOnly } from './storageErrors.ts';

/** An open project file. */
export interface OpenProject {
  readonly database: Database;
  readonly path: string;
  /** What was mended on opening, in words. */
  readonly recoveryNote: string | null;
  close(): void;
}

const headerLength = 100;
const magic = 'SQLite format 3\0';

/**
 * Looks at the header before SQLite does, which would take an empty file for a new database and turn a foreign one into
 * its own log mode.
 */
function checkHeader(path: string): void {
  const header = Buffer.alloc(headerLength);
  // Before the database is opened: closing any handle of a file drops the locks that the process has on it (POSIX).
  const file = openSync(path, 'r');
  let length: number;
  try {
    length = readSync(file, header, 0, headerLength, 0);
  } finally {
    closeSync(file);
  }
  if (length === 0) throw damaged(path, 'it is empty');
  if (header.toString('latin1', 0, magic.length) !== magic) throw notAProject(path);
  if (length < headerLength) throw damaged(path, 'it ends within its header');
  // Bytes 68 to 71, big-endian (SQLite file format, section 1.3).
  if (header.readUInt32BE(68) !== applicationId) throw notAProject(path);
}

function checkPlace(path: string, create: boolean): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new AppError('project.notFound', `The folder ${folder} does not exist.`, { file: path });
  }
  const exists = existsSync(path);
  if (create && exists) {
    throw new AppError(
      'export.targetExists',
      `There is a file at ${path} already. Open it, or choose another name.`,
      { file: path },
    );
  }
  if (!create && !exists) {
    throw new AppError(
      'project.notFound',
      `There is no project at ${path}. It was moved, renamed or deleted.`,
      { file: path },
    );
  }
  if (exists && !statSync(path).isFile()) throw notAProject(path);
  try {
    accessSync(folder, constants.W_OK);
    if (exists) accessSync(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw readOnly(path, cause);
  }
}

/** Whether there is a log with content; beside a file that nobody has open, an end that was not clean has left it. */
function hasLogOf(path: string): boolean {
  const log = `${path}-wal`;
  return existsSync(log) && statSync(log).size > 0;
}

/** Takes the lock for as long as the database is open; it dies with the process. */
function lock(database: Database, isLogged: boolean): void {
  if (isLogged) {
    // Set before the log's first use it needs no shared memory, for which a full disk would have no room.
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return;
  }
  // In this order: two processes that each kept a reader's lock while they wait for the writer's would both give up.
  database.exec('BEGIN EXCLUSIVE');
  database.pragma('locking_mode = EXCLUSIVE');
  database.exec('COMMIT');
}

/** Opens and locks the database. Only `check` decides that the file is ours to change. */
function openLocked(
  path: string,
  driver: DriverName,
  isLogged: boolean,
  check: (database: Database) => void,
): Database {
  const database = openDatabase(path, driver);
  try {
    lock(database, isLogged);
    check(database);
    if (database.pragma('journal_mode = WAL') !== 'wal') {
      throw new AppError(
        'storage.failed',
        `${path} stands on a disk that SQLite cannot keep a log on. Move it to another.`,
        { file: path },
      );
    }
    // FULL: a step is on the disk, not only with the system, when it returns.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Makes the file under another name first: a project file is whole from the moment it is there. */
function makeProject(path: string, driver: DriverName, seed: (database: Database) => void): void {
  const unfinished = `${path}-${randomUUID()}.new`;
  try {
    const database = openLocked(unfinished, driver, false, () => undefined);
    try {
      migrate(database, path);
      database.transaction(() => {
        seed(database);
      });
    } finally {
      database.close();
    }
    // Closing writes the log back, for which the disk may have had no room.
    if (hasLogOf(unfinished)) throw full(path);
    renameSync(unfinished, path);
  } finally {
    for (const rest of ['', '-wal', '-journal']) rmSync(`${unfinished}${rest}`, { force: true });
  }
}

/** What {@link openProject} takes besides the path. */
export interface OpenOptions {
  readonly create: boolean;
  /** Fills a new project, in the transaction that finishes it. */
  readonly seed?: (database: Database) => void;
  /** Another driver than the one that fits the runtime; for tests. */
  readonly driver?: DriverName;
}

/**
 * Opens a project file, or makes one. While it is open no other process can open it: the lock is SQLite's own and dies
 * with the process. A file that is refused keeps its bytes; only after an unclean end does SQLite write back its own log
 * when it lets go.
 *
 * @throws AppError `project.*`, `storage.*`, `file.notWritable`, `export.targetExists`
 */
export function openProject(path: string, options: OpenOptions): OpenProject {
  const { create, seed, driver = fittingDriver() } = options;
  checkPlace(path, create);
  try {
    if (create) makeProject(path, driver, seed ?? (() => undefined));
    else checkHeader(path);
    const unclean = hasLogOf(path);
    const database = openLocked(path, driver, unclean, (opened) => {
      checkVersion(opened, path);
      checkWhole(opened, path);
    });
    try {
      migrate(database, path);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    leaveOwnerNote(path);
    return {
      database,
      path,
      recoveryNote: unclean
        ? 'Surd did not end cleanly last time. Everything that had been saved is here; an edit that was under way at that moment may be missing.'
        : null,
      close: () => {
        removeOwnerNote(path);
        database.close();
      },
    };
  } catch (thrown) {
    throw nameOwner(explain(thrown, path), path);
  }
}

function nameOwner(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof AppError) || thrown.code !== 'project.locked') return thrown;
  const owner = ownerInWords(path);
  if (owner === null) return thrown;
  return new AppError(
    'project.locked',
    `${path} is open in another Surd (${owner}). Close it there first: two at once would overwrite each other's work.`,
    { file: path, owner },
    { cause: thrown.cause },
  );
}

function checkWhole(database: Database, path: string): void {
  const result = database.pragma('quick_check(1)');
  if (result !== 'ok') throw damaged(path, String(result));
}
