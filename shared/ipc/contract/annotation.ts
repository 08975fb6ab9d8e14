import { z } from 'zod';
import type { ImageCorrection } from '../../annotation/spreadCorrection.ts';
import { channel } from './channel.ts';
import {
  annotationSchema,
  detectionSchema,
  diffSchema,
  historyEntrySchema,
  historyStateSchema,
  imageAssetSchema,
  labelSchema,
  rowId,
  stepKindSchema,
} from './records.ts';

const undoneStep = z
  .strictObject({
    entry: historyEntrySchema,
    /** What has been applied to the stored document, to be applied to the open one. */
    diff: diffSchema,
    revision: z.number().int().nonnegative(),
    history: historyStateSchema,
  })
  .nullable();

const target = { imageId: rowId, annotationId: z.uuid() };

/** A correction of one symbol; see `spreadDiff` of shared/annotation. */
const correctionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('relabel'), ...target, labelId: rowId }),
  z.strictObject({ kind: z.literal('delete'), ...target }),
  z.strictObject({
    kind: z.literal('add'),
    ...target,
    labelId: rowId,
    box: annotationSchema.shape.box,
    score: annotationSchema.shape.score,
  }),
]) satisfies z.ZodType<ImageCorrection>;

/** {@link correctionSchema} as a type. */
export type WindowCorrection = z.infer<typeof correctionSchema>;

const labelName = z.string().min(1).max(200);

export const annotationChannels = {
  /** All that is known of the boxes of one image. */
  'annotation.load': channel(
    z.strictObject({ imageId: rowId }),
    z.strictObject({
      image: imageAssetSchema,
      annotations: z.array(annotationSchema),
      detections: z.array(detectionSchema),
      /** Bumped with every change to the image's annotations; sent back with the next one. */
      revision: z.number().int().nonnegative(),
    }),
  ),
  /**
   * Commits one step in one transaction. Fails with `storage.staleRevision` when the stored document has moved on.
   */
  'annotation.applyDiff': channel(
    z.strictObject({
      imageId: rowId,
      kind: stepKindSchema,
      diff: diffSchema,
      baseRevision: z.number().int().nonnegative(),
    }),
    z.strictObject({ revision: z.number().int().nonnegative(), history: historyStateSchema }),
  ),
  /** Makes one correction on many symbols, of many images, as one step. */
  /** The boxes of several images, as a list shows them; images that are gone have none. */
  'annotation.boxes': channel(
    z.strictObject({ imageIds: z.array(rowId).max(100) }),
    z.array(
      z.strictObject({
        imageId: rowId,
        annotations: z.array(annotationSchema),
        detections: z.array(detectionSchema),
      }),
    ),
  ),
  'annotation.spread': channel(
    z.strictObject({ corrections: z.array(correctionSchema).min(1).max(20_000) }),
    z.strictObject({
      imageCount: z.number().int().nonnegative(),
      boxCount: z.number().int().nonnegative(),
    }),
  ),
  'history.state': channel(z.strictObject({}), historyStateSchema),
  /** Takes back the last step, on whichever image it was; null when there is none. */
  'history.undo': channel(z.strictObject({}), undoneStep),
  'history.redo': channel(z.strictObject({}), undoneStep),
  'history.list': channel(
    z.strictObject({ limit: z.number().int().positive().max(1000) }),
    z.array(historyEntrySchema),
  ),
  'label.list': channel(z.strictObject({}), z.array(labelSchema)),
  /** Adds a label at the end of the set; fails with `storage.duplicateName` when the name is taken. */
  'label.add': channel(z.strictObject({ name: labelName }), labelSchema),
  /** Renames or recolours a label; its id stays. Fails with `storage.duplicateName`. */
  'label.change': channel(
    z.strictObject({ labelId: rowId, name: labelName, color: labelSchema.shape.color }),
    z.strictObject({}),
  ),
  /** Puts a label at a place of the list, counted from 0. */
  'label.move': channel(
    z.strictObject({ labelId: rowId, toIndex: z.number().int().nonnegative() }),
    z.strictObject({}),
  ),
  /** Takes a label out of the set; its boxes get another or, with null, are deleted: one step on all images. */
  'label.retire': channel(
    z.strictObject({ labelId: rowId, replacementId: rowId.nullable() }),
    z.strictObject({ imageCount: z.number().int().nonnegative() }),
  ),
} as const;
