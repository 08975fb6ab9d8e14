import { AppError } from '#shared/base/errors.ts';
import type { Label } from '#shared/dataset/label.ts';
import {
  describeDifferences,
  type LabelLock,
  type LockDifference,
  lockDifferences,
  parseLock,
} from '#shared/dataset/labelLock.ts';
import type { Workers } from '../workers.ts';
import type { ExportOptions } from './exportOptions.ts';

/** The labels of an export in their frozen order, and where they differ from what was frozen. */
export interface FrozenLabels {
  readonly labels: readonly Label[];
  readonly differences: readonly LockDifference[];
  /** Which lock was kept to, in words. */
  readonly lockedBy: string | null;
}

/**
 * Brings the project's labels into the order of their ids, which nothing changes, and compares them with the lock: the
 * given one, or that of the project's last export. A label that was retired stays at its place once it was exported.
 */
export async function frozenLabels(
  workers: Workers,
  options: Pick<ExportOptions, 'lock' | 'newLock'>,
): Promise<FrozenLabels> {
  const labels = (await workers.storage.call('listLabels', {})).toSorted((a, b) => a.id - b.id);
  const own = await workers.storage.call('labelLock', {});
  const given = options.lock === null ? null : parseLock(options.lock.text, options.lock.file);
  const lock: LabelLock | null = given ?? (options.newLock ? null : own);
  const locked = new Set(lock?.labels ?? []);
  const kept = labels.filter(
    ({ isRetired, usageCount, name }) => !isRetired || usageCount > 0 || locked.has(name),
  );
  const differences =
    lock === null
      ? []
      : lockDifferences(
          lock,
          kept.map(({ name }) => name),
        );
  const lockedBy = given === null ? (lock === null ? null : 'the last export') : (options.lock?.file ?? null);
  return { labels: kept, differences, lockedBy };
}

/** @throws AppError `export.labelLock` when labels are not where an earlier export has them */
export function refuseMovedLabels({ differences, lockedBy }: FrozenLabels): void {
  if (differences.length === 0) return;
  throw new AppError(
    'export.labelLock',
    `The labels are not those of ${lockedBy ?? 'the lock'}: ${describeDifferences(differences)}. What was trained on that export would read other symbols. Rename labels back, or begin a new order of labels.`,
    { differences: differences.length },
  );
}
