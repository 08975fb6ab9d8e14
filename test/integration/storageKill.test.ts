import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openDatabase, type DriverName } from '#electron/workers/storage/openDatabase.ts';
import { StorageChild } from '#test/support/storageChild.ts';
import { newImage, storageInProcess, withFolder } from '#test/support/storageInProcess.ts';
import { modelLabels, storedSnapshot, StorageModel, type Impulse } from '#test/support/storageModel.ts';

/** Numbers that differ from run to run; the seed is printed, so that a failure can be looked into. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds: readonly Impulse['what'][] = [
  ...([
    'draw',
    'draw',
    'move',
    'relabel',
    'delete',
    'mixed',
    'undo',
    'undo',
    'redo',
    'detect',
    'merge',
  ] as const),
];

function randomImpulse(random: () => number): Impulse {
  const what = kinds[Math.floor(random() * kinds.length)] ?? 'draw';
  return {
    what,
    image: Math.floor(random() * 3),
    pick: Math.floor(random() * 1000),
    // Detection batches are large, to be killed in the middle of one.
    count: what === 'detect' ? 3 : 1 + Math.floor(random() * 4),
    place: random() * 5000,
  };
}

/** Most calls that are under way when the process is killed, as in an app that does not wait. */
const mostUnderWay = 3;

/** Sends steps until the process is killed. Answers what the file may hold then: the last that was confirmed, or later. */
async function stream(
  child: StorageChild,
  model: StorageModel,
  random: () => number,
  life: Promise<unknown>,
): Promise<{ readonly possible: readonly StorageModel[]; readonly confirmed: number }> {
  let possible = [model.copy()];
  let confirmed = 0;
  const end = new AbortController();
  void life.then(() => {
    end.abort();
  });
  const underWay = new Set<Promise<unknown>>();
  while (!end.signal.aborted) {
    const { method, input } = model.take(randomImpulse(random));
    possible.push(model.copy());
    const answered: Promise<unknown> = child.call(method, input as never).then(() => {
      underWay.delete(answered);
      // Answers come in order: what stood before this step can no longer be what is stored.
      possible = possible.slice(1);
      confirmed += 1;
    });
    underWay.add(answered);
    if (underWay.size >= mostUnderWay) await Promise.race([...underWay, life]);
  }
  return { possible, confirmed };
}

describe.each<readonly [DriverName, number]>([
  ['better-sqlite3', 40],
  ['libsql', 20],
])('killed at a random moment (%s, %i times)', (driver, kills) => {
  it(
    'keeps every confirmed step and no half of one',
    () =>
      withFolder(async (folder) => {
        const seed = Date.now() % 1_000_000;
        const random = randomNumbers(seed);
        const path = join(folder, 'p.surd');
        const storage = storageInProcess();
        storage('open', { path, create: true, seedLabels: modelLabels });
        const images = ['a', 'b', 'c'].map((name) => newImage(folder, `${name}.png`));
        const ids = storage('addImages', { images }).map(({ imageId }) => imageId);
        storage('close', {});
        let model = new StorageModel(ids);
        const tally = { confirmed: 0, kept: 0, lost: 0, notes: 0 };

        for (let kill = 1; kill <= kills; kill += 1) {
          const child = new StorageChild(driver);
          const opening = child.call('open', { path, create: false, seedLabels: [] });
          // Now and then it dies while the file is being opened.
          const isEarly = kill % 5 === 0;
          if (isEarly) await Promise.race([opening, sleep(random() * 250)]);
          else await opening;
          const life = sleep(isEarly ? 0 : random() * 150).then(() => child.kill());
          const { possible, confirmed } = isEarly
            ? { possible: [model], confirmed: 0 }
            : await stream(child, model, random, life);
          await life;

          const project = storage('open', { path, create: false, seedLabels: [] });
          const stored = storedSnapshot(storage);
          storage('close', {});
          const place = possible.findIndex((state) => isDeepStrictEqual(state.snapshot(), stored));
          const found = possible[place];
          if (found === undefined) {
            throw new Error(
              `Seed ${seed}, kill ${kill}: what is stored is none of ${possible.length} possible states.`,
            );
          }
          model = found;
          tally.confirmed += confirmed;
          tally.kept += place;
          tally.lost += possible.length - 1 - place;
          tally.notes += project.recoveryNote === null ? 0 : 1;

          const database = openDatabase(path);
          expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
          expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
          database.close();
        }
        console.log(
          `${driver}, seed ${seed}: ${kills} kills, ${tally.confirmed} calls confirmed and all kept, ${tally.notes} logs recovered; ` +
            `of the calls without an answer ${tally.kept} were written whole and ${tally.lost} not at all`,
        );
        // Otherwise it was killed before there was anything to lose.
        expect(tally.confirmed).toBeGreaterThan(kills);
        expect(tally.kept + tally.lost).toBeGreaterThan(kills / 2);
        expect(tally.notes).toBeGreaterThan(kills / 2);
      }),
    600_000,
  );
});
