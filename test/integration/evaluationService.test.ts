import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvaluationService } from '#electron/services/evaluationService.ts';
import { importImages } from '#electron/services/importImages.ts';
import { Jobs } from '#electron/services/jobs.ts';
import { ModelRegistry } from '#electron/services/modelRegistry.ts';
import { ProjectService } from '#electron/services/projectService.ts';
import { createWorkers, type Workers } from '#electron/services/workers.ts';
import type { JobFinished } from '#shared/ipc/events.ts';
import { spawnSourceWorkers } from '#test/support/spawnSourceWorkers.ts';

let folder: string;
let workers: Workers;
let projects: ProjectService;
let service: EvaluationService;
const jobs = new Jobs({ progress: () => undefined, finished: () => undefined });

const box = (x: number) => ({ x, y: 10, width: 20, height: 30 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'surd-evaluation-'));
  workers = createWorkers(spawnSourceWorkers(), () => undefined);
  projects = new ProjectService(workers, folder, () => Promise.resolve(['1', 'l', '+']));
  await projects.open(join(folder, 'set.surd'), true);
  service = new EvaluationService(workers, projects);
});

afterAll(() => {
  workers.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addImages(): Promise<readonly number[]> {
  const added = await workers.storage.call('addImages', {
    images: [1, 2].map((number) => ({
      absolutePath: join(folder, 'images', `${number}.png`),
      sha256: String(number).repeat(64),
      width: 200,
      height: 100,
      sizeBytes: 10,
      modifiedMs: 0,
      kind: 'raster' as const,
      latex: null,
      symbols: [
        { labelName: '1', box: box(10) },
        { labelName: '+', box: box(50) },
      ],
    })),
  });
  return added.map(({ imageId }) => imageId);
}

const evaluate = (runId: string, againstId: string | null = null): Promise<JobFinished> =>
  jobs.start('evaluate', (reporter) =>
    service.evaluate({ runId, againstId, score: 0.5, nms: 0.5, iou: 0.5 }, reporter),
  ).ended;

describe('evaluating a project', () => {
  it('says what is missing, one after the other', async () => {
    expect((await evaluate('stored')).error?.code).toBe('evaluation.noTruth');
    expect(service.shown()).toBeNull();
    await expect(service.cases({ sort: 'score', descending: true }, 0, 10)).rejects.toMatchObject({
      code: 'evaluation.none',
    });
    await addImages();
    expect((await evaluate('stored')).error?.code).toBe('evaluation.noRun');
    expect((await evaluate('../set.surd')).error?.code).toBe('evaluation.noRun');
  });

  it('judges the stored detections and hands out cases with their annotation', async () => {
    const ids = await workers.storage.call('imageIds', { which: 'reviewed', modelId: null });
    await workers.storage.call('replaceDetections', {
      modelId: 'test',
      images: ids.map((imageId, i) => ({
        imageId,
        detections: [
          { labelName: i === 0 ? '1' : 'l', box: box(10), score: 0.9 },
          { labelName: '+', box: box(50), score: 0.8 },
        ],
      })),
    });
    const finished = await evaluate('stored');
    expect(finished).toMatchObject({ outcome: 'done', done: 100, error: null });
    const shown = service.shown();
    expect(shown?.report.symbols).toMatchObject({ correct: 3, confused: 1, spurious: 0, missed: 0 });
    const { total, cases } = await service.cases(
      { kinds: ['confused'], sort: 'score', descending: true },
      0,
      10,
    );
    expect(total).toBe(1);
    const [found] = cases;
    expect(found).toMatchObject({ imageId: ids[1], truth: { label: '1' }, read: { label: 'l', score: 0.9 } });
    const document = await workers.storage.call('loadDocument', { imageId: found?.imageId ?? 0 });
    expect(document.annotations.map(({ id }) => id)).toContain(found?.annotationId);
  });

  it('takes a prediction file in, compares with it, and refuses one of other images', async () => {
    const write = (name: string, images: readonly string[], label: string): string => {
      const path = join(folder, name);
      const coco = {
        images: images.map((fileName, i) => ({ id: i + 1, file_name: fileName, width: 200, height: 100 })),
        categories: [
          { id: 1, name: label },
          { id: 2, name: '+' },
        ],
        annotations: images.flatMap((_, i) => [
          { image_id: i + 1, category_id: 1, bbox: [10, 10, 20, 30], score: 0.9 },
          { image_id: i + 1, category_id: 2, bbox: [50, 10, 20, 30], score: 0.9 },
        ]),
      };
      writeFileSync(path, JSON.stringify(coco));
      return path;
    };
    await expect(service.addFile(write('other.json', ['9.png'], '1'))).rejects.toMatchObject({
      code: 'format.malformed',
    });
    const run = await service.addFile(write('better.json', ['1.png', '2.png'], '1'));
    const again = await service.addFile(join(folder, 'better.json'));
    expect([run.id, again.id]).toEqual(['better.json', 'better 2.json']);
    expect((await service.runs()).map(({ id }) => id)).toEqual(['stored', 'better 2.json', 'better.json']);
    expect((await evaluate('stored', run.id)).outcome).toBe('done');
    const shown = service.shown();
    expect(shown?.comparison?.counts).toMatchObject({ fixed: 1, broken: 0 });
    expect(shown?.comparison?.differences.f1.value).toBeCloseTo(0.25, 9);
    const { cases } = await service.cases({ changes: ['fixed'], sort: 'score', descending: true }, 0, 10);
    expect(cases.map(({ kind, change }) => [kind, change])).toEqual([['confused', 'fixed']]);
  });

  it('keeps what detections were made with, and says what is not known', async () => {
    const ids = await workers.storage.call('imageIds', { which: 'reviewed', modelId: null });
    const facts = {
      modelId: 'm',
      modelName: 'Model',
      modelFile: 'm.onnx',
      sha256: 'ab'.repeat(32),
      precision: 'float16' as const,
      threads: null,
      cores: 2,
      startedAt: '2026-01-02T03:04:05.000Z',
    };
    const [stored, ...files] = await service.runs();
    expect(stored?.parts).toEqual([{ facts: null, images: ids.length, latency: null }]);
    expect(files.map(({ parts }) => parts)).toEqual(files.map(() => []));
    for (const [i, imageId] of ids.entries())
      await workers.storage.call('replaceDetections', {
        modelId: 'm',
        facts,
        images: [{ imageId, detections: [{ labelName: '1', box: box(10), score: 0.9 }], ms: 10 + 20 * i }],
      });
    const [again] = await service.runs();
    expect(again?.parts).toMatchObject([{ facts, images: 2, latency: { images: 2, p50: 20, p90: 28 } }]);
  });

  it('stops when it is cancelled', async () => {
    const { jobId, ended } = jobs.start('evaluate', (reporter) =>
      service.evaluate({ runId: 'stored', againstId: null, score: 0.5, nms: 0.5, iou: 0.5 }, reporter),
    );
    jobs.cancel(jobId);
    expect((await ended).outcome).toBe('cancelled');
  });

  it('writes its report', async () => {
    await service.saveReport(join(folder, 'report.html'), {
      kinds: ['confused', 'correct'],
      sort: 'score',
      descending: true,
    });
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['report.html', 'report.json', 'report-labels.csv', 'report-errors.csv']),
    );
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Evaluation of set');
  });
});

describe('the run of a model', () => {
  /** A white picture with a cross, another one for each place. */
  async function drawCross(name: string, x: number): Promise<string> {
    const path = join(folder, name);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="100"><rect width="100%" height="100%" fill="white"/>
      <path d="M${x} 30 l30 40 m0 -40 l-30 40" stroke="black" stroke-width="4" fill="none"/></svg>`;
    await sharp(Buffer.from(svg)).png().toFile(path);
    return path;
  }

  it('serves again as it is, until an image is reviewed that it lacks or the model is another', async () => {
    await projects.open(join(folder, 'run.surd'), true);
    const paths = [await drawCross('first.png', 40), await drawCross('second.png', 90)];
    const imported = await jobs.start('import', (reporter) =>
      importImages(workers, paths, reporter, () => undefined),
    ).ended;
    expect(imported).toMatchObject({ outcome: 'done', failureCount: 0 });
    const [first = 0, second = 0] = await workers.storage.call('imageIds', { which: 'all', modelId: null });
    const review = (imageId: number): Promise<void> =>
      workers.storage.call('setImageState', { imageIds: [imageId], state: 'reviewed' });

    const models = new ModelRegistry(resolve(import.meta.dirname, '../../models'), join(folder, 'none'));
    const model = await models.defaultModel();
    const runId = `model ${model.manifest.id}.json`;
    const runFile = join(folder, 'run.runs', runId);
    const factsFile = runFile.replace(/json$/, 'facts');
    /** Runs the model if the run that it has left will not do, and says how many images it looked into. */
    const run = async (): Promise<number> => {
      const ended = await jobs.start('detect', (reporter) => service.runModel(model, true, reporter)).ended;
      expect(ended).toMatchObject({ outcome: 'done', failureCount: 0 });
      return ended.done;
    };
    const imagesOfRun = (): readonly string[] => {
      const coco = JSON.parse(readFileSync(runFile, 'utf8')) as { images: readonly { file_name: string }[] };
      return coco.images.map(({ file_name: name }) => name);
    };

    await review(first);
    expect(await run()).toBe(1);
    expect(imagesOfRun()).toEqual(['first.png']);
    expect(await run()).toBe(0);

    await review(second);
    await evaluate(runId);
    expect(service.shown()?.imagesNotRun).toBe(1);
    expect(await run()).toBe(2);
    expect(imagesOfRun()).toEqual(['first.png', 'second.png']);
    await evaluate(runId);
    expect(service.shown()?.imagesNotRun).toBe(0);
    expect(await run()).toBe(0);

    const facts = readFileSync(factsFile, 'utf8');
    writeFileSync(factsFile, facts.replace(model.manifest.sha256, 'ab'.repeat(32)));
    expect(await run()).toBe(2);
    expect(readFileSync(factsFile, 'utf8')).toContain(model.manifest.sha256);
  });
});
