import { z } from 'zod';
import { heldThings, imageModes } from '../../formats/label/labelFormat.ts';
import type { Cause } from '../../formats/label/reasons/reason.ts';
import { splitNames } from '../../dataset/splits.ts';
import { channel } from './channel.ts';
import { imageStateSchema } from './records.ts';

const jobStarted = z.strictObject({ jobId: z.string() });
const jobId = z.strictObject({ jobId: z.string().max(100) });
const count = z.number().int().nonnegative();
const formatId = z.string().max(50);
const labelName = z.string().min(1).max(200);
const split = z.enum(splitNames);

/** What to export, and how. */
export const exportOptionsSchema = z.strictObject({
  format: formatId,
  filter: z.strictObject({
    /** Null for images of any state. */
    states: z.array(imageStateSchema).min(1).nullable(),
    flagged: z.boolean().nullable(),
    /** Boxes of these labels alone, and images that have any; null for all. */
    labels: z.array(labelName).min(1).max(10_000).nullable(),
    onlySplit: split.nullable(),
  }),
  split: z
    .strictObject({
      ratios: z
        .strictObject({
          train: z.number().min(0).max(1e6),
          val: z.number().min(0).max(1e6),
          test: z.number().min(0).max(1e6),
        })
        .refine(({ train, val, test }) => train + val + test > 0),
      seed: z.number().int().min(0).max(0xffff_ffff),
      groupBy: z.enum(['writer', 'folder', 'none']),
    })
    .nullable(),
  images: z.enum(imageModes),
  /** `file` leaves photos that are turned by their EXIF as they are, and turns their boxes. */
  frame: z.enum(['upright', 'file']),
  /** Starts a new order of labels, whatever earlier exports froze. */
  newLock: z.boolean(),
});

/** {@link exportOptionsSchema} as a type. */
export type ExportRequest = z.infer<typeof exportOptionsSchema>;

const lossSchema = z.strictObject({
  kind: z.enum([
    'detections',
    'symbols',
    'scores',
    'states',
    'latex',
    'fractions',
    'coordinates',
    'labelSet',
    'cut',
    'labelNames',
    'labelNamesRefused',
  ]),
  count,
  names: z.array(z.string()),
  refused: z.boolean(),
});

const splitCounts = z.partialRecord(split, count);

/** What an export would be. */
export const exportPreviewSchema = z.strictObject({
  images: count,
  boxes: count,
  detections: count,
  losses: z.array(lossSchema),
  splits: splitCounts,
  /** Where the labels are not those of the last export; an export is refused then. */
  differences: z.array(z.strictObject({ place: count, locked: z.string(), now: z.string().nullable() })),
});

/** {@link exportPreviewSchema} as a type. */
export type ExportPreviewAnswer = z.infer<typeof exportPreviewSchema>;

/** What an export says of itself after it was read again. */
export const exportReceiptSchema = z.strictObject({
  format: formatId,
  images: count,
  boxes: count,
  dropped: count,
  largestErrorPx: z.number().nonnegative(),
  labels: z.array(z.strictObject({ id: count, name: z.string(), boxes: count })),
  splits: splitCounts,
  imageFiles: z.strictObject({ copied: count, rewritten: count, linked: count, referenced: count }),
  losses: z.array(lossSchema),
  files: count,
});

/** {@link exportReceiptSchema} as a type. */
export type ExportReceiptAnswer = z.infer<typeof exportReceiptSchema>;

/** How label files are taken in. */
export const importRequestSchema = z.strictObject({
  grantId: z.string().max(100),
  format: formatId,
  conflicts: z.enum(['mine', 'theirs', 'detections']),
  /** The pixels that boxes are of; null to go by the receipt, else by the sizes in the files, else upright. */
  frame: z.enum(['upright', 'file']).nullable(),
  /** The project's name for a name of the file, null to leave its boxes out; names that are not here stay. */
  mapping: z.array(z.strictObject({ from: z.string().max(10_000), to: labelName.nullable() })).max(100_000),
  /** Says what would happen, and changes nothing. */
  dryRun: z.boolean(),
});

/** {@link importRequestSchema} as a type. */
export type ImportRequest = z.infer<typeof importRequestSchema>;

/** What an import did, or would do. */
export const importReportSchema = z.strictObject({
  dryRun: z.boolean(),
  images: count,
  imagesAdded: count,
  unchanged: count,
  conflicts: count,
  damaged: count,
  boxesAdded: count,
  boxesRemoved: count,
  detectionsAdded: count,
  labels: z.array(
    z.strictObject({ name: z.string(), mapsTo: z.string().nullable(), isNew: z.boolean(), boxes: count }),
  ),
  problems: z.array(
    z.strictObject({
      file: z.string(),
      line: z.number().int().nullable(),
      field: z.string().nullable(),
      cause: z.string(),
      /** Made by Surd itself, and checked by its types alone. */
      reason: z.custom<Cause['reason']>(),
    }),
  ),
  problemCount: count,
});

/** {@link importReportSchema} as a type. */
export type ImportReportAnswer = z.infer<typeof importReportSchema>;

/** A label format as the window offers it. */
export const formatSummarySchema = z.strictObject({
  id: formatId,
  name: z.string(),
  writes: z.boolean(),
  reads: z.boolean(),
  imageModes: z.array(z.enum(imageModes)),
  /** What it holds beside the boxes with their labels. */
  holds: z.array(z.enum(heldThings)),
});

/** {@link formatSummarySchema} as a type. */
export type FormatSummary = z.infer<typeof formatSummarySchema>;

export const transferChannels = {
  'export.formats': channel(z.strictObject({}), z.array(formatSummarySchema)),
  /** What an export would write and what its format cannot hold. */
  'export.preview': channel(exportOptionsSchema, exportPreviewSchema),
  /** Writes labels to a folder asked for with a dialog, as a job; null when cancelled. */
  'export.run': channel(exportOptionsSchema, jobStarted.nullable()),
  /** The receipt of a finished export; null when it is no longer known. */
  'export.receipt': channel(jobId, exportReceiptSchema.nullable()),
  /** Shows a finished export in the system's file manager. */
  'export.reveal': channel(jobId, z.strictObject({})),
  /** A dialog for label files or a folder of them; null when the person cancels. */
  'import.pick': channel(
    z.strictObject({ what: z.enum(['files', 'folder']) }),
    z.strictObject({ grantId: z.string(), name: z.string(), files: count }).nullable(),
  ),
  /** Takes labels of granted files in, or says what that would do, as a job. The grant stays until the real one. */
  'import.labels': channel(importRequestSchema, jobStarted),
  /** The report of a finished import of labels; null when it is no longer known. */
  'import.report': channel(jobId, importReportSchema.nullable()),
} as const;
