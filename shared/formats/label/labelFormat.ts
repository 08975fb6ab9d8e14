import type { SplitName } from '#shared/dataset/splits.ts';
import { type Box, clampBox, type Size } from '../../geometry/box.ts';
import type { FilePiece, LabelDataset, LabelSource, ReadItem } from './labelData.ts';

/** How the images of an export stand to the originals. */
export const imageModes = ['copy', 'link', 'reference'] as const;

/** One of {@link imageModes}. */
export type ImageMode = (typeof imageModes)[number];

/** What a format can hold. */
export interface FormatCapabilities {
  /** Raw detections of the model, beside or instead of the symbols. */
  readonly detections: 'none' | 'beside' | 'instead';
  /** The score that a symbol's detection had. */
  readonly scores: boolean;
  /** Whether a symbol was accepted, corrected or drawn. */
  readonly states: boolean;
  /** The image's formula. */
  readonly latex: boolean;
  /** How symbols stand to each other, worked out from their boxes when they are written. */
  readonly relations: boolean;
  /** Coordinates finer than a pixel. */
  readonly fractions: boolean;
  /** Coordinates at all. */
  readonly coordinates: boolean;
  /** Labels that no box carries. */
  readonly labelSet: boolean;
  /** Names that have characters XML cannot write. */
  readonly controlCharacters: boolean;
  readonly imageModes: readonly ImageMode[];
}

/** What a format may hold beside the boxes with their labels. */
export const heldThings = [
  'fractions',
  'scores',
  'states',
  'latex',
  'detections',
  'relations',
  'labelSet',
] as const;

/** One of {@link heldThings}. */
export type HeldThing = (typeof heldThings)[number];

/** What a format holds beside the boxes with their labels, from its capabilities. */
export function heldBy(can: FormatCapabilities): readonly HeldThing[] {
  return heldThings.filter((thing) => (thing === 'detections' ? can.detections !== 'none' : can[thing]));
}

/** What the data of an export has in it, counted before anything is written. */
export interface DataFacts {
  readonly images: number;
  readonly boxes: number;
  readonly detections: number;
  readonly boxesWithScore: number;
  /** Symbols that were accepted or corrected rather than drawn. */
  readonly boxesWithState: number;
  readonly boxesWithFractions: number;
  /** Boxes that stand out of their image and are cut at its edge. */
  readonly boxesCut: number;
  readonly imagesWithLatex: number;
  readonly unusedLabels: readonly string[];
  readonly labelNames: readonly string[];
}

/** A kind of {@link Loss}. */
export type LossKind =
  | 'detections'
  | 'symbols'
  | 'scores'
  | 'states'
  | 'latex'
  | 'fractions'
  | 'coordinates'
  | 'labelSet'
  | 'cut'
  | 'labelNames'
  | 'labelNamesRefused';

/** Something of the data that a format has no place for. */
export interface Loss {
  readonly kind: LossKind;
  /** How many boxes, images or labels it concerns. */
  readonly count: number;
  /** Some of the names it concerns, where it is about names. */
  readonly names: readonly string[];
  /** Whether the export cannot be made at all. */
  readonly refused: boolean;
}

/** One label format: what it holds, how it is written and how it is read. A new one is added to the registry. */
export interface LabelFormat {
  /** As the command line names it. */
  readonly id: string;
  readonly displayName: string;
  readonly capabilities: FormatCapabilities;
  /** Where the images stand in an export. */
  readonly layout: {
    /** Relative to the export folder; empty for the folder itself. */
    readonly imageFolder: string;
    /** The folder of a split in it; empty where splits share one. */
    splitFolder(split: SplitName | null): string;
    /** Names that a folder of images may not have. */
    readonly reservedFolders: readonly string[];
  };
  /** Whether files may tell of one image in several places, whose boxes belong together. */
  readonly imagesComeInParts?: true;
  /** What is lost beyond what the capabilities say; names it has to change, for one. */
  readonly ownLosses?: (facts: DataFacts) => readonly Loss[];
  /** The part of a box that a file holds, by the format's rule; null when nothing of it is in the image. */
  heldBox(box: Box, image: Size): Box | null;
  /** How far a box may be off after writing and reading, in pixels, measured against {@link heldBox}. */
  tolerance(image: Size): number;
  /** Writes all files but the images; null for a format that is only read. */
  readonly write: ((dataset: LabelDataset) => AsyncGenerator<FilePiece, void>) | null;
  /** Reads files, offering what is sound and naming what is not; null for a format that is only written. */
  readonly read: ((source: LabelSource) => AsyncGenerator<ReadItem, void>) | null;
}

/** What most formats hold of a box: the part of it within the image. */
export const heldWithinImage: LabelFormat['heldBox'] = (box, image) => clampBox(box, image);

/** A thousandth of a pixel: what formats with decimals keep to. */
export const floatTolerance: LabelFormat['tolerance'] = () => 1e-3;

const loss = (kind: LossKind, count: number, names: readonly string[] = []): readonly Loss[] =>
  count === 0 ? [] : [{ kind, count, names: names.slice(0, 20), refused: false }];

/** XML 1.0, production 2, allows no other characters; half a surrogate pair cannot be written as UTF-8 either. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Whether XML and plain text files can hold the name. */
export function isPlainText(name: string): boolean {
  return !notText.test(name);
}

/** What the format cannot hold of this data, told before the export. */
export function lossesOf(format: LabelFormat, facts: DataFacts): readonly Loss[] {
  const can = format.capabilities;
  const refused = can.controlCharacters ? [] : facts.labelNames.filter((name) => !isPlainText(name));
  return [
    ...(can.detections === 'none' ? loss('detections', facts.detections) : []),
    ...(can.detections === 'instead' ? loss('symbols', facts.boxes) : []),
    ...(can.detections === 'instead' || can.scores ? [] : loss('scores', facts.boxesWithScore)),
    ...(can.detections === 'instead' || can.states ? [] : loss('states', facts.boxesWithState)),
    ...(can.latex ? [] : loss('latex', facts.imagesWithLatex)),
    ...(can.coordinates ? [] : loss('coordinates', facts.boxes)),
    ...(can.coordinates && !can.fractions ? loss('fractions', facts.boxesWithFractions) : []),
    ...(can.labelSet ? [] : loss('labelSet', facts.unusedLabels.length, facts.unusedLabels)),
    ...loss('cut', facts.boxesCut),
    ...loss('labelNamesRefused', refused.length, refused).map((one) => ({ ...one, refused: true })),
    ...(format.ownLosses?.(facts) ?? []),
  ];
}
