import type { ImageCorrection } from '../../annotation/spreadCorrection.ts';
import type { RunFacts, StoredRun } from '../../detection/runFacts.ts';
import type { Annotation, Detection } from '../../annotation/annotation.ts';
import type { DocumentDiff } from '../../annotation/diff.ts';
import type { HistoryEntry, StepKind } from '../../annotation/historyEntry.ts';
import type { Dismissal } from '../../checks/dismissal.ts';
import type { Effort, EffortReport } from '../../dataset/effort.ts';
import type { ImageAsset, ImageKind, ImageState } from '../../dataset/imageAsset.ts';
import type { Label } from '../../dataset/label.ts';
import type { LabelLock } from '../../dataset/labelLock.ts';
import type { ProjectPreferences } from '../../dataset/projectPreferences.ts';
import type { Box } from '../../geometry/box.ts';
import type { ImageQuery } from '../contract/image.ts';
import type { HistoryState } from '../contract/records.ts';

/** The open project as the storage process knows it. */
export interface StoredProject {
  readonly path: string;
  readonly imageCount: number;
  readonly reviewedCount: number;
  readonly lastImageId: number | null;
  /** What was mended on opening, in words; null when nothing was. */
  readonly recoveryNote: string | null;
}

/** A symbol whose truth came with its image (InkML trace groups, label files). */
export interface ImportedSymbol {
  readonly labelName: string;
  readonly box: Box;
}

/** An image to take in. Its path is absolute; the database keeps it relative to the project file. */
export interface NewImage {
  readonly absolutePath: string;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly kind: ImageKind;
  readonly latex: string | null;
  /** Who wrote it, where the file says so. */
  readonly writer?: string | null;
  /** Symbols with known truth. If there are any, the image comes in as reviewed. */
  readonly symbols: readonly ImportedSymbol[];
}

/** What became of one {@link NewImage}. */
export interface AddedImage {
  readonly imageId: number;
  /** `added`; `present`: these bytes were there already; `moved`: they were, at a path that no longer exists. */
  readonly outcome: 'added' | 'present' | 'moved';
}

/** A box that a model found, before it has an id; labels by name, since models know no project. */
export interface NewDetection {
  readonly labelName: string;
  readonly box: Box;
  readonly score: number;
}

/** Where an image's file is believed to be. */
export interface ImageFile {
  readonly imageId: number;
  readonly absolutePath: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly kind: ImageKind;
  readonly width: number;
  readonly height: number;
}

/** One image with its symbols, as an export reads it. */
export interface ExportedImage {
  readonly image: ImageAsset;
  readonly file: ImageFile;
  readonly annotations: readonly Annotation[];
}

/** An image that an export may choose. */
export interface SelectedImage {
  readonly imageId: number;
  /** As in {@link ImageAsset}. */
  readonly path: string;
  readonly writer: string | null;
}

/** A symbol of a label file that comes in; labels by name, since files know no project. */
export interface NewSymbol extends Pick<Annotation, 'id' | 'box' | 'state' | 'score'> {
  readonly labelName: string;
}

/** What label files change on one image. */
export interface LabelImport {
  readonly imageId: number;
  /** The revision that the change was computed from. */
  readonly baseRevision: number;
  readonly removed: readonly Annotation[];
  readonly updated: readonly (readonly [from: Annotation, to: Annotation])[];
  readonly drawn: readonly NewSymbol[];
  /** Put beside the raw detections that the image has. */
  readonly detections: readonly NewDetection[];
}

/** An undone or redone step. */
export interface SteppedHistory {
  readonly entry: HistoryEntry;
  readonly diff: DocumentDiff;
  readonly revision: number;
  readonly history: HistoryState;
  /** All images that the step was on; `diff` and `revision` are of `entry.imageId` alone. */
  readonly imageIds: readonly number[];
}

/**
 * What the storage process answers. It alone speaks SQL; each writing method is one transaction, durable when it
 * returns. Errors: `project.*`, `storage.*`.
 */
export interface StorageMethods {
  /**
   * Opens a project file, or makes one; an open one is closed first.
   *
   * `seedLabels` are the first label names of a new project. Errors: `project.notFound`, `project.notAProject`,
   * `project.damaged`, `project.newerVersion`, `project.locked` (another process has it open, named in the message),
   * `project.readOnly`, `file.notWritable`, `export.targetExists` (when a new one would replace a file).
   */
  open(input: {
    readonly path: string;
    readonly create: boolean;
    readonly seedLabels: readonly string[];
  }): StoredProject;
  close(input: Record<string, never>): void;
  info(input: Record<string, never>): StoredProject;
  rememberImage(input: { readonly imageId: number }): void;
  addEffort(input: { readonly imageId: number } & Effort): void;
  effortReport(input: Record<string, never>): EffortReport;
  preferences(input: Record<string, never>): ProjectPreferences;
  changePreferences(input: { readonly preferences: ProjectPreferences }): void;

  /** All in one transaction. */
  addImages(input: { readonly images: readonly NewImage[] }): readonly AddedImage[];
  listImages(input: { readonly query: ImageQuery; readonly offset: number; readonly limit: number }): {
    readonly total: number;
    readonly items: readonly ImageAsset[];
  };
  indexOfImage(input: { readonly query: ImageQuery; readonly imageId: number }): number | null;
  getImage(input: { readonly imageId: number }): ImageAsset;
  getImageFiles(input: { readonly imageIds: readonly number[] }): readonly ImageFile[];
  /** Whether these bytes are known already, with where their file is believed to be. */
  findByHash(input: { readonly sha256: string }): ImageFile | null;
  /** Known files by absolute path, size and time of change, so that an unchanged folder is not hashed again. */
  findByPaths(input: { readonly absolutePaths: readonly string[] }): readonly ImageFile[];
  /** A moved file has been found again. */
  setImagePath(input: {
    readonly imageId: number;
    readonly absolutePath: string;
    readonly sizeBytes: number;
    readonly modifiedMs: number;
  }): void;
  setImageState(input: { readonly imageIds: readonly number[]; readonly state: ImageState }): void;
  setImageFlagged(input: { readonly imageIds: readonly number[]; readonly flagged: boolean }): void;
  /** Takes their boxes, detections and steps out of the project with them; this cannot be taken back. */
  removeImages(input: { readonly imageIds: readonly number[] }): void;
  /** Ids in the order they were added. `undetected`: without a run of this model. */
  imageIds(input: {
    readonly which: 'all' | 'reviewed' | 'undetected';
    readonly modelId: string | null;
  }): readonly number[];

  loadDocument(input: { readonly imageId: number }): {
    readonly image: ImageAsset;
    readonly annotations: readonly Annotation[];
    readonly detections: readonly Detection[];
    readonly revision: number;
  };
  /** What is boxed on each of the images. */
  boxesOf(input: { readonly imageIds: readonly number[] }): readonly {
    readonly imageId: number;
    readonly annotations: readonly Annotation[];
    readonly detections: readonly Detection[];
  }[];
  /**
   * `storage.staleRevision` when the image's document has moved on since `baseRevision`. Drops what could be redone. The
   * same call once more, after a crash between writing and answering, changes nothing and answers the same.
   */
  applyDiff(input: {
    readonly imageId: number;
    readonly kind: StepKind;
    readonly diff: DocumentDiff;
    readonly baseRevision: number;
  }): { readonly revision: number; readonly history: HistoryState };
  historyState(input: Record<string, never>): HistoryState;
  /**
   * Takes back the last step; null when there is none. With `sequence` it takes back that step and no other, so that a
   * call that is repeated after a crash does not take back two; `storage.staleRevision` when that step is not the last.
   */
  undo(input: { readonly sequence?: number }): SteppedHistory | null;
  /** Makes again the step that was taken back last; else as {@link undo}. */
  redo(input: { readonly sequence?: number }): SteppedHistory | null;
  listHistory(input: { readonly limit: number }): readonly HistoryEntry[];

  /** Things to look at on the image that a person has put aside. */
  dismissals(input: { readonly imageId: number }): readonly Dismissal[];
  /** Puts one aside; the same once more changes nothing. Errors: `storage.unknownRecord`. */
  dismissCheck(input: { readonly imageId: number; readonly dismissal: Dismissal }): void;
  /** Lets those be found again. */
  restoreChecks(input: { readonly ids: readonly string[] }): void;

  listLabels(input: Record<string, never>): readonly Label[];
  /** A name that was retired comes back under its id. Errors: `storage.duplicateName`. */
  addLabel(input: { readonly name: string }): Label;
  /** Errors: `storage.duplicateName`, `storage.unknownRecord`. */
  changeLabel(input: { readonly labelId: number; readonly name: string; readonly color: string }): void;
  moveLabel(input: { readonly labelId: number; readonly toIndex: number }): void;
  /**
   * Takes a label out of the set. Its symbols get the replacement, or go with it where that is null, as one step on all
   * images.
   */
  retireLabel(input: { readonly labelId: number; readonly replacementId: number | null }): {
    readonly imageIds: readonly number[];
  };

  /**
   * Replaces the raw detections of each image; a label name that is new is added to the set. Never touches
   * annotations. A new image becomes `prelabelled`.
   */
  replaceDetections(input: {
    readonly modelId: string;
    /** What they were made with, where that is known. */
    readonly facts?: RunFacts;
    readonly images: readonly {
      readonly imageId: number;
      readonly detections: readonly NewDetection[];
      /** From the file to the boxes, milliseconds. */
      readonly ms?: number;
    }[];
  }): { readonly labelsAdded: boolean };

  /** What the stored detections of reviewed images were made with, the largest run first. */
  detectionRuns(input: Record<string, never>): readonly StoredRun[];

  /** A page of images with their symbols, by id, starting after `afterId`. */
  exportPage(input: {
    readonly which: 'reviewed' | 'all';
    readonly afterId: number;
    readonly limit: number;
  }): readonly ExportedImage[];

  /** Images by state and flag, null for any, in the order they were added. */
  selectImages(input: {
    readonly states: readonly ImageState[] | null;
    readonly flagged: boolean | null;
  }): readonly SelectedImage[];
  /** These images with their symbols and, where asked for, their raw detections. */
  exportImages(input: {
    readonly imageIds: readonly number[];
    readonly withDetections: boolean;
  }): readonly (ExportedImage & { readonly detections: readonly Detection[]; readonly revision: number })[];
  /** The order of labels that exports of this project keep to; null before the first one. */
  labelLock(input: Record<string, never>): LabelLock | null;
  keepLabelLock(input: { readonly lock: LabelLock }): void;
  /** Makes corrections on many images as one step; see `spreadDiff`. */
  spreadCorrections(input: { readonly corrections: readonly ImageCorrection[] }): {
    readonly imageIds: readonly number[];
    readonly boxCount: number;
  };
  /**
   * Takes labels of files into many images, as one step that undo takes back, its detections included. A name that is
   * new is added to the label set, which stays. `storage.staleRevision` when an image has moved on.
   */
  importLabels(input: {
    readonly labelNames: readonly string[];
    readonly images: readonly LabelImport[];
    /** Images whose truth is complete by what the files say. */
    readonly markReviewed: readonly number[];
  }): { readonly labelsAdded: boolean; readonly imageIds: readonly number[] };
}
