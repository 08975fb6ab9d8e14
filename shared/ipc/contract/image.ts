import { z } from 'zod';
import { channel } from './channel.ts';
import { imageAssetSchema, imageStateSchema, rowId } from './records.ts';

/** See `NumberRange`. */
export const rangeSchema = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  isBelow: z.literal(true).optional(),
});

const imageTermsSchema = z.strictObject({
  states: z.array(imageStateSchema).max(10).optional(),
  flagged: z.boolean().optional(),
  labels: z.array(z.string().min(1).max(200)).max(50).optional(),
  doubt: rangeSchema.optional(),
  boxes: rangeSchema.optional(),
});

/** Which images, in which order. */
export const imageQuerySchema = z.strictObject({
  /** Part of the path, case-insensitive. */
  text: z.string().max(500).optional(),
  states: z.array(imageStateSchema).optional(),
  flagged: z.boolean().optional(),
  /** What a typed query asks besides; see `ImageTerms`. */
  terms: imageTermsSchema.optional(),
  sort: z.enum(['added', 'name', 'doubt', 'state']),
  descending: z.boolean(),
});

/** {@link imageQuerySchema} as a type. */
export type ImageQuery = z.infer<typeof imageQuerySchema>;

const jobStarted = z.strictObject({ jobId: z.string() });

export const imageChannels = {
  /** A dialog for files or a folder; null when the person cancels. The paths stay in the main process. */
  'image.pick': channel(
    z.strictObject({ what: z.enum(['files', 'folder']) }),
    z.strictObject({ grantId: z.string() }).nullable(),
  ),
  /** Exchanges the paths of dropped files for a grant; called by the preload alone. */
  'image.grantDropped': channel(
    z.strictObject({ paths: z.array(z.string().max(32_768)).max(100_000) }),
    z.strictObject({ grantId: z.string() }),
  ),
  /** Brings granted files and folders into the project, as a job. */
  'image.import': channel(z.strictObject({ grantId: z.string().max(100) }), jobStarted),
  /** A window of the list: rows `offset` to `offset + limit` of all that match. */
  'image.list': channel(
    z.strictObject({
      query: imageQuerySchema,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().positive().max(500),
    }),
    z.strictObject({ total: z.number().int().nonnegative(), items: z.array(imageAssetSchema) }),
  ),
  /** Where an image stands in the list that a query gives; null when it is not in it. */
  'image.indexOf': channel(
    z.strictObject({ query: imageQuerySchema, imageId: rowId }),
    z.strictObject({ index: z.number().int().nonnegative().nullable() }),
  ),
  'image.get': channel(z.strictObject({ imageId: rowId }), imageAssetSchema),
  'image.setState': channel(
    z.strictObject({ imageIds: z.array(rowId).min(1).max(100_000), state: imageStateSchema }),
    z.strictObject({}),
  ),
  'image.setFlagged': channel(
    z.strictObject({ imageIds: z.array(rowId).min(1).max(100_000), flagged: z.boolean() }),
    z.strictObject({}),
  ),
  /** Takes images out of the project. Their files stay where they are. */
  'image.remove': channel(
    z.strictObject({ imageIds: z.array(rowId).min(1).max(100_000) }),
    z.strictObject({}),
  ),
} as const;
