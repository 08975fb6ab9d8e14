import { describe, expect, it, vi } from 'vitest';
import { createEffortMeter, longestPauseMs } from './effortMeter.ts';

function create() {
  const addEffort = vi.fn(() => Promise.resolve({}));
  const meter = createEffortMeter({ project: { addEffort } } as never, (thrown) => {
    throw thrown;
  });
  return { addEffort, meter };
}

describe('the effort meter', () => {
  it('adds up what is done on an image, and hands it on with the next one', () => {
    const { addEffort, meter } = create();
    meter.turnTo(7);
    meter.note('move', 1000);
    meter.note('key', 2500);
    meter.note('click', 3000);
    expect(addEffort).not.toHaveBeenCalled();
    meter.turnTo(8);
    expect(addEffort).toHaveBeenCalledExactlyOnceWith({
      imageId: 7,
      activeMs: 2000,
      keyCount: 1,
      clickCount: 1,
    });
  });

  it('leaves pauses out, and the time between two images', () => {
    const { addEffort, meter } = create();
    meter.turnTo(1);
    meter.note('key', 0);
    meter.note('key', longestPauseMs + 1);
    meter.turnTo(2);
    meter.note('key', longestPauseMs + 5000);
    void meter.flush();
    expect(addEffort.mock.calls).toEqual([
      [{ imageId: 1, activeMs: 0, keyCount: 2, clickCount: 0 }],
      [{ imageId: 2, activeMs: 0, keyCount: 1, clickCount: 0 }],
    ]);
  });

  it('forgets what belongs to a project that is no longer open', () => {
    const { addEffort, meter } = create();
    meter.turnTo(7);
    meter.note('key', 1);
    meter.drop();
    meter.turnTo(null);
    meter.turnTo(7);
    void meter.flush();
    expect(addEffort).not.toHaveBeenCalled();
  });

  it('counts nothing while no image is open', () => {
    const { addEffort, meter } = create();
    meter.note('key', 1);
    meter.turnTo(null);
    void meter.flush();
    expect(addEffort).not.toHaveBeenCalled();
  });
});
