import type { SplitName } from '../../dataset/splits.ts';
import type { Box, Size } from '../../geometry/box.ts';
import type { Cause } from './reasons/reason.ts';

/** How a symbol's box came to be, as files carry it. Dismissed annotations are no symbols and have no place here. */
export const symbolStates = ['accepted', 'corrected', 'drawn'] as const;

/** One of {@link symbolStates}. */
export type SymbolState = (typeof symbolStates)[number];

/** A symbol that a person stands for, in upright pixels. */
export interface LabelledBox {
  readonly labelName: string;
  readonly box: Box;
  /** Null when a file does not say. */
  readonly state: SymbolState | null;
  /** The score of the detection it came from, 0 to 1; null for drawn ones, or when a file does not say. */
  readonly score: number | null;
}

/** A box that a model found, raw. */
export interface ScoredBox {
  readonly labelName: string;
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
}

/** An image with what is on it, to be written. */
export interface LabelledImage extends Size {
  /** Relative to the folder of images, forward slashes, unique; absolute when the image stays where it is. */
  readonly fileName: string;
  readonly latex: string | null;
  readonly split: SplitName | null;
  readonly boxes: readonly LabelledBox[];
  readonly detections: readonly ScoredBox[];
}

/** What an export writes. The images are gone through once, those of one split together, in the order of the splits. */
export interface LabelDataset {
  /** All label names in their frozen order, used or not. */
  readonly labelNames: readonly string[];
  readonly images: Iterable<LabelledImage> | AsyncIterable<LabelledImage>;
  /** What the files are of. */
  readonly description: string;
  /** ISO 8601; given, so that the same data makes the same files. */
  readonly createdAt: string;
}

/** A piece of one file. Pieces of a file follow each other; a path that comes up again later is appended to. */
export interface FilePiece {
  /** Relative to the export folder, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Something in a file that could not be taken. The rest is offered all the same. */
export interface ReadProblem extends Cause {
  /** Relative to the source's root. */
  readonly file: string;
  /** From 1; null when it concerns the file as a whole. */
  readonly line: number | null;
  /** As in `annotations[3].bbox`; null when it concerns the line as a whole. */
  readonly field: string | null;
  /** What is wrong, in words. */
  readonly cause: string;
  /**
   * The name of the image whose boxes are not all there because of it; null when no image lacks any. Left out where that
   * cannot be told: every image of the file may lack boxes then.
   */
  readonly image?: string | null;
}

/** An image as a file tells of it. */
export interface ReadImage {
  /** As written in the file. */
  readonly fileName: string;
  /** The label file that told of it, relative to the source's root. */
  readonly labelFile: string;
  /** Null when the format has no place for it and the image is not there. */
  readonly size: Size | null;
  readonly latex: string | null;
  readonly split: SplitName | null;
  readonly boxes: readonly LabelledBox[];
  readonly detections: readonly ScoredBox[];
}

/** What a reader finds, piece by piece. */
export type ReadItem =
  | { readonly kind: 'labels'; readonly names: readonly string[] }
  | { readonly kind: 'image'; readonly image: ReadImage }
  | { readonly kind: 'problem'; readonly problem: ReadProblem };

/** The files that a reader reads, wherever they stand. */
export interface LabelSource {
  /** All files, relative, forward slashes, in the order of their names. */
  readonly files: readonly string[];
  /** The text of a file in pieces, without byte order mark. */
  pieces(path: string): AsyncIterable<string>;
  /** The upright size of an image of the source; null when there is none or it cannot be read. */
  imageSize(path: string): Promise<Size | null>;
}

/** The split that a name as `train`, `Validation` or `test2017` means; null when it means none. */
export function splitOf(name: string): SplitName | null {
  const lower = name.toLowerCase();
  if (/^(train|training)([\d_-]|$)/.test(lower)) return 'train';
  if (/^(val|valid|validation|dev)([\d_-]|$)/.test(lower)) return 'val';
  return /^(test|testing)([\d_-]|$)/.test(lower) ? 'test' : null;
}
