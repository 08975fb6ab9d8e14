/** How a model's numbers are kept in its file. */
export type Precision = 'float16' | 'float32' | 'uint8';

/** How the network wants its pixels: `value = (gray * scale - mean) / std`. */
export interface InputSpec {
  /** Name of the graph input, shape [1, 1, H, W], float32. */
  readonly name: string;
  readonly layout: 'NCHW';
  readonly channels: 'gray';
  readonly dtype: 'float32';
  /** Gray levels 0 to 255 are multiplied by it. */
  readonly scale: number;
  readonly mean: number;
  readonly std: number;
}

/** How an image of any resolution is brought to the size of symbol that the network was trained on. */
export interface ResizeSpec {
  /** The only rule so far: the size of symbols is estimated from the ink; see `estimateSymbolSize`. */
  readonly rule: 'inkScale';
  /** Estimated symbols become this large, in pixels. */
  readonly targetSymbolPx: number;
  readonly minScale: number;
  readonly maxScale: number;
  /** Scales nearer to 1 than this factor (1.2: from 1 / 1.2 to 1.2) are left at 1: resampling costs sharpness. */
  readonly keepWithin: number;
  /** Height and width are padded with paper to a multiple of it. */
  readonly multipleOf: number;
  /** Larger inputs are scaled down to it, whatever their symbols. */
  readonly maxPixels: number;
}

/**
 * The description beside an ONNX file: all that is needed to run it and to read what it says. Outputs: `boxes` [n, 4]
 * corner boxes in input pixels, `scores` [n], both float32, and `labels` [n] int64, by falling score.
 */
export interface ModelManifest {
  readonly schema: 1;
  /** Unique among the models; the file stem by custom. */
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
  readonly precision: Precision;
  /** The ONNX file, beside the manifest. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the ONNX file, lower-case hex. */
  readonly sha256: string;
  readonly licence: string;
  readonly parameters: number | null;
  /** For one input of 640 x 224. */
  readonly multiplyAdds: number | null;
  /** `labels[i]` is the name of class `i + labelOffset`. */
  readonly labels: readonly string[];
  readonly labelOffset: number;
  readonly input: InputSpec;
  readonly resize: ResizeSpec;
  readonly outputs: { readonly boxes: string; readonly scores: string; readonly labels: string };
  /** The score from which a detection is shown by default, chosen on validation data. */
  readonly scoreThreshold: number;
  /** The model gives nothing below it. */
  readonly rawScoreThreshold: number;
}
