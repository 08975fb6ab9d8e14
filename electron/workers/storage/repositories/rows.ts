import type { Annotation, AnnotationState, Detection } from '#shared/annotation/annotation.ts';
import type { ImageAsset, ImageKind, ImageState } from '#shared/dataset/imageAsset.ts';

/** A row of `image` as the queries select it. */
export interface ImageRow {
  readonly id: number;
  readonly path: string;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly size_bytes: number;
  readonly modified_ms: number;
  readonly kind: ImageKind;
  readonly state: ImageState;
  readonly flagged: number;
  readonly latex: string | null;
  readonly revision: number;
  readonly annotation_count: number;
  readonly detection_count: number;
  readonly doubt: number | null;
}

/** The columns of an {@link ImageRow}. */
export const imageColumns =
  'id, path, sha256, width, height, size_bytes, modified_ms, kind, state, flagged, latex, revision, annotation_count, detection_count, doubt';

export function imageOf(row: ImageRow): ImageAsset {
  return {
    id: row.id,
    path: row.path,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    kind: row.kind,
    state: row.state,
    flagged: row.flagged === 1,
    latex: row.latex,
    annotationCount: row.annotation_count,
    detectionCount: row.detection_count,
    doubt: row.doubt,
  };
}

/** A row of `annotation`. */
export interface AnnotationRow {
  readonly id: string;
  readonly image_id: number;
  readonly label_id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly state: AnnotationState;
  readonly score: number | null;
  readonly detection_id: number | null;
  readonly locked: number;
}

export function annotationOf(row: AnnotationRow): Annotation {
  return {
    id: row.id,
    imageId: row.image_id,
    labelId: row.label_id,
    box: { x: row.x, y: row.y, width: row.width, height: row.height },
    state: row.state,
    score: row.score,
    detectionId: row.detection_id,
    ...(row.locked === 1 ? { isLocked: true as const } : {}),
  };
}

/** A row of `detection`. */
export interface DetectionRow {
  readonly id: number;
  readonly image_id: number;
  readonly label_id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly score: number;
}

export function detectionOf(row: DetectionRow): Detection {
  return {
    id: row.id,
    imageId: row.image_id,
    labelId: row.label_id,
    box: { x: row.x, y: row.y, width: row.width, height: row.height },
    score: row.score,
  };
}
