import { caffe2CpuOps } from './generated/caffe2.ts';
import { kernelTypes, onnxRuntimeCpuKernels } from './generated/onnxRuntimeCpu.ts';
import { coremlNetworkOps, coremlOps, nnapiOps, qnnOps } from './generated/onnxRuntimeProviders.ts';
import { gpuOps, selectTfOps, tfliteKernels, tfToBuiltin, xnnpackOps } from './generated/tflite.ts';
import { xnnpackProviderOps } from './onnxRuntimeXnnpack.ts';
import type { Runtime } from './runtimes.ts';

/** An operator that a runtime has, as `surd ops` prints it. */
export interface ListedOperator {
  readonly opType: string;
  /** Versions, types or conditions; empty when the source names none. */
  readonly notes: string;
}

/** What the tables say that a runtime has, by name. */
export function listOperators(runtime: Runtime): readonly ListedOperator[] {
  switch (runtime.id) {
    case 'onnxruntime-cpu-x64':
    case 'onnxruntime-cpu-arm64':
      return fromRecord(onnxRuntimeCpuKernels, (text) =>
        describeKernels(text, runtime.id === 'onnxruntime-cpu-arm64'),
      );
    case 'onnxruntime-nnapi':
      return fromRecord(nnapiOps, (condition) => condition);
    case 'onnxruntime-coreml':
      return fromRecord(coremlOps, (condition) => condition);
    case 'onnxruntime-coreml-network':
      return fromRecord(coremlNetworkOps, (condition) => condition);
    case 'onnxruntime-xnnpack':
      return fromRecord(xnnpackProviderOps, (condition) => condition);
    case 'onnxruntime-qnn':
      return fromRecord(qnnOps, (condition) => condition);
    case 'tflite':
      return [
        ...fromRecord(tfliteKernels, ([low, high]) => `versions ${low} to ${high}`),
        ...tfToBuiltin.map((opType) => ({ opType, notes: 'TensorFlow operator, becomes a builtin' })),
      ];
    case 'tflite-select-tf':
      return selectTfOps.map((opType) => ({ opType, notes: 'TensorFlow operator, through Select TF ops' }));
    case 'tflite-gpu':
      return gpuOps.map((opType) => ({ opType, notes: 'has conditions of its own' }));
    case 'tflite-xnnpack':
      return xnnpackOps.map((opType) => ({ opType, notes: '' }));
    case 'caffe2-cpu':
      return caffe2CpuOps.map((opType) => ({ opType, notes: '' }));
  }
}

function fromRecord<T>(
  record: Readonly<Record<string, T>>,
  notes: (value: T) => string,
): readonly ListedOperator[] {
  return Object.entries(record).map(([opType, value]) => ({ opType, notes: notes(value) }));
}

function describeKernels(text: string, isArm: boolean): string {
  return text
    .split(' ')
    .map((part) => {
      const [, since = '', until = '', types = '', arm = ''] = /^(\d+)-(\d*):(\d+)(a?)$/.exec(part) ?? [];
      const range = until === '' ? `${since}+` : since === until ? since : `${since}-${until}`;
      const list = `${kernelTypes[Number(types)] ?? ''}${arm !== '' && isArm ? ' float16' : ''}`.trim();
      return list === '' ? range : `${range} (${list})`;
    })
    .join('; ');
}
