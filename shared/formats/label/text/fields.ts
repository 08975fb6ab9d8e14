import type { Box } from '#shared/geometry/box.ts';
import { symbolStates, type SymbolState } from '../labelData.ts';
import { saidBy, say } from '../reasons/reason.ts';
import { recordError } from './readText.ts';

/** An object of a file, nothing known of its members yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws AppError `format.malformed` when it is no object */
export function fieldsOf(value: unknown, field: string | null): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw recordError(field, say('value.noObject'));
  return value as Fields;
}

/** The value that JSON text stands for. @throws AppError `format.malformed` when it is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw recordError(null, say('json.malformed', saidBy(thrown)));
  }
}

/** @throws AppError `format.malformed` when it is no finite number */
export function numberAt(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw recordError(key, say('value.noNumber'));
  return value;
}

/** @throws AppError `format.malformed` when it is no text, or an empty one */
export function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string' || value === '') throw recordError(key, say('value.noText'));
  return value;
}

/** @throws AppError `format.malformed` when it is neither a whole number nor text that is one */
export function idAt(fields: Fields, key: string): number {
  const value = fields[key];
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw recordError(key, say('value.noId'));
  return number;
}

/** A side of an image. @throws AppError `format.malformed` */
export function sideAt(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw recordError(key, say('value.noSide'));
  return value;
}

/** Text, or null for none. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A state that a file names; null for any other. */
export function stateOrNull(value: unknown): SymbolState | null {
  return symbolStates.find((state) => state === value) ?? null;
}

/** A score from 0 to 1; null for none or anything else. */
export function scoreOrNull(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

/**
 * A box from its left upper corner and its sides.
 *
 * @throws AppError `format.malformed` when a number is none or it has no extent
 */
export function soundBox(x: number, y: number, width: number, height: number, field: string): Box {
  if (![x, y, width, height].every((value) => Number.isFinite(value) && Math.abs(value) <= 1e6))
    throw recordError(field, say('box.nowhere', { x, y, width, height }));
  if (width <= 0 || height <= 0) throw recordError(field, say('box.noExtent'));
  return { x, y, width, height };
}

/** A box from two corners, in whichever order they come. @throws AppError `format.malformed` */
export function soundBoxOfCorners(x1: number, y1: number, x2: number, y2: number, field: string): Box {
  return soundBox(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1), field);
}
