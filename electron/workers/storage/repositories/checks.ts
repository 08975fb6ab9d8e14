import { AppError, type ErrorCode } from '#shared/base/errors.ts';
import { affectedIds, type DocumentDiff } from '#shared/annotation/diff.ts';
import type { Box } from '#shared/geometry/box.ts';

/** SQLite would keep a NaN as NULL and an infinity as it is: neither may get in. */
function isBox({ x, y, width, height }: Box): boolean {
  return [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0;
}

/**
 * Refuses a box that encloses nothing or has no place.
 *
 * @param code - who is to blame
 * @param source - the model, file or record that it came from
 */
export function checkBox(box: Box, code: ErrorCode, source: string): void {
  if (isBox(box)) return;
  const { x, y, width, height } = box;
  throw new AppError(
    code,
    `A box of ${source} has no area or no place (x ${x}, y ${y}, width ${width}, height ${height}). Nothing was written.`,
    { source },
  );
}

/**
 * Refuses a diff that names an annotation twice: its inverse, which has the same order of kinds, would not take it back,
 * and the history would be stuck at it.
 */
export function checkNamedOnce(diff: DocumentDiff): void {
  const ids = affectedIds(diff);
  if (new Set(ids).size === ids.length && diff.updated.every(([from, to]) => from.id === to.id)) return;
  throw new AppError('ipc.badPayload', 'A step may change each box once only. Nothing was written.');
}
