import { AppError } from '#shared/base/errors.ts';
import type { Database } from '../openDatabase.ts';
import { initial } from './0001Initial.ts';
import { listOrder } from './0002ListOrder.ts';
import { labelSet } from './0003LabelSet.ts';
import { labelTransfer } from './0004LabelTransfer.ts';
import { dismissedChecks } from './0005DismissedChecks.ts';
import { statesOfSteps } from './0006StatesOfSteps.ts';
import { detectionRuns } from './0007DetectionRuns.ts';
import type { Migration } from './migration.ts';

/** In order; the last one's version is the schema's. */
export const migrations: readonly Migration[] = [
  initial,
  listOrder,
  labelSet,
  labelTransfer,
  dismissedChecks,
  statesOfSteps,
  detectionRuns,
];

/** `application_id` of a project file: "Surd" in ASCII. It tells a project from any other SQLite file. */
export const applicationId = 0x53_75_72_64;

/** The `user_version` of a file that is up to date. */
export const currentVersion = migrations.at(-1)?.version ?? 0;

function versionOf(database: Database): number {
  return Number(database.pragma('user_version'));
}

/** @throws AppError `project.newerVersion` for a file of a later Surd */
export function checkVersion(database: Database, path: string): void {
  const found = versionOf(database);
  if (found > currentVersion) {
    throw new AppError(
      'project.newerVersion',
      `${path} was made by a newer Surd (format ${found}; this one knows up to ${currentVersion}). Open it with the newer one.`,
      { file: path, found, known: currentVersion },
    );
  }
}

/**
 * Brings the schema up to date, each migration in a transaction of its own.
 *
 * @throws AppError `project.newerVersion`
 */
export function migrate(database: Database, path: string): void {
  checkVersion(database, path);
  const found = versionOf(database);
  for (const migration of migrations.filter(({ version }) => version > found)) {
    database.transaction(() => {
      database.exec(migration.sql);
      migration.fill?.(database);
      database.pragma(`user_version = ${migration.version}`);
      database.pragma(`application_id = ${applicationId}`);
    });
  }
}
