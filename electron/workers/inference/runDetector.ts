import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { AppError } from '#shared/base/errors.ts';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';
import { boxInImage, type NetworkInput } from '#shared/detection/preprocess.ts';
import type { NewDetection } from '#shared/ipc/worker/storage.ts';

/** A run's raw detections and the time it took. */
export interface DetectorRun {
  readonly detections: readonly NewDetection[];
  readonly runMs: number;
}

/**
 * Runs the network on one prepared image and reads its outputs.
 *
 * @throws AppError `model.runFailed` with what ONNX Runtime says; `model.badOutput` when the outputs do not fit one another or the label set
 */
export async function runDetector(
  session: InferenceSession,
  manifest: ModelManifest,
  input: NetworkInput,
  size: { readonly width: number; readonly height: number },
): Promise<DetectorRun> {
  const startedAt = performance.now();
  const outputs = await run(session, manifest, input);
  const runMs = performance.now() - startedAt;
  const boxes = outputs[manifest.outputs.boxes]?.data as Float32Array | undefined;
  const scores = outputs[manifest.outputs.scores]?.data as Float32Array | undefined;
  const labels = outputs[manifest.outputs.labels]?.data as BigInt64Array | Int32Array | undefined;
  if (boxes?.length !== (scores?.length ?? 0) * 4 || labels?.length !== scores?.length) {
    throw new AppError(
      'model.badOutput',
      `${manifest.id} gave boxes, scores and labels of different lengths.`,
      { model: manifest.id },
    );
  }
  const detections: NewDetection[] = [];
  for (let i = 0; i < (scores?.length ?? 0); i += 1) {
    const labelName = manifest.labels[Number(labels?.[i]) - manifest.labelOffset];
    if (labelName === undefined) {
      throw new AppError(
        'model.badOutput',
        `${manifest.id} gave class ${Number(labels?.[i])}, and its manifest has no label for it.`,
        { model: manifest.id },
      );
    }
    const corners = [0, 1, 2, 3].map((k) => boxes[i * 4 + k] ?? NaN) as [number, number, number, number];
    const score = Math.min(1, Math.max(0, scores?.[i] ?? 0));
    const box = boxInImage(corners, input, size);
    if (box !== null && Number.isFinite(box.x + box.y + box.width + box.height))
      detections.push({ labelName, box, score });
  }
  return { detections, runMs };
}

async function run(
  session: InferenceSession,
  manifest: ModelManifest,
  input: NetworkInput,
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run({
      [manifest.input.name]: new Tensor('float32', input.tensor, [...input.dims]),
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'model.runFailed',
      `${manifest.id} failed while it ran: ${said}`,
      { model: manifest.id, said },
      { cause },
    );
  }
}
