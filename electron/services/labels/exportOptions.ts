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

/** Which pixels coordinates are of: the picture as it is shown, or those that a file turned by its EXIF holds. */
export const frames = ['upright', 'file'] as const;

/** One of {@link frames}. */
export type Frame = (typeof frames)[number];

/** What an export is made by. */
export interface ExportOptions {
  /** Id of a label format. */
  readonly format: string;
  readonly filter: ExportFilter;
  /** Null leaves the data set in one piece. */
  readonly split: SplitPlanOptions | null;
  readonly images: ImageMode;
  /** `upright` writes a file that is turned by its EXIF anew; `file` leaves it as it is and turns its boxes. */
  readonly frame: Frame;
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
  frame: 'upright',
  lock: null,
  newLock: false,
};
