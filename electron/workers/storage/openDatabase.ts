import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { AppError } from '#shared/base/errors.ts';

/** A value that SQLite keeps. */
export type SqlValue = string | number | null;

/** A prepared statement that takes `P` and gives rows of `R`. */
export interface Statement<P extends readonly SqlValue[], R> {
  get(...values: P): R | undefined;
  all(...values: P): readonly R[];
  run(...values: P): { readonly changes: number; readonly lastInsertRowid: number };
}

/** A database connection. Which driver serves it is known to this file alone. */
export interface Database {
  prepare<P extends readonly SqlValue[] = readonly SqlValue[], R = unknown>(sql: string): Statement<P, R>;
  exec(sql: string): void;
  /** The first value that a pragma answers; undefined when it answers nothing. */
  pragma(source: string): unknown;
  /** Runs `work` in one transaction that is durable when this returns; all of it is taken back when `work` throws. */
  transaction<T>(work: () => T): T;
  /** Writes the log back into the file and gives up the lock. */
  close(): void;
}

/** The drivers: libsql has better-sqlite3's interface with differences, which this file evens out. */
export type DriverName = 'better-sqlite3' | 'libsql';

type Connection = BetterSqlite.Database;
type Driver = new (path: string, options: { timeout: number }) => Connection;

/** better-sqlite3 13 is built for Node-API 10 (Node 22.14, Electron 35) and crashes on older runtimes. */
const neededNodeApi = 10;

/** How long an opening waits for another process that is just closing the same file. */
const busyTimeoutMs = 300;

/** The driver for the runtime that this process has. */
export function fittingDriver(): DriverName {
  return Number(process.versions['napi'] ?? 0) >= neededNodeApi ? 'better-sqlite3' : 'libsql';
}

/**
 * Opens the file as it is; makes it where there is none. Nothing is read or written yet.
 *
 * @throws AppError `file.notWritable`
 */
export function openDatabase(path: string, driver: DriverName = fittingDriver()): Database {
  // Required only now: merely loading better-sqlite3 ends a process whose runtime is too old for it.
  const Driver = createRequire(import.meta.url)(driver) as Driver;
  let connection: Connection;
  try {
    connection = new Driver(path, { timeout: busyTimeoutMs });
  } catch (cause) {
    throw new AppError(
      'file.notWritable',
      `${path} cannot be opened or made. Check that its folder exists and can be written to.`,
      { file: path },
      { cause },
    );
  }
  return wrap(connection, driver);
}

function wrap(connection: Connection, driver: DriverName): Database {
  // Kept by their text: preparing costs more than most of them take to run.
  const statements = new Map<string, Statement<readonly SqlValue[], unknown>>();

  const prepare = (sql: string): Statement<readonly SqlValue[], unknown> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sql);
    const statement: Statement<readonly SqlValue[], unknown> = {
      // libsql's own `get` mixes a `_metadata` field into the row.
      get: (...values) => (driver === 'libsql' ? prepared.all(...values)[0] : prepared.get(...values)),
      all: (...values) => prepared.all(...values),
      run: (...values) => {
        const { changes, lastInsertRowid } = prepared.run(...values);
        return { changes, lastInsertRowid: Number(lastInsertRowid) };
      },
    };
    statements.set(sql, statement);
    return statement;
  };

  const pragma = (source: string): unknown => {
    const answer: unknown = connection.pragma(source, { simple: true });
    // libsql answers a row all the same.
    return typeof answer === 'object' && answer !== null ? Object.values(answer)[0] : answer;
  };

  const transaction = <T>(work: () => T): T => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (thrown) {
      // On a full disk SQLite has rolled back by itself; doing it again would hide the reason.
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw thrown;
    }
  };

  const close = (): void => {
    statements.clear();
    releaseFile(pragma, (sql) => connection.exec(sql));
    connection.close();
  };

  return {
    prepare: prepare as Database['prepare'],
    exec: (sql) => {
      connection.exec(sql);
    },
    pragma,
    transaction,
    close,
  };
}

/**
 * Leaves a closed project as one plain file that can be copied and that any reader opens. It also gives up the lock,
 * which libsql's closing alone keeps until its statements are garbage collected.
 */
function releaseFile(pragma: (source: string) => unknown, exec: (sql: string) => unknown): void {
  try {
    if (pragma('journal_mode') === 'wal') pragma('journal_mode = DELETE');
    pragma('locking_mode = NORMAL');
    exec('SELECT count(*) FROM sqlite_schema');
  } catch {
    // A file that is damaged or another's; the caller knows by now and is about to say so.
  }
}
