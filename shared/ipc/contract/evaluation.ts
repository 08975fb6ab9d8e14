import { z } from 'zod';
import type { RunFacts } from '../../detection/runFacts.ts';
import { changeKinds } from '../../evaluation/compareRuns.ts';
import type { CaseQuery, EvaluationCase } from '../../evaluation/caseIndex.ts';
import { survivalKinds } from '../../evaluation/caseTerms.ts';
import { caseOrders } from '../../dataset/savedView.ts';
import type { FormulaChange } from '../../evaluation/formulaChanges.ts';
import { outcomeKinds } from '../../evaluation/outcomes.ts';
import { tideErrors } from '../../evaluation/tide.ts';
import type { EvaluationAnswer } from '../worker/evaluation.ts';
import { channel } from './channel.ts';
import { rangeSchema } from './image.ts';

/** What a run was made with, as it crosses to the window and as it is kept beside the run's file. */
export const runFactsSchema = z.strictObject({
  modelId: z.string(),
  modelName: z.string(),
  modelFile: z.string(),
  sha256: z.string(),
  precision: z.enum(['float16', 'float32', 'uint8']),
  threads: z.number().nullable(),
  cores: z.number(),
  startedAt: z.string(),
}) satisfies z.ZodType<RunFacts>;

/** What some images of a run were made with; milliseconds from the file to the boxes. */
const runPartSchema = z.strictObject({
  /** Null where nothing is known. */
  facts: runFactsSchema.nullable(),
  images: z.number(),
  latency: z
    .strictObject({ images: z.number(), p50: z.number(), p90: z.number(), p99: z.number() })
    .nullable(),
});

/** A run that can be evaluated: detections of the project's reviewed images. */
export const runSummarySchema = z.strictObject({
  id: z.string(),
  /** `stored`: the project's own detections; `model`: a model run for evaluation; `file`: a prediction file. */
  kind: z.enum(['stored', 'model', 'file']),
  name: z.string(),
  /** When the file was written, ISO 8601; null of the project's own detections. */
  createdAt: z.string().nullable(),
  /** What it was made with: of the project's own detections several things, where several were. None of a prediction file. */
  parts: z.array(runPartSchema),
});

/** {@link runSummarySchema} as a type. */
export type RunSummary = z.infer<typeof runSummarySchema>;

const name = z.string().max(200);
const longName = z.string().max(2000);
const range = rangeSchema.optional();

/** What the window asks of an evaluation's cases, as `CaseQuery` of shared/evaluation. */
export const caseQuerySchema = z.strictObject({
  kinds: z.array(z.enum(outcomeKinds)).optional(),
  tides: z.array(z.enum(tideErrors)).optional(),
  truth: name.nullable().optional(),
  read: name.nullable().optional(),
  labels: z.array(name).max(50).optional(),
  score: range,
  missedAt: z.number().min(0).max(1).optional(),
  iou: range,
  size: range,
  sources: z.array(longName).max(200).optional(),
  writers: z.array(longName).max(200).optional(),
  cost: z.enum(['breaks', 'mends']).optional(),
  formula: z.enum(['right', 'wrong']).optional(),
  isReadOtherwise: z.literal(true).optional(),
  errors: range,
  isMistake: z.literal(true).optional(),
  changes: z.array(z.enum(changeKinds)).optional(),
  survivals: z.array(z.enum(survivalKinds)).optional(),
  counted: z.enum(['no', 'any']).optional(),
  flagged: z.boolean().optional(),
  doubt: range,
  boxes: range,
  text: longName.optional(),
  /** The case that the others were ranked by (`evaluation.rank`); the order is its own then. */
  like: z.number().int().nonnegative().optional(),
  sort: z.enum(caseOrders),
  descending: z.boolean(),
}) satisfies z.ZodType<CaseQuery>;

/** {@link caseQuerySchema} as a type. */
export type WindowCaseQuery = z.infer<typeof caseQuerySchema>;

/** A case with the image and the annotation that it is about. */
export interface WindowCase extends EvaluationCase {
  readonly imageId: number;
  readonly imageName: string;
  readonly sha256: string;
  readonly imageSize: readonly [width: number, height: number];
  /** Of the truth, else null. */
  readonly annotationId: string | null;
}

/** A formula that a second run reads otherwise, with its image. */
export interface WindowFormulaChange extends Omit<FormulaChange, 'image'> {
  readonly imageId: number;
  readonly imageName: string;
}

/** The evaluation that the window shows. */
export interface ShownEvaluation extends EvaluationAnswer {
  readonly runId: string;
  readonly againstId: string | null;
  /** Reviewed images that the run does not have. */
  readonly imagesNotRun: number;
  readonly formulaChanges: readonly WindowFormulaChange[];
}

/** What the process for evaluation answers is made by Surd itself, and checked by its types alone. */
const made = <T>() => z.custom<T>();

const runId = z.string().max(500);
const jobStarted = z.strictObject({ jobId: z.string() });

export const evaluationChannels = {
  'evaluation.runs': channel(z.strictObject({}), z.array(runSummarySchema)),
  /** Asks for a COCO file with scores and keeps a copy beside the project; null when cancelled. */
  'evaluation.addFile': channel(z.strictObject({}), runSummarySchema.nullable()),
  /**
   * Runs a model on the reviewed images, as a job; what is stored in the project stays as it is. A run that the same model
   * file has left serves again where `isReusable` and where it has each reviewed image.
   */
  'evaluation.runModel': channel(
    z.strictObject({ modelId: z.string().max(200), isReusable: z.boolean() }),
    jobStarted,
  ),
  /** Evaluates a run, as a job; the outcome is asked for with `evaluation.shown`. */
  'evaluation.start': channel(
    z.strictObject({
      runId,
      againstId: runId.nullable(),
      score: z.number().min(0).max(1),
      nms: z.number().gt(0).max(1),
      iou: z.number().gt(0).max(1),
    }),
    jobStarted,
  ),
  /** The last evaluation of this project; null before the first. */
  'evaluation.shown': channel(z.strictObject({}), made<ShownEvaluation | null>()),
  'evaluation.cases': channel(
    z.strictObject({
      query: caseQuerySchema,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().positive().max(500),
    }),
    made<{ readonly total: number; readonly cases: readonly WindowCase[] }>(),
  ),
  /**
   * Ranks the cases of a query by how much they look like one of them, as a job; `evaluation.cases` gives them in that order
   * when its query names the case.
   */
  'evaluation.rank': channel(
    z.strictObject({ query: caseQuerySchema, caseId: z.number().int().nonnegative() }),
    jobStarted,
  ),
  /** Writes the report, with the first of these cases, at a place asked for with a dialog; null when cancelled. */
  'evaluation.saveReport': channel(
    z.strictObject({ query: caseQuerySchema }),
    z.strictObject({ file: z.string() }).nullable(),
  ),
} as const;
