import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { currentVersion, migrations } from '#electron/workers/storage/migrations/migrate.ts';
import { openDatabase, type Database, type DriverName } from '#electron/workers/storage/openDatabase.ts';
import { openProject } from '#electron/workers/storage/openProject.ts';
import { diffOf, storageInProcess, withFolder } from '#test/support/storageInProcess.ts';

const version1 = fileURLToPath(new URL('../fixtures/storage/version1.surd', import.meta.url));

/** The schema as text, with the versions of SQLite that wrote it evened out. */
function schemaOf(database: Database): readonly string[] {
  return database
    .prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
    .all()
    .map(({ sql }) => sql.replace(/\s+/g, ' '));
}

describe('migrations', () => {
  it('are numbered from 1 without gaps and have names of their own', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
  });

  it.each<DriverName>(['better-sqlite3', 'libsql'])(
    'bring a saved project of version 1 up to date (%s)',
    (driver) =>
      withFolder((folder) => {
        const path = join(folder, 'old.surd');
        copyFileSync(version1, path);
        const old = openDatabase(path, driver);
        expect(old.pragma('user_version')).toBe(1);
        old.close();

        const storage = storageInProcess((file, options) => openProject(file, { ...options, driver }));
        expect(storage('open', { path, create: false, seedLabels: [] })).toEqual({
          path,
          imageCount: 3,
          reviewedCount: 1,
          lastImageId: 1,
          recoveryNote: null,
        });
        const list = storage('listImages', {
          query: { sort: 'name', descending: false },
          offset: 0,
          limit: 9,
        });
        expect(
          list.items.map((item) => [
            item.path,
            item.state,
            item.annotationCount,
            item.detectionCount,
            item.doubt,
          ]),
        ).toEqual([
          ['pictures/Ärger/Img1.png', 'reviewed', 1, 0, null],
          ['pictures/img2.png', 'prelabelled', 0, 1, 1],
          ['pictures/img10.png', 'inProgress', 2, 0, null],
        ]);
        expect(storage('listLabels', {}).map(({ name, usageCount }) => [name, usageCount])).toEqual([
          ['x', 1],
          ['\\frac', 1],
          ['\\alpha', 1],
        ]);
        expect(storage('listHistory', { limit: 9 }).map(({ kind, undone }) => [kind, undone])).toEqual([
          ['delete', true],
          ['relabel', false],
          ['draw', false],
        ]);
        // The steps of the old file can be gone through.
        const { annotations } = storage('loadDocument', { imageId: 1 });
        expect(storage('redo', {})?.diff).toEqual(
          diffOf({ removed: [annotations[0]].flatMap((one) => one ?? []) }),
        );
        for (let step = 0; step < 3; step += 1) expect(storage('undo', {})).not.toBeNull();
        expect(storage('undo', {})).toBeNull();
        expect(storage('loadDocument', { imageId: 1 }).annotations).toEqual([]);
        expect(storage('listLabels', {}).map(({ usageCount }) => usageCount)).toEqual([0, 0, 1]);
        storage('close', {});
      }),
  );

  it('lead to the schema that a new project has', () =>
    withFolder((folder) => {
      const oldPath = join(folder, 'old.surd');
      copyFileSync(version1, oldPath);
      const migrated = openProject(oldPath, { create: false });
      const made = openProject(join(folder, 'new.surd'), { create: true });
      expect(schemaOf(migrated.database)).toEqual(schemaOf(made.database));
      expect(migrated.database.pragma('user_version')).toBe(currentVersion);
      migrated.close();
      made.close();
    }));

  it('that fail leave the old version whole', () =>
    withFolder((folder) => {
      const path = join(folder, 'old.surd');
      copyFileSync(version1, path);
      const spoiled = openDatabase(path);
      // In the way of what the second migration makes.
      spoiled.exec('CREATE TABLE spoiler (a INTEGER) STRICT; CREATE INDEX image_flagged ON spoiler (a)');
      const before = schemaOf(spoiled);
      spoiled.close();
      expect(() => openProject(path, { create: false })).toThrow();
      const after = openDatabase(path);
      expect(after.pragma('user_version')).toBe(1);
      expect(schemaOf(after)).toEqual(before);
      after.close();
    }));
});
