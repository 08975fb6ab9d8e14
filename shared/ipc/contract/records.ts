import { z } from 'zod';
import type { Annotation, Detection } from '../../annotation/annotation.ts';
import type { DocumentDiff } from '../../annotation/diff.ts';
import { stepKinds, type HistoryEntry } from '../../annotation/historyEntry.ts';
import { imageStates, type ImageAsset } from '../../dataset/imageAsset.ts';
import type { Label } from '../../dataset/label.ts';
import type { Box } from '../../geometry/box.ts';

/** Most coordinates any image that Surd opens can have, with room for boxes drawn a little outside. */
const coordinate = z.number().min(-1e6).max(1e6);

/** A row id of the project's database. */
export const rowId = z.number().int().positive();

/** See {@link Box}. */
export const boxSchema = z.strictObject({
  x: coordinate,
  y: coordinate,
  width: z.number().positive().max(1e6),
  height: z.number().positive().max(1e6),
}) satisfies z.ZodType<Box>;

/** See {@link Annotation}. */
export const annotationSchema = z.strictObject({
  id: z.uuid(),
  imageId: rowId,
  labelId: rowId,
  box: boxSchema,
  state: z.enum(['accepted', 'corrected', 'drawn', 'dismissed']),
  score: z.number().min(0).max(1).nullable(),
  detectionId: rowId.nullable(),
  isLocked: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Annotation>;

/** See {@link Detection}. */
export const detectionSchema = z.strictObject({
  id: rowId,
  imageId: rowId,
  labelId: rowId,
  box: boxSchema,
  score: z.number().min(0).max(1),
}) satisfies z.ZodType<Detection>;

/** Boxes that one step may touch: far above any formula, far below what would stall the database. */
const maxDiffRecords = 200_000;
const annotations = z.array(annotationSchema).max(maxDiffRecords);

/** See {@link DocumentDiff}. */
export const diffSchema = z.strictObject({
  added: annotations,
  removed: annotations,
  updated: z.array(z.tuple([annotationSchema, annotationSchema])).max(maxDiffRecords),
}) satisfies z.ZodType<DocumentDiff>;

/** See {@link stepKinds}. */
export const stepKindSchema = z.enum(stepKinds);

/** See {@link HistoryEntry}. */
export const historyEntrySchema = z.strictObject({
  sequence: rowId,
  kind: stepKindSchema,
  imageId: rowId,
  boxCount: z.number().int().nonnegative(),
  atMs: z.number(),
  undone: z.boolean(),
}) satisfies z.ZodType<HistoryEntry>;

/** See {@link imageStates}. */
export const imageStateSchema = z.enum(imageStates);

/** See {@link ImageAsset}. */
export const imageAssetSchema = z.strictObject({
  id: rowId,
  path: z.string(),
  sha256: z.string().length(64),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  kind: z.enum(['raster', 'ink']),
  state: imageStateSchema,
  flagged: z.boolean(),
  latex: z.string().nullable(),
  annotationCount: z.number().int().nonnegative(),
  detectionCount: z.number().int().nonnegative(),
  doubt: z.number().min(0).max(1).nullable(),
}) satisfies z.ZodType<ImageAsset>;

/** See {@link Label}. */
export const labelSchema = z.strictObject({
  id: rowId,
  name: z.string().min(1).max(200),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  usageCount: z.number().int().nonnegative(),
  isRetired: z.boolean(),
}) satisfies z.ZodType<Label>;

/** What undo and redo would do next, and what was done. */
export const historyStateSchema = z.strictObject({
  undo: historyEntrySchema.nullable(),
  redo: historyEntrySchema.nullable(),
});

/** {@link historyStateSchema} as a type. */
export type HistoryState = z.infer<typeof historyStateSchema>;
