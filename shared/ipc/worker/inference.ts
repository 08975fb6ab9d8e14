import type { ModelManifest } from '../../detection/modelManifest.ts';
import type { NewDetection } from './storage.ts';

/** A model to run: its checked manifest and where its ONNX file stands. */
export interface ModelFile {
  readonly manifest: ModelManifest;
  readonly modelPath: string;
}

/** What a run of the detector on one image gave. */
export interface DetectedImage {
  /** All raw detections above the model's own floor, boxes in pixels of the upright image. */
  readonly detections: readonly NewDetection[];
  readonly width: number;
  readonly height: number;
  /** Milliseconds in `InferenceSession.run` alone. */
  readonly runMs: number;
  /** Milliseconds from reading the file to the boxes. */
  readonly totalMs: number;
}

/**
 * What the inference process answers. It reads the image files itself: pixels do not travel between processes. Errors:
 * `model.*`, `file.*`, `image.*`, `ink.*`.
 */
export interface InferenceMethods {
  /** Loads a model, or finds it loaded; checks its SHA-256 against the manifest. */
  load(input: { readonly model: ModelFile; readonly threads: number | null }): Promise<void>;
  /** Loads an untrusted model and lets go of it: null when that works, else what ONNX Runtime says. */
  tryFile(input: { readonly path: string }): Promise<string | null>;
  /** As {@link tryFile}, for models that are not in files. */
  tryModels(input: { readonly models: readonly Uint8Array[] }): Promise<readonly (string | null)[]>;
  detect(input: {
    readonly model: ModelFile;
    readonly threads: number | null;
    readonly path: string;
    readonly kind: 'raster' | 'ink';
  }): Promise<DetectedImage>;
}
