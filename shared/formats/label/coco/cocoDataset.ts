import type { LabelledBox, ScoredBox } from '../labelData.ts';

/** A symbol to write as ground truth. */
export type CocoSymbol = LabelledBox;

/** A box that a model found, to write as a result. */
export type CocoDetection = ScoredBox;

/** An image to write, with what is on it. */
export interface CocoImage<Item> {
  /** Relative to the folder of images, with forward slashes; unique among the images. */
  readonly fileName: string;
  /** Of the pixels that the boxes refer to. */
  readonly width: number;
  readonly height: number;
  /** The image's formula, written when it is known. */
  readonly latex?: string | null;
  readonly items: readonly Item[];
}

/** What is written as one COCO file. The images are gone through once. */
export interface CocoDataset<Item> {
  /** All label names in their frozen order: the first one is category 1. Used or not, each is written. */
  readonly labelNames: readonly string[];
  readonly images: Iterable<CocoImage<Item>> | AsyncIterable<CocoImage<Item>>;
  /** What the file is of; stands in `info.description`. */
  readonly description: string;
  /** The moment that `info` names, ISO 8601; given, so that the same data makes the same file. */
  readonly createdAt: string;
}

/** Counts of what was written. */
export interface CocoSummary {
  readonly images: number;
  readonly annotations: number;
}
