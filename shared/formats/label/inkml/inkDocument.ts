import type { Point } from '#shared/geometry/box.ts';

/** One pen-down to pen-up, in the units of its source, y pointing down. */
export interface InkStroke {
  /** As in the file; empty when it has none. */
  readonly id: string;
  /** In the order of writing, repeated points included. Empty when the pen left nothing. */
  readonly points: readonly Point[];
}

/** A symbol-level trace group: strokes that a person has said to be one symbol. */
export interface InkSymbol {
  /** The name as the CROHME label set spells it. */
  readonly label: string;
  /** Indices of {@link InkDocument.strokes}. */
  readonly strokeIndices: readonly number[];
  /** The `annotationXML` reference of the group into the MathML truth; null when it has none. */
  readonly href: string | null;
}

/** What an InkML file says, independent of how it says it. */
export interface InkDocument {
  readonly strokes: readonly InkStroke[];
  /** Empty when the file has no symbol-level trace groups. */
  readonly symbols: readonly InkSymbol[];
  /** The ground truth without surrounding dollar signs; null when the file has none. */
  readonly latex: string | null;
  /** Who wrote it, as the file names that person. */
  readonly writer: string | null;
  /** The unique identifier that CROHME files carry. */
  readonly ui: string | null;
}

/** Bounds on what is read from one file. */
export interface InkLimits {
  readonly characters: number;
  readonly depth: number;
  readonly points: number;
}

/** Wide enough for pages of ink, tight enough to be read in a second or two. */
export const inkLimits: InkLimits = { characters: 32 * 1024 * 1024, depth: 64, points: 1_000_000 };
