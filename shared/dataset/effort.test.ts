import { describe, expect, it } from 'vitest';
import { effortFigures, type EffortReport } from './effort.ts';

const nothing: EffortReport = {
  activeMs: 0,
  keyCount: 0,
  clickCount: 0,
  imageCount: 0,
  reviewedCount: 0,
  remainingCount: 10,
  acceptedCount: 0,
  correctedCount: 0,
  dismissedCount: 0,
  drawnCount: 0,
};

describe('figures of effort', () => {
  it('are not told from nothing', () => {
    expect(effortFigures(nothing)).toEqual({
      untouchedShare: null,
      secondsPerCorrection: null,
      keysPerCorrection: null,
      clicksPerCorrection: null,
      remainingMs: null,
    });
  });

  it('are told for each box that was corrected, rejected or drawn', () => {
    const figures = effortFigures({
      ...nothing,
      activeMs: 60_000,
      keyCount: 30,
      clickCount: 5,
      imageCount: 4,
      reviewedCount: 3,
      acceptedCount: 80,
      correctedCount: 12,
      dismissedCount: 8,
      drawnCount: 10,
    });
    expect(figures.untouchedShare).toBeCloseTo(0.8);
    expect(figures.secondsPerCorrection).toBeCloseTo(2);
    expect(figures.keysPerCorrection).toBeCloseTo(1);
    expect(figures.remainingMs).toBeCloseTo(200_000);
  });
});
