import type { Page } from 'playwright';

/** Event Timing reports no answer faster than this. */
const fastestMs = 16;

/**
 * Acts a number of times by real input, and answers with the milliseconds from each event to the frame that was painted
 * next, in steps of 8 ms, as the browser's Event Timing reports them (W3C, https://www.w3.org/TR/event-timing/).
 */
export async function answersTo(
  page: Page,
  type: 'keydown' | 'pointerdown',
  count: number,
  act: (step: number) => Promise<void>,
): Promise<readonly number[]> {
  await page.evaluate(
    ([name, durationThreshold]) => {
      const answers: number[] = [];
      Object.assign(window, { answers });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === name) answers.push(entry.duration);
      }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
    },
    [type, fastestMs] as const,
  );
  for (let step = 0; step < count; step += 1) {
    await act(step);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(500);
  const reported = await page.evaluate(() => (window as unknown as { readonly answers: number[] }).answers);
  const faster = Array.from({ length: Math.max(0, count - reported.length) }, () => fastestMs);
  return [...faster, ...reported];
}
