import type { CaseQuery, EvaluationCase } from '../../evaluation/caseIndex.ts';
import type { EvaluateOptions } from '../../evaluation/evaluateRun.ts';
import type { EvaluationSet } from '../../evaluation/evaluationSet.ts';
import type { CaseSheet } from '../../evaluation/html/caseSheet.ts';
import type { ReportHead } from '../../evaluation/html/reportPage.ts';
import type { EvaluationReport } from '../../evaluation/report.ts';
import type { ReportFiles } from '../../evaluation/reportFiles.ts';
import type { RunComparison } from '../../evaluation/runComparison.ts';

/** What an evaluation gives at once; its cases are asked for in pages. */
export interface EvaluationAnswer {
  readonly report: EvaluationReport;
  /** Null without a second run. */
  readonly comparison: RunComparison | null;
}

/**
 * What the evaluation process answers. It keeps the last evaluation, to answer for its cases. Errors: `evaluation.none`
 * where nothing has been evaluated, `job.cancelled`.
 */
export interface EvaluationMethods {
  /** Judges a run, and compares it with another one on the same images; all but what regards whole formulas. */
  evaluate(input: {
    /** With a value, overlapping detections are taken out of both runs first; see `withoutOverlaps`. */
    readonly nms: number | null;
    readonly run: EvaluationSet;
    readonly against: EvaluationSet | null;
    readonly options: EvaluateOptions;
  }): Promise<EvaluationAnswer>;
  /** Adds to the last evaluation what regards whole formulas: costs of errors, and what a second run reads otherwise. */
  judgeFormulas(input: Record<string, never>): Promise<EvaluationAnswer>;
  /** The share of the call under way that is done, 0 to 1. */
  progress(input: Record<string, never>): number;
  cases(input: { readonly query: CaseQuery; readonly offset: number; readonly limit: number }): {
    readonly total: number;
    readonly cases: readonly EvaluationCase[];
  };
  /** Cases by their ids, in that order; an id that is none is passed over. */
  casesAt(input: { readonly ids: readonly number[] }): readonly EvaluationCase[];
  files(input: { readonly head: ReportHead; readonly sheet: CaseSheet | null }): ReportFiles;
}
