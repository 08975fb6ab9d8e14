import type { ConstantId, ModelFormatId, ModelGraph } from '../../model/modelGraph.ts';
import type { ReadLimits } from '../../model/readLimits.ts';

/** Files in the model's folder, and nothing outside it. */
export interface ModelFolder {
  /**
   * Size of a file by its path relative to the folder; null when there is none.
   *
   * @throws AppError `model.outsideFolder` when the path leaves the folder, by `..` or by a link
   */
  sizeOf(relativePath: string): number | null;
  /**
   * Reads part of a file.
   *
   * @throws AppError `model.outsideFolder`, `model.missingFile`, `model.tooLarge`
   */
  read(relativePath: string, offset?: number, length?: number): Uint8Array;
}

/** A model's file as the readers see it. */
export interface ModelSource {
  /** Name of the file within its folder. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly folder: ModelFolder;
}

/** A constant's content: elements little-endian in row-major order, or text. */
export type ConstantContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'strings'; readonly strings: readonly Uint8Array[] };

/** A model that was read: plain data, and the way to its constants. */
export interface ParsedModel {
  readonly model: ModelGraph;
  /**
   * Reads one constant.
   *
   * @throws AppError `model.missingFile`, `model.outsideFolder`, `model.tensorSize`
   */
  readonly readConstant: (id: ConstantId) => ConstantContent;
}

/** How sure a format is that a file is its own. */
export type FormatMatch = 'certain' | 'likely' | null;

/** A reader for one format. */
export interface ModelFormat {
  readonly id: ModelFormatId;
  readonly displayName: string;
  /** With the dot. They break ties only. */
  readonly extensions: readonly string[];
  /** Tells from the content whether the file is of this format; changes nothing and decodes nothing. */
  match(source: ModelSource): FormatMatch;
  /** @throws AppError `model.*` */
  parse(source: ModelSource, limits: ReadLimits): ParsedModel;
}
