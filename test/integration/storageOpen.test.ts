import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, type DriverName } from '#electron/workers/storage/openDatabase.ts';
import { openProject } from '#electron/workers/storage/openProject.ts';
import {
  codeOf,
  diffOf,
  drawn,
  newImage,
  storageInProcess,
  withFolder,
  type CallStorage,
} from '#test/support/storageInProcess.ts';

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Makes a project with enough boxes to be many pages long. */
function makeProject(path: string, folder: string): CallStorage {
  const storage = storageInProcess();
  storage('open', { path, create: true, seedLabels: ['x', 'y'] });
  const [image] = storage('addImages', { images: [newImage(folder, 'a.png')] });
  const imageId = image?.imageId ?? 0;
  const added = Array.from({ length: 2000 }, (_, number) => drawn(imageId, number));
  storage('applyDiff', { imageId, kind: 'draw', diff: diffOf({ added }), baseRevision: 0 });
  return storage;
}

describe.each<DriverName>(['better-sqlite3', 'libsql'])('opening with %s', (driver) => {
  const openWith = (path: string): void => {
    openProject(path, { create: false, driver }).close();
  };

  it('makes a project that is one whole file, with its first labels', () =>
    withFolder((folder) => {
      const path = join(folder, 'new.surd');
      const storage = storageInProcess((file, options) => openProject(file, { ...options, driver }));
      const project = storage('open', { path, create: true, seedLabels: ['x', '\\frac'] });
      expect(project).toEqual({
        path,
        imageCount: 0,
        reviewedCount: 0,
        lastImageId: null,
        recoveryNote: null,
      });
      expect(storage('listLabels', {}).map(({ name }) => name)).toEqual(['x', '\\frac']);
      storage('close', {});
      expect(readdirSync(folder)).toEqual(['new.surd']);
      expect(storage('open', { path, create: false, seedLabels: ['z'] }).recoveryNote).toBeNull();
      expect(storage('listLabels', {}).map(({ name }) => name)).toEqual(['x', '\\frac']);
      storage('close', {});
    }));

  it('turns the log, the durability, the keys and the tables as they should be', () =>
    withFolder((folder) => {
      const project = openProject(join(folder, 'p.surd'), { create: true, driver });
      const pragma = (name: string): unknown => project.database.pragma(name);
      expect(
        ['journal_mode', 'synchronous', 'foreign_keys', 'locking_mode', 'application_id'].map(pragma),
      ).toEqual(['wal', 2, 1, 'exclusive', 0x53757264]);
      const loose = project.database
        .prepare<[], { name: string }>(
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
        )
        .all();
      expect(loose).toEqual([]);
      project.close();
    }));

  it('refuses what is missing, in the way, or not a file', () =>
    withFolder((folder) => {
      const path = join(folder, 'taken.surd');
      writeFileSync(path, 'a letter');
      mkdirSync(join(folder, 'folder.surd'));
      expect(codeOf(() => openProject(path, { create: true, driver }))).toBe('export.targetExists');
      expect(readFileSync(path, 'utf8')).toBe('a letter');
      expect(
        codeOf(() => {
          openWith(join(folder, 'none.surd'));
        }),
      ).toBe('project.notFound');
      expect(existsSync(join(folder, 'none.surd'))).toBe(false);
      expect(codeOf(() => openProject(join(folder, 'no/where.surd'), { create: true, driver }))).toBe(
        'project.notFound',
      );
      expect(
        codeOf(() => {
          openWith(join(folder, 'folder.surd'));
        }),
      ).toBe('project.notAProject');
    }));

  it("refuses another program's files and leaves every byte of them", () =>
    withFolder((folder) => {
      const letter = join(folder, 'letter.surd');
      writeFileSync(letter, 'Dear reader, '.repeat(1000));
      const other = join(folder, 'other.surd');
      const database = openDatabase(other);
      database.exec('CREATE TABLE address (name TEXT)');
      database.close();
      for (const path of [letter, other]) {
        const before = hashOf(path);
        expect(
          codeOf(() => {
            openWith(path);
          }),
        ).toBe('project.notAProject');
        expect(hashOf(path)).toBe(before);
      }
      expect(readdirSync(folder).sort()).toEqual(['letter.surd', 'other.surd']);
    }));

  it('refuses a project of a newer Surd and leaves every byte of it', () =>
    withFolder((folder) => {
      const path = join(folder, 'newer.surd');
      openProject(path, { create: true, driver }).close();
      const database = openDatabase(path, driver);
      database.pragma('user_version = 999');
      database.close();
      const before = hashOf(path);
      expect(
        codeOf(() => {
          openWith(path);
        }),
      ).toBe('project.newerVersion');
      expect(hashOf(path)).toBe(before);
    }));

  const damages: readonly (readonly [string, (path: string, sizeBytes: number) => void])[] = [
    [
      'emptied',
      (path) => {
        truncateSync(path, 0);
      },
    ],
    [
      'cut within the header',
      (path) => {
        truncateSync(path, 50);
      },
    ],
    [
      'cut at half',
      (path, sizeBytes) => {
        truncateSync(path, Math.floor(sizeBytes / 2));
      },
    ],
    [
      'cut by one page',
      (path, sizeBytes) => {
        truncateSync(path, sizeBytes - 4096);
      },
    ],
    [
      'with noise in the middle',
      (path, sizeBytes) => {
        overwrite(path, Math.floor(sizeBytes / 2), 40_000);
      },
    ],
    [
      'with noise behind the header',
      (path) => {
        overwrite(path, 100, 3996);
      },
    ],
    [
      'with zeros in the middle',
      (path, sizeBytes) => {
        overwrite(path, Math.floor(sizeBytes / 8192) * 4096, 8192, 0);
      },
    ],
  ];

  it.each(damages)('refuses a file %s and leaves every byte of it', (_, damage) =>
    withFolder((folder) => {
      const path = join(folder, 'hurt.surd');
      makeProject(path, folder)('close', {});
      damage(path, readFileSync(path).length);
      const before = hashOf(path);
      expect(
        codeOf(() => {
          openWith(path);
        }),
      ).toBe('project.damaged');
      expect(hashOf(path)).toBe(before);
      expect(readdirSync(folder)).toEqual(['hurt.surd']);
    }),
  );

  it('says what to do about damage', () =>
    withFolder((folder) => {
      const path = join(folder, 'empty.surd');
      writeFileSync(path, '');
      expect(() => {
        openWith(path);
      }).toThrow(/empty\.surd is damaged .* Open a backup/);
    }));
});

function overwrite(path: string, at: number, length: number, value?: number): void {
  const bytes = readFileSync(path);
  for (let index = at; index < Math.min(at + length, bytes.length); index += 1) {
    // Numbers that look like nothing in particular but are the same in each run.
    bytes[index] = value ?? (index * 2_654_435_761) >>> 24;
  }
  writeFileSync(path, bytes);
}

describe('a file that cannot be written to', () => {
  // The superuser may write anywhere; `storageProcess.test.ts` tries it as another user.
  it.skipIf(process.getuid?.() === 0)('is refused', () =>
    withFolder((folder) => {
      const path = join(folder, 'p.surd');
      makeProject(path, folder)('close', {});
      chmodSync(path, 0o444);
      expect(codeOf(() => openProject(path, { create: false }))).toBe('project.readOnly');
      chmodSync(path, 0o644);
      chmodSync(folder, 0o555);
      expect(codeOf(() => openProject(path, { create: false }))).toBe('project.readOnly');
      chmodSync(folder, 0o755);
    }),
  );
});

describe('a full disk', () => {
  it.each<DriverName>(['better-sqlite3', 'libsql'])('loses nothing that was written (%s)', (driver) =>
    withFolder((folder) => {
      const path = join(folder, 'full.surd');
      const storage = storageInProcess((file, options) => {
        const project = openProject(file, { ...options, driver });
        const pages = Number(project.database.pragma('page_count'));
        project.database.pragma(`max_page_count = ${pages + 12}`);
        return project;
      });
      storage('open', { path, create: true, seedLabels: ['x'] });
      const [image] = storage('addImages', { images: [newImage(folder, 'a.png')] });
      const imageId = image?.imageId ?? 0;
      let revision = 0;
      let code: string | null = null;
      while (code === null && revision < 1000) {
        const added = Array.from({ length: 10 }, (_, index) => drawn(imageId, revision * 10 + index));
        code = codeOf(() =>
          storage('applyDiff', { imageId, kind: 'draw', diff: diffOf({ added }), baseRevision: revision }),
        );
        if (code === null) revision += 1;
      }
      expect(code).toBe('storage.full');
      expect(revision).toBeGreaterThan(1);
      const before = storage('loadDocument', { imageId });
      expect(before.annotations).toHaveLength(revision * 10);
      expect(before.revision).toBe(revision);
      // There is room again after the next opening.
      storage('close', {});
      storage('open', { path, create: false, seedLabels: [] });
      expect(storage('loadDocument', { imageId })).toEqual(before);
      expect(storage('undo', {})?.revision).toBe(revision + 1);
      storage('close', {});
    }),
  );
});
