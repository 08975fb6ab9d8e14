import { z } from 'zod';
import type { ErrorCode } from '../../base/errors.ts';
import { channel } from './channel.ts';

/** A language that Surd ships. */
export const languages = ['en', 'ko'] as const;

/** What a person has set for the app, kept beside no project. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(languages).nullable(),
  /** Widths and collapsed states of panels, by panel group. */
  layouts: z.record(z.string().max(100), z.record(z.string().max(100), z.number())),
  collapsedPanels: z.array(z.string().max(100)).max(50),
  /** Tours that a person has gone through or declined. */
  seenTours: z.array(z.string().max(100)).max(50),
  modelId: z.string().max(200).nullable(),
  scoreThreshold: z.number().min(0.05).max(1),
  nmsThreshold: z.number().min(0.05).max(1),
  showLabels: z.boolean(),
  /** Whether a chip shows the detector's score too. */
  showScores: z.boolean(),
  /** Whether the pictures of the image list show what is boxed. */
  showThumbnailBoxes: z.boolean(),
  /** What the colour of a box tells. */
  boxColoring: z.enum(['state', 'label', 'score']),
  /** Whether the label field takes the focus after a box was drawn. */
  asksForLabel: z.boolean(),
  /** Rules of the checks that a person has switched, by rule id; the others are as they were measured to be best. */
  checks: z.record(z.string().max(50), z.boolean()),
  /** Keys that a person has given commands, by command id; an empty list takes them away. */
  keys: z.record(z.string().max(100), z.array(z.string().max(60)).max(5)),
});

/** {@link settingsSchema} as a type. */
export type Settings = z.infer<typeof settingsSchema>;

export const appChannels = {
  /** What the window needs to know before it draws. */
  'app.info': channel(
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      electronVersion: z.string(),
      platform: z.string(),
      systemLanguage: z.string(),
      settings: settingsSchema,
      /** What the start was asked for and could not do, such as opening a damaged project; told once. */
      startProblem: z
        .strictObject({
          code: z.custom<ErrorCode>((value) => typeof value === 'string'),
          message: z.string(),
          details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        })
        .nullable(),
    }),
  ),
  /** Changes some settings; answers with all of them. */
  'app.changeSettings': channel(settingsSchema.partial(), settingsSchema),
  /** The first picture with its boxes is on the screen: what a cold start is measured by. */
  'app.ready': channel(z.strictObject({}), z.strictObject({})),
} as const;
