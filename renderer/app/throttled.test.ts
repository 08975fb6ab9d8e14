import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttled } from './throttled.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('throttled', () => {
  it('acts once for a burst', async () => {
    const act = vi.fn(() => Promise.resolve());
    const request = throttled(act, 100);
    for (let call = 0; call < 50; call += 1) request();
    await vi.advanceTimersByTimeAsync(100);
    expect(act).toHaveBeenCalledOnce();
  });

  it('acts again for what came while it was acting, and never twice at once', async () => {
    let running = 0;
    let most = 0;
    const act = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 500));
      running -= 1;
    });
    const request = throttled(act, 100);
    request();
    await vi.advanceTimersByTimeAsync(200);
    request();
    request();
    await vi.advanceTimersByTimeAsync(2000);
    expect(act).toHaveBeenCalledTimes(2);
    expect(most).toBe(1);
  });
});
