import { errorsCsv, labelsCsv } from './csv.ts';
import type { CaseSheet } from './html/caseSheet.ts';
import { type ReportHead, reportPage } from './html/reportPage.ts';
import type { Evaluation } from './report.ts';

/** The files of a report, whole. */
export interface ReportFiles {
  readonly html: string;
  readonly json: string;
  readonly labelsCsv: string;
  readonly errorsCsv: string;
}

/** Writes an evaluation as a page, as JSON with every figure, and as CSV of the labels and of all errors. */
export function reportFiles(
  evaluation: Evaluation,
  head: ReportHead,
  sheet: CaseSheet | null = null,
): ReportFiles {
  const { report, errors } = evaluation;
  return {
    html: reportPage(evaluation, head, sheet),
    json: JSON.stringify({ ...head, ...report, errors }),
    labelsCsv: labelsCsv(report.labels),
    errorsCsv: errorsCsv(errors),
  };
}
