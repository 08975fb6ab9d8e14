import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import type { JobFinished, JobProgress } from '#shared/ipc/events.ts';
import { detectImages } from '#electron/services/detectImages.ts';
import { exportLabels } from '#electron/services/labels/exportLabels.ts';
import { defaultExport } from '#electron/services/labels/exportOptions.ts';
import { importImages } from '#electron/services/importImages.ts';
import { Jobs, type JobReporter } from '#electron/services/jobs.ts';
import { ModelRegistry } from '#electron/services/modelRegistry.ts';
import { ProjectService } from '#electron/services/projectService.ts';
import { createWorkers, type Workers } from '#electron/services/workers.ts';
import { spawnSourceWorkers } from '#test/support/spawnSourceWorkers.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const shippedModels = join(projectRoot, 'models');

let folder: string;
let workers: Workers;
let projects: ProjectService;
let crashes: string[];
let pids: Map<string, number>;

function run(
  kind: 'import' | 'detect' | 'export',
  work: (reporter: JobReporter) => Promise<void>,
): Promise<JobFinished> {
  return new Jobs({ progress: () => undefined, finished: () => undefined }).start(kind, work).ended;
}

/** A picture with some strokes of ink, another one for each seed. */
async function drawImage(path: string, seed: number): Promise<void> {
  const x = 40 + (seed % 20) * 7;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${240 + seed}" height="100"><rect width="100%" height="100" fill="white"/>
    <path d="M${x} 30 l30 40 m0 -40 l-30 40" stroke="black" stroke-width="4" fill="none"/></svg>`;
  await sharp(Buffer.from(svg)).png().toFile(path);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'surd-services-'));
  crashes = [];
  pids = new Map();
  workers = createWorkers(
    spawnSourceWorkers((name, _port, pid) => pids.set(name, pid)),
    (name) => crashes.push(name),
  );
  projects = new ProjectService(workers, join(folder, 'user'), () => Promise.resolve(['x', '=']));
});

afterEach(async () => {
  workers.close();
  await rm(folder, { recursive: true, force: true });
});

describe('importing', () => {
  it('takes what is an image, refuses what is not with its name and cause, and adds nothing twice', async () => {
    const images = join(folder, 'images');
    await mkdir(images);
    await drawImage(join(images, 'img_10.png'), 1);
    await drawImage(join(images, 'img_2.png'), 2);
    await writeFile(join(images, 'empty.png'), '');
    await writeFile(join(images, 'notes.txt'), 'not a picture');
    await projects.open(join(folder, 'a.surd'), true);

    const first = await run('import', (reporter) =>
      importImages(workers, [images], reporter, () => undefined),
    );
    expect(first).toMatchObject({ outcome: 'done', done: 4, unchanged: 0, failureCount: 2 });
    const told = Object.fromEntries(first.failures.map(({ subject, error }) => [subject, error]));
    expect(told[join(images, 'empty.png')]?.code).toBe('file.empty');
    expect(told[join(images, 'notes.txt')]?.message).toContain('notes.txt');

    await copyFile(join(images, 'img_2.png'), join(images, 'copy.png'));
    const second = await run('import', (reporter) =>
      importImages(workers, [images], reporter, () => undefined),
    );
    expect(second).toMatchObject({ unchanged: 3, failureCount: 2 });
    expect((await projects.current())?.imageCount).toBe(2);
  });

  it('finds a moved image again by its contents', async () => {
    await drawImage(join(folder, 'a.png'), 1);
    await projects.open(join(folder, 'p.surd'), true);
    await run('import', (reporter) =>
      importImages(workers, [join(folder, 'a.png')], reporter, () => undefined),
    );
    await mkdir(join(folder, 'later', 'deep'), { recursive: true });
    await rename(join(folder, 'a.png'), join(folder, 'later', 'deep', 'b.png'));
    const model = await new ModelRegistry(shippedModels, join(folder, 'none')).defaultModel();
    const detected = await run('detect', (reporter) =>
      detectImages(workers, projects.path, model, [1], reporter, () => undefined),
    );
    expect(detected.failures).toEqual([]);
    expect((await workers.storage.call('getImage', { imageId: 1 })).path).toBe('later/deep/b.png');
  });

  it('keeps what is in when it is cancelled', async () => {
    const images = join(folder, 'images');
    await mkdir(images);
    await Promise.all(Array.from({ length: 300 }, (_, i) => drawImage(join(images, `${i}.png`), i)));
    await projects.open(join(folder, 'p.surd'), true);
    let cancel: () => void = () => undefined;
    const seen: JobProgress[] = [];
    const jobs = new Jobs({
      progress: (progress) => {
        seen.push(progress);
        if (progress.done >= 64) cancel();
      },
      finished: () => undefined,
    });
    const { jobId, ended } = jobs.start('import', (reporter) =>
      importImages(workers, [images], reporter, () => undefined),
    );
    let isCancelled = false;
    cancel = () => {
      if (!isCancelled) jobs.cancel(jobId);
      isCancelled = true;
    };
    const finished = await ended;
    expect(finished.outcome).toBe('cancelled');
    const count = (await projects.current())?.imageCount ?? 0;
    expect(count).toBeGreaterThanOrEqual(64);
    expect(count).toBeLessThan(300);
    expect(seen.at(-1)?.done).toBeLessThan(300);
  });
});

describe('detecting and exporting', () => {
  it('never touches what a person has drawn, and exports what is reviewed', async () => {
    await drawImage(join(folder, 'a.png'), 1);
    await drawImage(join(folder, 'b.png'), 5);
    await projects.open(join(folder, 'p.surd'), true);
    await run('import', (reporter) =>
      importImages(workers, [join(folder, 'a.png'), join(folder, 'b.png')], reporter, () => undefined),
    );
    const labels = await workers.storage.call('listLabels', {});
    const drawn = {
      id: crypto.randomUUID(),
      imageId: 1,
      labelId: labels[0]?.id ?? 0,
      box: { x: 10.25, y: 20.5, width: 30.125, height: 40.75 },
      state: 'drawn',
      score: null,
      detectionId: null,
    } as const;
    await workers.storage.call('applyDiff', {
      imageId: 1,
      kind: 'draw',
      diff: { added: [drawn], removed: [], updated: [] },
      baseRevision: 0,
    });
    const model = await new ModelRegistry(shippedModels, join(folder, 'none')).defaultModel();
    for (let times = 0; times < 2; times += 1) {
      const detected = await run('detect', (reporter) =>
        detectImages(workers, projects.path, model, [1, 2], reporter, () => undefined),
      );
      expect(detected).toMatchObject({ outcome: 'done', done: 2, failureCount: 0 });
    }
    const document = await workers.storage.call('loadDocument', { imageId: 1 });
    expect(document.annotations).toEqual([drawn]);
    expect(document.detections.length).toBeGreaterThan(0);

    const target = join(folder, 'out', 'export');
    const refused = await run('export', async (reporter) => {
      await exportLabels(workers, projects.path, { ...defaultExport, format: 'coco' }, target, reporter);
    });
    expect(refused.error?.code).toBe('export.nothingToWrite');
    await workers.storage.call('setImageState', { imageIds: [1], state: 'reviewed' });
    const exported = await run('export', async (reporter) => {
      await exportLabels(workers, projects.path, { ...defaultExport, format: 'coco' }, target, reporter);
    });
    expect(exported).toMatchObject({ outcome: 'done', done: 1, resultPath: target });
    const coco = JSON.parse(await readFile(join(target, 'annotations.json'), 'utf8')) as {
      images: { file_name: string }[];
      annotations: { id: number; bbox: number[] }[];
    };
    expect(coco.annotations).toHaveLength(1);
    expect(coco.annotations[0]).toMatchObject({ id: 1, bbox: [10.25, 20.5, 30.125, 40.75] });
    expect(existsSync(join(target, 'images', coco.images[0]?.file_name ?? ''))).toBe(true);
    expect(readdirSync(join(folder, 'out'))).toEqual(['export']);

    const again = await run('export', async (reporter) => {
      await exportLabels(workers, projects.path, { ...defaultExport, format: 'coco' }, target, reporter);
    });
    expect(again.error?.code).toBe('export.targetExists');
  });

  it('refuses a model whose bytes are not those of its manifest', async () => {
    const models = join(folder, 'models');
    await mkdir(models);
    const [manifestName] = readdirSync(shippedModels).filter((name) => name.endsWith('f16.json'));
    const manifest = JSON.parse(readFileSync(join(shippedModels, manifestName ?? ''), 'utf8')) as {
      file: string;
    };
    await cp(join(shippedModels, manifestName ?? ''), join(models, 'm.json'));
    const bytes = await readFile(join(shippedModels, manifest.file));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(join(models, manifest.file), bytes);
    const model = await new ModelRegistry(models, join(folder, 'none')).defaultModel();
    const failure = await workers.inference
      .call('load', { model, threads: 1 })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect((failure as AppError).code).toBe('model.hashMismatch');
  });
});

describe('a worker that dies', () => {
  it('is started again, and what it had under way is repeated', async () => {
    await projects.open(join(folder, 'p.surd'), true);
    const calls = Array.from({ length: 40 }, () => workers.storage.call('listLabels', {}));
    process.kill(pids.get('storage') ?? 0, 'SIGKILL');
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((labels) => labels.length))).toEqual(new Set([2]));
    expect(crashes).toEqual(['storage']);
  });

  it('is refused, not awaited for ever, when the same call kills it twice', async () => {
    await projects.open(join(folder, 'p.surd'), true);
    const call = workers.imaging.call('hash', { path: '/dev/zero' }).catch((error: unknown) => error);
    const kill = setInterval(() => {
      try {
        process.kill(pids.get('imaging') ?? 0, 'SIGKILL');
      } catch {
        // Dead already.
      }
    }, 5);
    const failure = await call;
    clearInterval(kill);
    expect(failure).toBeInstanceOf(AppError);
    expect(['worker.crashed', 'file.notRegular']).toContain((failure as AppError).code);
  });
});
