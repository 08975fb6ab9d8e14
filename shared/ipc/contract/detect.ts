import { z } from 'zod';
import { channel } from './channel.ts';
import { rowId } from './records.ts';

/** A model as the window shows it. */
export const modelSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  architecture: z.string(),
  precision: z.enum(['float16', 'float32', 'uint8']),
  sizeBytes: z.number().int().nonnegative(),
  parameters: z.number().nullable(),
  multiplyAdds: z.number().nullable(),
  licence: z.string(),
  labelCount: z.number().int().nonnegative(),
  scoreThreshold: z.number(),
  shipped: z.boolean(),
  /** Why it cannot be used, in words; null when it can. */
  problem: z.string().nullable(),
});

/** {@link modelSummarySchema} as a type. */
export type ModelSummary = z.infer<typeof modelSummarySchema>;

const jobStarted = z.strictObject({ jobId: z.string() });

export const detectChannels = {
  'model.list': channel(z.strictObject({}), z.array(modelSummarySchema)),
  /** Asks for a manifest with a dialog and copies it and its ONNX file to the app's own folder; null when cancelled. */
  'model.add': channel(z.strictObject({}), modelSummarySchema.nullable()),
  /** Shows the model's file in the system's file manager. */
  'model.reveal': channel(z.strictObject({ modelId: z.string().max(200) }), z.strictObject({})),
  /**
   * Runs the detector, as a job. It replaces raw detections and nothing else: what a person has drawn or accepted
   * stays as it is.
   */
  'detect.run': channel(
    z.strictObject({
      images: z.union([z.array(rowId).min(1).max(100_000), z.enum(['all', 'undetected'])]),
      modelId: z.string().max(200),
    }),
    jobStarted,
  ),
  'job.cancel': channel(z.strictObject({ jobId: z.string().max(100) }), z.strictObject({})),
} as const;
