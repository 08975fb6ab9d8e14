import { AppError } from '../base/errors.ts';

/** The file that goes with every export. */
export const labelLockFile = 'labels.lock.json';

/** The frozen order of labels: the first has id 1 in COCO, 0 in YOLO. Names are appended, never moved. */
export interface LabelLock {
  readonly version: 1;
  readonly labels: readonly string[];
}

/** A place where the lock and the labels of now differ. */
export interface LockDifference {
  /** From 1. */
  readonly place: number;
  readonly locked: string;
  /** Null when there is no label of this place any more. */
  readonly now: string | null;
}

/** The lock as it is written. */
export function lockText(labels: readonly string[]): string {
  const lines = labels.map((name) => `    ${JSON.stringify(name)}`).join(',\n');
  return `{\n  "version": 1,\n  "labels": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

/**
 * Reads a lock.
 *
 * @throws AppError `format.malformed`
 */
export function parseLock(text: string, file: string): LabelLock {
  const malformed = (cause: string): AppError =>
    new AppError('format.malformed', `${file}: this is no file of locked labels: ${cause}`, { file, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (typeof value !== 'object' || value === null || !('labels' in value))
    throw malformed('it has no "labels".');
  const { labels } = value;
  if (
    !Array.isArray(labels) ||
    !labels.every((name): name is string => typeof name === 'string' && name !== '')
  )
    throw malformed('"labels" is no list of names.');
  const twice = labels.find((name, place) => labels.indexOf(name) !== place);
  if (twice !== undefined) throw malformed(`"${twice}" stands in it twice.`);
  return { version: 1, labels };
}

/** Where the labels of now do not continue the lock; empty when they do. */
export function lockDifferences(lock: LabelLock, now: readonly string[]): readonly LockDifference[] {
  return lock.labels.flatMap((locked, index) => {
    const present = now[index] ?? null;
    return present === locked ? [] : [{ place: index + 1, locked, now: present }];
  });
}

/** Differences in words, the first few. */
export function describeDifferences(differences: readonly LockDifference[]): string {
  const shown = differences
    .slice(0, 5)
    .map(
      ({ place, locked, now }) => `${place}. was “${locked}” and is ${now === null ? 'gone' : `“${now}”`}`,
    );
  const more = differences.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
