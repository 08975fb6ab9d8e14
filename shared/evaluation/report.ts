import type { NumberRange } from '../base/typedTerms.ts';
import type { CocoSummary } from './averagePrecision.ts';
import type { Interval } from './bootstrap.ts';
import type { Calibration } from './calibration.ts';
import type { Counts, Rates } from './counts.ts';
import type { FormulaCost, FormulaFigures } from './formulas.ts';
import type { OutcomeKind } from './outcomes.ts';
import type { ScoreCounts } from './scoreCounts.ts';
import type { OperatingPoint } from './thresholds.ts';
import type { TideError, TideSummary } from './tide.ts';

/** Counts with what follows from them. */
export type Rated = Counts & Rates;

/** How one label fares. */
export interface LabelReport extends Rated {
  readonly name: string;
  readonly truths: number;
  /** Of all scores. */
  readonly detections: number;
  /** COCO's AP over IoU 0.50 to 0.95; null without truth. */
  readonly ap: number | null;
  readonly ap50: number | null;
  /** Precision at recall 0, 0.01 ... 1, at IoU 0.50; null without truth. */
  readonly curve: readonly number[] | null;
  /** Where F1 is highest; null where nothing is right. */
  readonly best: OperatingPoint | null;
  /** At IoU 0.50 or what was asked for. */
  readonly byScore: ScoreCounts;
}

/** How the images of one source or of one writer fare. */
export interface PartReport extends Rated {
  readonly name: string;
  readonly images: number;
  readonly truths: number;
  /** COCO's AP over IoU 0.50 to 0.95. */
  readonly ap: Interval;
  readonly noError: number | null;
}

/** How symbols of one size fare. */
export interface SizeReport extends Rated {
  readonly name: string;
  /** One of COCO's three ranges of area, which overlap with the finer ones. */
  readonly isCoco: boolean;
  /** Side of a square of the same area, in pixels. */
  readonly side: NumberRange;
  readonly truths: number;
  /** COCO's AP over IoU 0.50 to 0.95, of truths of this size. */
  readonly ap: Interval;
}

/** A box that a case shows: in image pixels. */
export interface CaseBox {
  readonly label: string;
  readonly box: readonly [x: number, y: number, width: number, height: number];
  /** Of detections; null of truth. */
  readonly score: number | null;
}

/** One error, with all that a list of errors shows. */
export interface ErrorCase {
  readonly kind: Exclude<OutcomeKind, 'correct' | 'ignored'>;
  /** TIDE's kind; null where TIDE sees none, as for a truth that its `Loc` detection accounts for. */
  readonly tide: TideError | null;
  readonly image: string;
  readonly truth: CaseBox | null;
  readonly read: CaseBox | null;
  readonly iou: number;
  /** Errors of its image: 1 when mending this one alone makes the whole image right. */
  readonly errorsOfImage: number;
  /** What it does to the formula; null where formulas were not compared. */
  readonly cost: FormulaCost | null;
}

/** What was asked. */
export interface ReportParameters {
  /** IoU from which on a detection is right. */
  readonly iou: number;
  /** Score from which on a detection counts. */
  readonly score: number;
  /** Draws of the intervals. */
  readonly resamples: number;
  /** Draws of the intervals of AP, fewer for large sets. */
  readonly apResamples: number;
  readonly level: number;
  readonly seed: number;
}

/** All figures of a run. JSON-safe; shares are 0 to 1 except in `tide`, whose figures are AP points, 0 to 100. */
export interface EvaluationReport {
  readonly parameters: ReportParameters;
  readonly images: number;
  readonly truths: number;
  /** Regions of many symbols; they are no truths. */
  readonly crowds: number;
  readonly detections: number;
  /** pycocotools' twelve figures; -1 where the truth has nothing of that kind. */
  readonly coco: CocoSummary;
  /** With intervals, by images. */
  readonly headline: {
    readonly ap: Interval;
    readonly ap50: Interval;
    readonly precision: Interval;
    readonly recall: Interval;
    readonly f1: Interval;
    readonly noError: Interval;
  };
  readonly symbols: Rated & {
    readonly correct: number;
    readonly confused: number;
    readonly spurious: number;
    readonly missed: number;
  };
  /** With look-alikes taken for one label. */
  readonly symbolsMerged: Rated;
  readonly formulas: {
    readonly noError: number | null;
    readonly atMostOne: number | null;
    readonly atMostTwo: number | null;
  };
  /** Over the layout of the boxes; null where formulas were not compared. */
  readonly layout: FormulaFigures | null;
  readonly tide: TideSummary;
  /** How many of the errors that count, those of the score asked for, TIDE sees as each kind. */
  readonly countedTide: Readonly<Record<TideError, number>>;
  readonly calibration: Calibration;
  /** Precision and recall by score, over all labels. */
  readonly thresholds: readonly OperatingPoint[];
  readonly bestThreshold: OperatingPoint | null;
  /** Mean precision over labels at recall 0, 0.01 ... 1. */
  readonly curves: readonly { readonly iou: number; readonly precision: readonly number[] }[];
  readonly labels: readonly LabelReport[];
  readonly confusion: {
    /** Labels, then `background`. */
    readonly labels: readonly string[];
    /** Rows are truth, columns what was read. */
    readonly matrix: readonly (readonly number[])[];
    readonly pairs: readonly {
      readonly truth: string;
      readonly read: string;
      readonly count: number;
      readonly isLookAlike: boolean;
    }[];
  };
  readonly sizes: readonly SizeReport[];
  readonly sources: readonly PartReport[];
  readonly writers: readonly PartReport[];
}

/** A run, judged: its figures, and each error, the surest ones first. */
export interface Evaluation {
  readonly report: EvaluationReport;
  readonly errors: readonly ErrorCase[];
}
