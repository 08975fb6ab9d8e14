import type { WireError } from './errors.ts';

/** What a call over a process border answers: a value, or a failure that was expected. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** Wraps a value as a successful {@link Result}. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure as a {@link Result}. */
export function failed(error: WireError): Result<never> {
  return { ok: false, error };
}
