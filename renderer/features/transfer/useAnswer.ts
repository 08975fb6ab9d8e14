import { useEffect, useState } from 'react';
import { toWireError, type WireError } from '#shared/base/errors.ts';

/** An answer of the main process, while it is waited for and after. */
export interface Answer<T> {
  readonly value: T | null;
  readonly error: WireError | null;
  readonly isWaiting: boolean;
}

/**
 * Asks again whenever `key` changes; answers that come late are dropped.
 *
 * @param ask - null when there is nothing to ask
 * @param delayMs - waits so long for further changes first
 */
export function useAnswer<T>(key: string, ask: (() => Promise<T>) | null, delayMs = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { readonly key: string }>({
    key: '',
    value: null,
    error: null,
    isWaiting: false,
  });
  useEffect(() => {
    if (ask === null) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      ask().then(
        (value) => {
          if (isCurrent) setAnswer({ key, value, error: null, isWaiting: false });
        },
        (thrown: unknown) => {
          const error = toWireError(thrown);
          if (isCurrent) setAnswer({ key, value: null, error, isWaiting: false });
        },
      );
    }, delayMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The key says all that the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return answer.key === key ? answer : { ...answer, isWaiting: ask !== null };
}
