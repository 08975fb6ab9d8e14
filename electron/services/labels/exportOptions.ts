import type { ImageState } from '#shared/dataset/imageAsset.ts';
import type { SplitName, SplitRatios } from '#shared/dataset/splits.ts';
import type { ImageMode } from '#shared/formats/label/labelFormat.ts';

/** What keeps images of one origin on one side of a split. */
export const groupings = ['writer', 'folder', 'none'] as const;

/** One of {@link groupings}: by writer where a file names one, by the image's folder, or each image for itself. */
export type Grouping = (typeof groupings)[number];

/** Which images and boxes of a project are exported. */
export interface ExportFilter {
  /** Null for images of any state. */
  readonly states: readonly ImageState[] | null;
  /** Null for flagged and unflagged ones. */
  readonly flagged: boolean | null;
  /** Boxes of these labels alone, and only images that have any; null for all. */
  readonly labels: readonly string[] | null;
  /** The images of one split alone, of those that the plan gives. */
  readonly onlySplit: SplitName | null;
}

/** How images are divided. */
export interface SplitPlanOptions {
  readonly ratios: SplitRatios;
  readonly seed: number;
  readonly groupBy: Grouping;
}

/** What an export is made by. */
export interface ExportOptions {
  /** Id of a label format. */
  readonly format: string;
  readonly filter: ExportFilter;
  /** Null leaves the data set in one piece. */
  readonly split: SplitPlanOptions | null;
  readonly images: ImageMode;
  /** The text of a lock to keep to, with the path it is from; null for the project's own. */
  readonly lock: { readonly file: string; readonly text: string } | null;
  /** Starts a new order of labels, whatever earlier exports froze. */
  readonly newLock: boolean;
}

/** The reviewed images, in one piece, copied. */
export const defaultExport: Omit<ExportOptions, 'format'> = {
  filter: { states: ['reviewed'], flagged: null, labels: null, onlySplit: null },
  split: null,
  images: 'copy',
  lock: null,
  newLock: false,
};
