import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { EvaluationCase } from '#shared/evaluation/caseIndex.ts';
import { factsOf, type StoredRun } from '#shared/detection/runFacts.ts';
import { summariseLatency } from '#shared/evaluation/percentiles.ts';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import { writeCaseTerms } from '#shared/evaluation/caseTerms.ts';
import { withoutLike } from '#shared/evaluation/rankedQuery.ts';
import { type CocoRun, readCocoRun } from '#shared/evaluation/readCocoRun.ts';
import type { CocoDetection, CocoImage } from '#shared/formats/label/coco/cocoDataset.ts';
import { writeCocoDetections } from '#shared/formats/label/coco/writeCoco.ts';
import type {
  RunSummary,
  ShownEvaluation,
  WindowCase,
  WindowCaseQuery,
} from '#shared/ipc/contract/evaluation.ts';
import type { EvaluationAnswer } from '#shared/ipc/worker/evaluation.ts';
import type { ModelFile } from '#shared/ipc/worker/inference.ts';
import { CaseLikeness } from './caseLikeness.ts';
import { makeCaseSheet, sheetLimits } from './caseSheet.ts';
import { readLabelFile, writeReportFiles, writeWhole } from './evaluationFiles.ts';
import { findImageFile } from './findImageFile.ts';
import type { JobReporter } from './jobs.ts';
import { type ProjectTruth, readProjectTruth } from './projectEvaluation.ts';
import { projectExtension, type ProjectService } from './projectService.ts';
import { readRunFacts, writeRunFacts } from './runFactsFile.ts';
import type { Workers } from './workers.ts';

/** The project's own detections. */
const storedId = 'stored';

/** Runs made by a model of the library carry this before the model's id in their file name. */
const modelPrefix = 'model ';

/** Steps of a hundred that are told until all figures but those of formulas are there. */
const firstSteps = 40;

/** How often progress is asked for. */
const askEveryMs = 150;

/** What to evaluate. */
export interface EvaluationOrder {
  readonly runId: string;
  readonly againstId: string | null;
  readonly score: number;
  /** Of two detections that overlap by more than this IoU the surer one counts. */
  readonly nms: number;
  readonly iou: number;
}

interface Shown {
  readonly projectPath: string;
  readonly truth: ProjectTruth;
  readonly evaluation: ShownEvaluation;
  readonly runName: string;
}

/** Cases that are ranked by likeness, at most, and asked for at once. */
const [mostRanked, rankPage] = [20_000, 2_000];

/** What a ranking is known by: the order that is asked for besides makes no difference. */
function rankKey(query: WindowCaseQuery): string {
  const terms = Object.entries(query).filter(([name]) => name !== 'sort' && name !== 'descending');
  return JSON.stringify(terms.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withImages({ images, annotationIds }: ProjectTruth, cases: readonly EvaluationCase[]): WindowCase[] {
  return cases.flatMap((found): WindowCase[] => {
    const image = images[found.image];
    if (image === undefined) return [];
    return [
      {
        ...found,
        imageId: image.id,
        imageName: image.path,
        sha256: image.sha256,
        imageSize: [image.width, image.height],
        annotationId: found.truthPlace === null ? null : (annotationIds[found.truthPlace] ?? null),
      },
    ];
  });
}

function partOf({ facts, images, latenciesMs }: StoredRun): RunSummary['parts'][number] {
  const { count, p50, p90, p99 } = summariseLatency(latenciesMs);
  return {
    facts,
    images,
    latency: p50 === null || p90 === null || p99 === null ? null : { images: count, p50, p90, p99 },
  };
}

/** The facts of a run as a report names them. */
function factLines({ facts, latency }: RunSummary['parts'][number]): readonly (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [];
  if (facts !== null)
    lines.push(
      ['Model', `${facts.modelName}, ${facts.precision}, ${facts.modelFile}`],
      ['SHA-256', facts.sha256],
      ['Threads', facts.threads === null ? `one a core of ${facts.cores}` : String(facts.threads)],
      ['Run at', facts.startedAt],
    );
  if (latency !== null) {
    const [p50, p90, p99] = [latency.p50, latency.p90, latency.p99].map((ms) => ms.toFixed(0));
    lines.push(['Milliseconds an image', `${p50} in the middle, ${p90} at 90 %, ${p99} at 99 %`]);
  }
  return lines;
}

/** Runs on the open project's reviewed images, and the evaluation of one of them. */
export class EvaluationService {
  readonly #workers: Workers;
  readonly #projects: ProjectService;
  readonly #onFigures: () => void;
  readonly #likeness: CaseLikeness;
  #shown: Shown | null = null;
  /** The last ranking, by the query that asked for it. */
  #ranked: { readonly key: string; readonly ids: readonly number[] } | null = null;

  /** @param onFigures - told when an evaluation under way has something to show */
  constructor(workers: Workers, projects: ProjectService, onFigures: () => void = () => undefined) {
    this.#workers = workers;
    this.#projects = projects;
    this.#onFigures = onFigures;
    this.#likeness = new CaseLikeness(workers);
  }

  /** Where runs are kept: a folder beside the project. */
  get #folder(): string {
    const { path } = this.#projects;
    return join(dirname(path), `${basename(path, projectExtension)}.runs`);
  }

  /** The stored detections first, then what is in the folder of runs. */
  async runs(): Promise<readonly RunSummary[]> {
    const files = await readdir(this.#folder).catch(() => []);
    const named = files.filter((file) => extname(file) === '.json').sort();
    const { storage } = this.#workers;
    const stored = await storage.call('detectionRuns', {});
    return [
      { id: storedId, kind: 'stored', name: '', createdAt: null, parts: stored.map(partOf) },
      ...(await Promise.all(named.map((file) => this.#summaryOf(file)))),
    ];
  }

  async #summaryOf(file: string): Promise<RunSummary> {
    const name = basename(file, '.json');
    const isModel = name.startsWith(modelPrefix);
    const path = join(this.#folder, file);
    const [run, found] = await Promise.all([readRunFacts(path), stat(path).catch(() => null)]);
    return {
      id: file,
      kind: isModel ? 'model' : 'file',
      name: isModel ? name.slice(modelPrefix.length) : name,
      createdAt: found?.mtime.toISOString() ?? null,
      parts: run === null ? [] : [partOf(run)],
    };
  }

  /** Takes a prediction file in, after it has been put beside the project's truth. */
  async addFile(path: string): Promise<RunSummary> {
    const truth = await readProjectTruth(this.#workers, null);
    readCocoRun(await readLabelFile(path), truth.coco);
    await mkdir(this.#folder, { recursive: true });
    const stem = basename(path, extname(path));
    const known = new Set(await readdir(this.#folder));
    let file = `${stem}.json`;
    for (let number = 2; known.has(file); number += 1) file = `${stem} ${number}.json`;
    await copyFile(path, join(this.#folder, file));
    return this.#summaryOf(file);
  }

  /** Whether the run that a model has left has each reviewed image, and is of this very model file. */
  async #isComplete(file: string, { manifest }: ModelFile): Promise<boolean> {
    const known = await readRunFacts(file);
    if (known?.facts?.sha256 !== manifest.sha256) return false;
    const text = await readLabelFile(file).catch(() => null);
    if (text === null) return false;
    return readCocoRun(text, (await readProjectTruth(this.#workers, null)).coco).imagesNotRun === 0;
  }

  /**
   * Runs a model on the reviewed images and keeps what it finds as a run.
   *
   * @param isReusable - whether the run that it has left is as good, if no image has been reviewed since
   */
  async runModel(model: ModelFile, isReusable: boolean, reporter: JobReporter): Promise<void> {
    const { storage, inference } = this.#workers;
    const { path: projectPath } = this.#projects;
    const file = join(this.#folder, `${modelPrefix}${model.manifest.id}.json`);
    if (isReusable && (await this.#isComplete(file, model))) return;
    const ids = await storage.call('imageIds', { which: 'reviewed', modelId: null }, reporter.signal);
    if (ids.length === 0)
      throw new AppError('evaluation.noTruth', 'No image of the project is marked as reviewed.');
    reporter.setTotal(ids.length);
    await inference.call('load', { model, threads: null }, reporter.signal);
    const images: CocoImage<CocoDetection>[] = [];
    const facts = factsOf(model.manifest, null, availableParallelism(), new Date());
    const latenciesMs: number[] = [];
    for (const imageId of ids) {
      const [image, [file]] = await Promise.all([
        storage.call('getImage', { imageId }, reporter.signal),
        storage.call('getImageFiles', { imageIds: [imageId] }, reporter.signal),
      ]);
      if (file === undefined) continue;
      try {
        const path = await findImageFile(this.#workers, projectPath, file);
        const found = await inference.call(
          'detect',
          { model, threads: null, path, kind: file.kind },
          reporter.signal,
        );
        images.push({
          fileName: image.path,
          width: image.width,
          height: image.height,
          items: found.detections,
        });
        latenciesMs.push(found.totalMs);
        reporter.step(image.path);
      } catch (error) {
        if (reporter.signal.aborted) throw error;
        reporter.fail(image.path, error);
      }
    }
    const parts: string[] = [];
    const text = writeCocoDetections({
      labelNames: model.manifest.labels,
      images,
      description: `Detections of ${model.manifest.id} (${model.manifest.precision}, ${model.manifest.sha256}), by Surd`,
      createdAt: new Date().toISOString(),
    });
    for await (const part of text) parts.push(part);
    await writeWhole(file, parts.join(''));
    await writeRunFacts(file, { facts, images: images.length, latenciesMs });
  }

  /** Evaluates a run, and compares it with a second one. */
  async evaluate(order: EvaluationOrder, reporter: JobReporter): Promise<void> {
    const { path: projectPath } = this.#projects;
    const { evaluation, storage } = this.#workers;
    reporter.setTotal(100);
    const truth = await readProjectTruth(this.#workers, null, () => undefined, reporter.signal);
    const { set, imagesNotRun } = await this.#readRun(order.runId, truth);
    const against = order.againstId === null ? null : (await this.#readRun(order.againstId, truth)).set;
    this.#ranked = null;
    let told = 0;
    /** Of the steps that are told, the first ones are for all but the formulas. */
    let [from, to] = [0, firstSteps];
    const tell = async (): Promise<void> => {
      const share = await evaluation.call('progress', {});
      for (; told < Math.floor(from + share * (to - from)); told += 1) reporter.step(null);
    };
    const timer = setInterval(() => {
      void tell().catch(() => undefined);
    }, askEveryMs);
    const show = (answer: EvaluationAnswer): void => {
      this.#shown = {
        projectPath,
        truth,
        runName: order.runId,
        evaluation: {
          ...answer,
          runId: order.runId,
          againstId: order.againstId,
          imagesNotRun,
          formulaChanges: (answer.comparison?.readOtherwise ?? []).flatMap(({ image, ...change }) => {
            const found = truth.images[image];
            return found === undefined ? [] : [{ ...change, imageId: found.id, imageName: found.path }];
          }),
        },
      };
    };
    try {
      const { labelThresholds, lookAlikes } = await storage.call('preferences', {});
      const labelName = new Map((await storage.call('listLabels', {})).map(({ id, name }) => [id, name]));
      const options = {
        score: order.score,
        labelScores: new Map(
          labelThresholds.map(({ labelId, score }) => [labelName.get(labelId) ?? '', score]),
        ),
        lookAlikes,
        iou: order.iou,
        images: truth.facts,
      };
      show(
        await evaluation.call('evaluate', { nms: order.nms, run: set, against, options }, reporter.signal),
      );
      // Whole formulas take most of the time, and all other figures are there.
      this.#onFigures();
      [from, to] = [firstSteps, 99];
      show(await evaluation.call('judgeFormulas', {}, reporter.signal));
    } finally {
      clearInterval(timer);
    }
    for (; told < 100; told += 1) reporter.step(null);
  }

  /** The last evaluation of the open project. */
  shown(): ShownEvaluation | null {
    return this.#shown?.projectPath === this.#projects.path ? this.#shown.evaluation : null;
  }

  async cases(
    query: WindowCaseQuery,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly cases: readonly WindowCase[] }> {
    const { truth } = this.#last();
    const { evaluation } = this.#workers;
    if (query.like === undefined) {
      const { total, cases } = await evaluation.call('cases', { query, offset, limit });
      return { total, cases: withImages(truth, cases) };
    }
    const ranked = this.#ranked?.key === rankKey(query) ? this.#ranked.ids : [];
    const cases = await evaluation.call('casesAt', { ids: ranked.slice(offset, offset + limit) });
    return { total: ranked.length, cases: withImages(truth, cases) };
  }

  /** Ranks the cases of a query by how much they look like one of them. */
  async rank(query: WindowCaseQuery, caseId: number, reporter: JobReporter): Promise<void> {
    const { truth, projectPath } = this.#last();
    const { evaluation } = this.#workers;
    const asked = withoutLike(query);
    const [like] = withImages(truth, await evaluation.call('casesAt', { ids: [caseId] }));
    if (like === undefined) throw new AppError('evaluation.none', 'This case is no longer there.');
    const found: WindowCase[] = [];
    for (let offset = 0; offset < mostRanked; offset += rankPage) {
      const page = { query: asked, offset, limit: rankPage };
      const { total, cases } = await evaluation.call('cases', page, reporter.signal);
      found.push(...withImages(truth, cases));
      if (offset + rankPage >= total) break;
    }
    const ids = await this.#likeness.rank(projectPath, like, found, reporter);
    // Judged anew meanwhile, cases have other ids.
    if (this.#shown?.truth === truth) this.#ranked = { key: rankKey({ ...query, like: caseId }), ids };
  }

  /**
   * Writes the report of the last evaluation.
   *
   * @param query - of the cases that are put in with their pixels, the first ones
   */
  async saveReport(path: string, query: WindowCaseQuery): Promise<void> {
    const { projectPath, runName } = this.#last();
    const { total, cases } = await this.cases(query, 0, sheetLimits.cases);
    const sheet = await makeCaseSheet(this.#workers, writeCaseTerms(query), total, cases);
    const project = basename(projectPath, projectExtension);
    const head = {
      title: `Evaluation of ${project}`,
      facts: [
        ['Project', project],
        ['Run', runName === storedId ? 'stored detections' : basename(runName, '.json')],
        ...((await this.runs()).find(({ id }) => id === runName)?.parts ?? []).flatMap(factLines),
      ] as const,
      createdAt: new Date().toISOString(),
    };
    await writeReportFiles(path, await this.#workers.evaluation.call('files', { head, sheet }));
  }

  #last(): Shown {
    const shown = this.#shown;
    if (shown?.projectPath !== this.#projects.path)
      throw new AppError('evaluation.none', 'Nothing has been evaluated yet.');
    return shown;
  }

  async #readRun(
    runId: string,
    truth: ProjectTruth,
  ): Promise<Pick<CocoRun, 'imagesNotRun'> & { readonly set: EvaluationSet }> {
    if (runId === storedId) {
      if (!truth.hasStored)
        throw new AppError(
          'evaluation.noRun',
          'No reviewed image has detections. Run the detector on the project first.',
        );
      return { set: truth.stored, imagesNotRun: 0 };
    }
    const known = await this.runs();
    // Ids come from the window: only names that are in the folder are read.
    if (!known.some(({ id }) => id === runId))
      throw new AppError('evaluation.noRun', 'This run is no longer there.', { run: runId });
    return readCocoRun(await readLabelFile(join(this.#folder, runId)), truth.coco);
  }
}
