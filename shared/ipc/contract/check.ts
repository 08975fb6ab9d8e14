import { z } from 'zod';
import type { Dismissal } from '../../checks/dismissal.ts';
import type { InkFindings } from '../../checks/inkFindings.ts';
import type { LabelledBox } from '../../checks/labelledBox.ts';
import { channel } from './channel.ts';
import { boxSchema, rowId } from './records.ts';

const boxId = z.union([z.string().max(100), z.number().int()]);

/** See {@link LabelledBox}. */
const labelledBoxSchema = z.strictObject({
  id: boxId,
  label: z.string().max(200),
  box: boxSchema,
  score: z.number().min(0).max(1).nullable(),
}) satisfies z.ZodType<LabelledBox>;

const symbols = z.array(labelledBoxSchema).max(50_000);

const findingsSchema = z.strictObject({
  unboxed: z.array(z.strictObject({ box: boxSchema, pixels: z.number().int().nonnegative() })),
  inkless: z.array(z.strictObject({ id: boxId })),
  cut: z.array(
    z.strictObject({
      id: boxId,
      edges: z.array(z.enum(['left', 'top', 'right', 'bottom'])),
      box: boxSchema,
    }),
  ),
}) satisfies z.ZodType<InkFindings>;

/** See {@link Dismissal}. */
const dismissalSchema = z.strictObject({
  id: z.uuid(),
  kind: z.string().min(1).max(40),
  parts: z.array(z.strictObject({ labelId: rowId, box: boxSchema })).max(1000),
  place: boxSchema,
}) satisfies z.ZodType<Dismissal>;

export const checkChannels = {
  /** Compares the boxes that are shown on an image with its ink. */
  'check.ink': channel(z.strictObject({ imageId: rowId, symbols }), findingsSchema),
  /** The tight boxes of the ink below some of the boxes, in the order of `which`; null where there is no ink. */
  'check.snap': channel(
    z.strictObject({
      imageId: rowId,
      symbols,
      /** Places among `symbols`. */
      which: z.array(z.number().int().nonnegative()).max(50_000),
    }),
    z.array(boxSchema.nullable()),
  ),
  /** Things to look at on the image that a person has put aside. */
  'check.dismissals': channel(z.strictObject({ imageId: rowId }), z.array(dismissalSchema)),
  /** Puts one aside for good. */
  'check.dismiss': channel(
    z.strictObject({ imageId: rowId, dismissal: dismissalSchema }),
    z.strictObject({}),
  ),
  /** Lets those be found again. */
  'check.restore': channel(z.strictObject({ ids: z.array(z.uuid()).max(10_000) }), z.strictObject({})),
} as const;
