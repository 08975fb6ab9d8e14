import type { ModelFormatId } from '../modelGraph.ts';

/** Runtimes that a model can be held against. */
export type RuntimeId =
  | 'onnxruntime-cpu-x64'
  | 'onnxruntime-cpu-arm64'
  | 'onnxruntime-nnapi'
  | 'onnxruntime-coreml'
  | 'onnxruntime-coreml-network'
  | 'onnxruntime-xnnpack'
  | 'onnxruntime-qnn'
  | 'tflite'
  | 'tflite-select-tf'
  | 'tflite-gpu'
  | 'tflite-xnnpack'
  | 'caffe2-cpu';

/** A runtime and where the facts about it come from. */
export interface Runtime {
  readonly id: RuntimeId;
  readonly name: string;
  /** Of the sources that the tables were made from. */
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  /** Formats that it loads, or that its converter takes. */
  readonly formats: readonly ModelFormatId[];
  /** What runs the operators that it does not take; null when nothing does. */
  readonly fallback: RuntimeId | null;
}

const ort = {
  version: '1.24-dev',
  source: 'microsoft/onnxruntime',
  licence: 'MIT',
  formats: ['onnx'],
} as const;
const lite = {
  version: 'LiteRT 2025',
  source: 'google-ai-edge/LiteRT',
  licence: 'Apache-2.0',
  formats: ['tflite', 'tensorflow', 'saved-model', 'tfjs'],
} as const;

/** All runtimes. */
export const runtimes: readonly Runtime[] = [
  { ...ort, id: 'onnxruntime-cpu-x64', name: 'ONNX Runtime, CPU (x64)', fallback: null },
  { ...ort, id: 'onnxruntime-cpu-arm64', name: 'ONNX Runtime, CPU (ARM64)', fallback: null },
  { ...ort, id: 'onnxruntime-nnapi', name: 'ONNX Runtime, NNAPI', fallback: 'onnxruntime-cpu-arm64' },
  {
    ...ort,
    id: 'onnxruntime-coreml',
    name: 'ONNX Runtime, CoreML (ML program)',
    fallback: 'onnxruntime-cpu-arm64',
  },
  {
    ...ort,
    id: 'onnxruntime-coreml-network',
    name: 'ONNX Runtime, CoreML (neural network)',
    fallback: 'onnxruntime-cpu-arm64',
  },
  {
    ...ort,
    id: 'onnxruntime-xnnpack',
    name: 'ONNX Runtime, XNNPACK',
    version: 'main at 1b38b58',
    fallback: 'onnxruntime-cpu-arm64',
  },
  { ...ort, id: 'onnxruntime-qnn', name: 'ONNX Runtime, QNN', fallback: 'onnxruntime-cpu-arm64' },
  { ...lite, id: 'tflite', name: 'TFLite, builtin operators', fallback: null },
  { ...lite, id: 'tflite-select-tf', name: 'TFLite with Select TF ops', fallback: null },
  { ...lite, id: 'tflite-gpu', name: 'TFLite, GPU delegate', fallback: 'tflite' },
  { ...lite, id: 'tflite-xnnpack', name: 'TFLite, XNNPACK delegate', fallback: 'tflite' },
  {
    id: 'caffe2-cpu',
    name: 'Caffe2, CPU',
    version: '1.13.1',
    source: 'pytorch/pytorch',
    licence: 'BSD-3-Clause',
    formats: ['caffe2'],
    fallback: null,
  },
];

/** A runtime by its id; null for an id that is not known. */
export function runtimeById(id: string): Runtime | null {
  return runtimes.find((runtime) => runtime.id === id) ?? null;
}
