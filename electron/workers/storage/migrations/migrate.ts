import { AppError } from '#shared/base/errors.ts';
import type { Database } from '../openDatabase.ts';
import { initial } from './0001Initial.ts';
import type { Migration } from './migration.ts';

/** In order; the last one's version is the schema's. */
export const migrations: readonly Migration[] = [initial];

/** `application_id` of a project file: "Surd" in ASCII. It tells a project from any other SQLite file. */
export const applicationId = 0x53_75_72_64;

const current = migrations.at(-1)?.version ?? 0;

/**
 * Brings the schema up to date, each migration in a transaction of its own.
 *
 * @throws AppError `project.newerVersion` for a file of a later Surd
 */
export function migrate(database: Database, path: string): void {
  const found = database.pragma('user_version', { simple: true }) as number;
  if (found > current) {
    throw new AppError(
      'project.newerVersion',
      `${path} was made by a newer Surd (format ${found}; this one knows up to ${current}). Open it with the newer one.`,
      { file: path, found, known: current },
    );
  }
  for (const migration of migrations.filter(({ version }) => version > found)) {
    database.transaction(() => {
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.version}`);
      database.pragma(`application_id = ${applicationId}`);
    })();
  }
}
