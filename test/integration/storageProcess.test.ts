import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { DriverName } from '#electron/workers/storage/openDatabase.ts';
import { openProject } from '#electron/workers/storage/openProject.ts';
import { StorageChild } from '#test/support/storageChild.ts';
import {
  codeOf,
  diffOf,
  drawn,
  newImage,
  storageInProcess,
  withFolder,
} from '#test/support/storageInProcess.ts';

// Every step waits for the disk, which others may be using too.
vi.setConfig({ testTimeout: 300_000 });

const drivers: readonly DriverName[] = ['better-sqlite3', 'libsql'];
const pairs = drivers.flatMap((holder) => drivers.map((other) => [holder, other] as const));

async function withChild(
  use: (child: StorageChild) => Promise<void>,
  ...args: ConstructorParameters<typeof StorageChild>
): Promise<void> {
  const child = new StorageChild(...args);
  try {
    await use(child);
  } finally {
    await child.kill();
  }
}

describe('a project that another process has open', () => {
  it.each(pairs)('is refused with the name of that process (%s holds it, %s asks)', (holder, other) =>
    withFolder((folder) =>
      withChild(async (child) => {
        const path = join(folder, 'p.surd');
        await child.call('open', { path, create: true, seedLabels: ['x'] });
        const open = (): unknown => openProject(path, { create: false, driver: other });
        expect(codeOf(open)).toBe('project.locked');
        expect(open).toThrow(`process ${child.pid}`);
        // The holder is not disturbed.
        expect(await child.call('listLabels', {})).toHaveLength(1);
        await child.call('addLabel', { name: 'y' });
        await child.call('close', {});
        openProject(path, { create: false, driver: other }).close();
        expect(readdirSync(folder)).toEqual(['p.surd']);
      }, holder),
    ),
  );

  it.each(pairs)('opens as soon as that process has died (%s held it, %s asks)', (holder, other) =>
    withFolder(async (folder) => {
      const path = join(folder, 'p.surd');
      const child = new StorageChild(holder);
      await child.call('open', { path, create: true, seedLabels: ['x'] });
      await child.call('addLabel', { name: 'y' });
      await child.kill();
      const project = openProject(path, { create: false, driver: other });
      expect(project.recoveryNote).toMatch(/did not end cleanly/);
      expect(project.database.prepare('SELECT name FROM label ORDER BY id').all()).toEqual([
        { name: 'x' },
        { name: 'y' },
      ]);
      project.close();
      expect(readdirSync(folder)).toEqual(['p.surd']);
      const again = openProject(path, { create: false, driver: other });
      expect(again.recoveryNote).toBeNull();
      again.close();
    }),
  );

  it('is opened by one at least when several ask at once', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'p.surd');
      openProject(path, { create: true }).close();
      const children = [new StorageChild(), new StorageChild('libsql'), new StorageChild()];
      try {
        // All are up before the race begins.
        await Promise.all(children.map((child) => child.call('close', {})));
        for (let round = 0; round < 10; round += 1) {
          const outcomes = await Promise.all(
            children.map((child) =>
              child.call('open', { path, create: false, seedLabels: [] }).then(
                () => 'opened',
                (error: unknown) => (error as { code: string }).code,
              ),
            ),
          );
          expect(outcomes.toSorted()).toEqual(['opened', 'project.locked', 'project.locked']);
          await Promise.all(children.map((child) => child.call('close', {})));
        }
      } finally {
        await Promise.all(children.map((child) => child.kill()));
      }
    }));
});

describe('an app that ends without closing', () => {
  it.each(['leave', 'terminate'] as const)('leaves a whole file and no note of it (%s)', (end) =>
    withFolder(async (folder) => {
      const path = join(folder, 'p.surd');
      const child = new StorageChild();
      await child.call('open', { path, create: true, seedLabels: ['x'] });
      await child.call('addLabel', { name: 'y' });
      if (end === 'leave') await child.leave();
      else await child.terminate();
      expect(readdirSync(folder)).toEqual(['p.surd']);
      const project = openProject(path, { create: false });
      expect(project.recoveryNote).toBeNull();
      expect(project.database.prepare('SELECT count(*) AS count FROM label').get()).toEqual({ count: 2 });
      project.close();
    }),
  );
});

describe('as a user who may not write', () => {
  const nobody = 65_534;

  it.runIf(process.getuid?.() === 0).each(drivers)(
    'refuses a read-only file and a read-only folder (%s)',
    (driver) =>
      withFolder((folder) =>
        withChild(
          async (child) => {
            const path = join(folder, 'p.surd');
            openProject(path, { create: true }).close();
            chmodSync(folder, 0o755);
            const opened = (create: boolean, target = path): Promise<string> =>
              child.call('open', { path: target, create, seedLabels: [] }).then(
                () => 'opened',
                (error: unknown) => (error as { code: string }).code,
              );
            // The folder is the superuser's, the file too.
            expect(await opened(false)).toBe('project.readOnly');
            expect(await opened(true, join(folder, 'new.surd'))).toBe('project.readOnly');
            // The file is one's own, the folder is not.
            chownSync(path, nobody, nobody);
            expect(await opened(false)).toBe('project.readOnly');
            // The folder is one's own, the file may not be written to.
            chownSync(folder, nobody, nobody);
            chmodSync(path, 0o444);
            expect(await opened(false)).toBe('project.readOnly');
            chmodSync(path, 0o644);
            expect(await opened(false)).toBe('opened');
            expect(await child.call('addLabel', { name: 'x' })).toMatchObject({ name: 'x' });
          },
          driver,
          { uid: nobody, gid: nobody },
        ),
      ),
  );
});

describe('the two drivers', () => {
  it.each(pairs)("read each other's projects (%s writes, %s reads)", (writer, reader) =>
    withFolder((folder) => {
      const path = join(folder, 'p.surd');
      const withDriver = (driver: DriverName) =>
        storageInProcess((file, options) => openProject(file, { ...options, driver }));
      const write = withDriver(writer);
      write('open', { path, create: true, seedLabels: ['x', '\\frac', '한글'] });
      const [image] = write('addImages', {
        images: [newImage(folder, '수식 10.png', { latex: '\\frac{1}{x}' })],
      });
      const imageId = image?.imageId ?? 0;
      const added = [
        drawn(imageId, 1),
        drawn(imageId, 2, { labelId: 3, score: 0.1, state: 'accepted', detectionId: 4 }),
      ];
      write('applyDiff', { imageId, kind: 'draw', diff: diffOf({ added }), baseRevision: 0 });
      write('undo', {});
      write('close', {});

      const read = withDriver(reader);
      read('open', { path, create: false, seedLabels: [] });
      expect(read('getImage', { imageId })).toMatchObject({ path: '수식 10.png', latex: '\\frac{1}{x}' });
      expect(read('redo', {})?.diff).toEqual(diffOf({ added }));
      expect(read('loadDocument', { imageId }).annotations).toEqual(added);
      expect(read('listLabels', {}).map(({ name, usageCount }) => [name, usageCount])).toEqual([
        ['x', 1],
        ['\\frac', 0],
        ['한글', 1],
      ]);
      read('close', {});
      expect(existsSync(`${path}-wal`)).toBe(false);
    }),
  );
});
