/** How far the work on an image has come. */
export const imageStates = ['new', 'prelabelled', 'inProgress', 'reviewed'] as const;

/** One of {@link imageStates}. */
export type ImageState = (typeof imageStates)[number];

/** What the pixels come from: a picture, or pen ink that is rendered when it is shown. */
export type ImageKind = 'raster' | 'ink';

/**
 * An image of a project. Width and height are of the upright frame, after EXIF orientation; that frame is the only one
 * Surd speaks of.
 */
export interface ImageAsset {
  readonly id: number;
  /** Relative to the project file, forward slashes; absolute only when it stands on another volume. */
  readonly path: string;
  /** The file's own bytes, lower-case hex. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly kind: ImageKind;
  readonly state: ImageState;
  readonly flagged: boolean;
  /** The ground truth formula, where a source gave one. */
  readonly latex: string | null;
  /** How many symbols a person stands for. */
  readonly annotationCount: number;
  /** How many raw detections are stored. */
  readonly detectionCount: number;
  /** How doubtful the detector is of this image, 0 to 1; null before it has run. */
  readonly doubt: number | null;
}
