import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';

/** A database connection. Which driver serves it is known to this file alone. */
export type Database = BetterSqlite.Database;

type Driver = new (path: string, options: { timeout: number }) => Database;

/** better-sqlite3 13 is built for Node-API 10 (Node 22.14, Electron 35) and crashes on older runtimes. */
const neededNodeApi = 10;

function loadDriver(): Driver {
  const require = createRequire(import.meta.url);
  const hasNodeApi = Number(process.versions['napi'] ?? 0) >= neededNodeApi;
  return require(hasNodeApi ? 'better-sqlite3' : 'libsql') as Driver;
}

/** How long an opening waits for another process that is just closing the same file. */
const busyTimeoutMs = 300;

/** Opens the file as it is; makes it where there is none. Nothing is read or written yet. */
export function openDatabase(path: string): Database {
  const Driver = loadDriver();
  return new Driver(path, { timeout: busyTimeoutMs });
}
