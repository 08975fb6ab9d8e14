import { z } from 'zod';
import type { EffortReport } from '../../dataset/effort.ts';
import type { ProjectPreferences } from '../../dataset/projectPreferences.ts';
import { caseOrders, mostSavedViews } from '../../dataset/savedView.ts';
import { channel } from './channel.ts';

/** The open project. */
export const projectInfoSchema = z.strictObject({
  name: z.string(),
  /** Shown to people; never sent back to open anything. */
  path: z.string(),
  imageCount: z.number().int().nonnegative(),
  reviewedCount: z.number().int().nonnegative(),
  /** The image that was open last, to go on where one stopped. */
  lastImageId: z.number().int().positive().nullable(),
  /** What went wrong and was mended when it was opened, in words; null when nothing did. */
  recoveryNote: z.string().nullable(),
});

/** {@link projectInfoSchema} as a type. */
export type ProjectInfo = z.infer<typeof projectInfoSchema>;

/** A project that was open before. */
export const recentProjectSchema = z.strictObject({
  recentId: z.string(),
  name: z.string(),
  path: z.string(),
  exists: z.boolean(),
});

/** {@link recentProjectSchema} as a type. */
export type RecentProject = z.infer<typeof recentProjectSchema>;

const labelId = z.number().int().positive();

/** See {@link ProjectPreferences}. */
export const projectPreferencesSchema = z.strictObject({
  lookAlikes: z.array(z.array(z.string().min(1).max(200)).max(200)).max(500),
  labelThresholds: z.array(z.strictObject({ labelId, score: z.number().min(0).max(1) })).max(10_000),
  digitLabels: z.array(z.strictObject({ digit: z.number().int().min(1).max(9), labelId })).max(9),
  savedViews: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        query: z.string().max(5000),
        sort: z.enum(caseOrders),
        descending: z.boolean(),
      }),
    )
    .max(mostSavedViews),
}) satisfies z.ZodType<ProjectPreferences>;

const count = z.number().int().nonnegative();
const effort = { activeMs: z.number().nonnegative(), keyCount: count, clickCount: count };

/** See {@link EffortReport}. */
const effortReportSchema = z.strictObject({
  ...effort,
  imageCount: count,
  reviewedCount: count,
  remainingCount: count,
  acceptedCount: count,
  correctedCount: count,
  dismissedCount: count,
  drawnCount: count,
}) satisfies z.ZodType<EffortReport>;

const empty = z.strictObject({});
const maybeProject = projectInfoSchema.nullable();

export const projectChannels = {
  'project.current': channel(empty, maybeProject),
  /** Asks for a place with a dialog; null when the person cancels. */
  'project.create': channel(empty, maybeProject),
  /** Asks for a file with a dialog; null when the person cancels. */
  'project.open': channel(empty, maybeProject),
  'project.openRecent': channel(z.strictObject({ recentId: z.string().max(100) }), projectInfoSchema),
  /** The shipped sample, copied to the person's own folder at first. */
  'project.openSample': channel(empty, projectInfoSchema),
  'project.listRecent': channel(empty, z.array(recentProjectSchema)),
  'project.close': channel(empty, empty),
  /** Adds to what has gone into correcting an image. */
  'project.addEffort': channel(z.strictObject({ imageId: z.number().int().positive(), ...effort }), empty),
  'project.effortReport': channel(empty, effortReportSchema),
  'project.preferences': channel(empty, projectPreferencesSchema),
  'project.changePreferences': channel(projectPreferencesSchema, empty),
  'project.rememberImage': channel(z.strictObject({ imageId: z.number().int().positive() }), empty),
} as const;
