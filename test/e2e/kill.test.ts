import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  boxRows,
  canvasReady,
  dragBox,
  startSurd,
  temporaryFolder,
  windowPoint,
  type SurdApp,
} from './support/surdApp.ts';
import {
  detectedCount,
  endOfJob,
  makeSampleProject,
  rowsOf,
  startDetecting,
} from './support/sampleProject.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp | null = null;

const start = async (...args: string[]): Promise<SurdApp> => {
  app = await startSurd(join(folder.path, 'user'), args);
  return app;
};

/** Kills the app with all its processes at once, as a power cut does. */
async function killAll({ electron }: SurdApp): Promise<void> {
  const process_ = electron.process();
  const ended = new Promise((done) => process_.once('exit', done));
  const pids = await electron.evaluate(({ app: main }) => main.getAppMetrics().map(({ pid }) => pid));
  for (const pid of [process_.pid, ...pids]) {
    try {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
  await ended;
  app = null;
}

const unclean = 'Surd did not end cleanly';
const project = (): string => join(folder.path, 'samples.surd');

beforeAll(async () => {
  folder = await temporaryFolder();
  makeSampleProject(project());
});

afterEach(async () => {
  await app?.close();
  app = null;
});

afterAll(async () => {
  await folder.remove();
});

describe('a kill of the whole app', () => {
  it.each([1, 3])(
    'in a batch after %i images leaves what was stored, and the app says so',
    async (atLeast) => {
      let surd = await start('--project', project());
      const before = await detectedCount(surd);
      await startDetecting(surd, 'undetected');
      await expect
        .poll(() => detectedCount(surd), { timeout: 60_000, interval: 20 })
        .toBeGreaterThanOrEqual(before + atLeast);
      const stored = (await rowsOf(surd)).filter(({ detectionCount }) => detectionCount > 0);
      await killAll(surd);

      surd = await start();
      await surd.page.getByText(unclean).waitFor();
      const now = await rowsOf(surd);
      expect(now).toHaveLength(26);
      for (const row of stored)
        expect(now.find(({ id }) => id === row.id)?.detectionCount).toBe(row.detectionCount);
    },
  );

  it('in a drag leaves the edits before it, undo included, and the drag alone is gone', async () => {
    let surd = await start();
    await surd.page.getByRole('option', { name: /02-/ }).click();
    await canvasReady(surd.page);
    const rows = (await boxRows(surd.page)).length;
    await surd.page.keyboard.press('b');
    await dragBox(surd.page, { x: 6, y: 6, width: 30, height: 24 });
    await expect
      .poll(async () => (await rowsOf(surd)).find(({ path }) => path.includes('02-'))?.annotationCount)
      .toBe(1);
    await surd.page.keyboard.press('b');
    const from = await windowPoint(surd.page, { x: 40, y: 8 });
    await surd.page.mouse.move(from.x, from.y);
    await surd.page.mouse.down();
    await surd.page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
    await killAll(surd);

    surd = await start();
    await surd.page.getByText(unclean).waitFor();
    await canvasReady(surd.page);
    await expect.poll(async () => (await boxRows(surd.page)).length).toBe(rows + 1);
    expect((await boxRows(surd.page)).filter((row) => row.includes('Drawn'))).toHaveLength(1);
    await surd.page.locator('[data-canvas]').click({ position: { x: 3, y: 3 } });
    await surd.page.keyboard.press('Control+z');
    await expect.poll(async () => (await boxRows(surd.page)).length).toBe(rows);
  });

  it('is not told of after an end by the window', async () => {
    let surd = await start();
    await surd.close();
    surd = await start();
    await expect.poll(async () => (await rowsOf(surd)).length).toBe(26);
    expect(await surd.page.getByText(unclean).count()).toBe(0);
  });
});

describe('a kill of a process behind the window', () => {
  it.each(['inference', 'imaging', 'storage'])(
    'of %s in a batch is told, mended and the batch ends whole',
    async (worker) => {
      const surd = await start('--project', project());
      // Makes imaging start, too, whose pictures may all be in the cache.
      await surd.page.getByRole('option', { name: /03-/ }).click();
      await canvasReady(surd.page);
      await startDetecting(surd, 'all');
      const pidOf = (): Promise<number | null> =>
        surd.electron.evaluate(
          ({ app: main }, name) =>
            main.getAppMetrics().find((metric) => metric.name === name || metric.serviceName === name)?.pid ??
            null,
          `surd ${worker}`,
        );
      if (worker === 'imaging') {
        const id = (await rowsOf(surd))[5]?.id ?? 0;
        await surd.page.evaluate(`fetch('app://bundle/image/${id}?planted').then(({ status }) => status)`);
      }
      await expect.poll(pidOf, { timeout: 30_000 }).not.toBeNull();
      await surd.page.waitForTimeout(700);
      const pid = (await pidOf()) ?? 0;
      // Only a kill before the batch's end says anything.
      expect(await surd.page.evaluate("Promise.race([window.lastJob, Promise.resolve('running')])")).toBe(
        'running',
      );
      process.kill(pid, 'SIGKILL');
      await surd.page.getByText(`The ${worker} process has stopped and was started again`).first().waitFor();
      expect(await endOfJob(surd)).toMatchObject({ outcome: 'done', done: 26, failureCount: 0 });
      // The window works on: a row is answered, a picture is shown.
      expect(await rowsOf(surd)).toHaveLength(26);
      await surd.page.getByRole('option', { name: /04-/ }).click();
      await canvasReady(surd.page);
      if (worker !== 'imaging') expect(await pidOf()).not.toBe(pid);
    },
  );
});
