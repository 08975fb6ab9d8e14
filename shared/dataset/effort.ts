/** What a person has put into images, as it is added up. */
export interface Effort {
  /** Time at work: pauses longer than half a minute are left out. */
  readonly activeMs: number;
  readonly keyCount: number;
  readonly clickCount: number;
}

/** What correcting a project has cost so far. */
export interface EffortReport extends Effort {
  /** Images that somebody has worked on, and how many of these are reviewed. */
  readonly imageCount: number;
  readonly reviewedCount: number;
  /** Images of the project that still are to be reviewed. */
  readonly remainingCount: number;
  /** On the images worked on: the detector's boxes taken as they are, */
  readonly acceptedCount: number;
  /** those with another label or place, */
  readonly correctedCount: number;
  /** those rejected, */
  readonly dismissedCount: number;
  /** and boxes that it had missed. Boxes that came with an image's ink are not counted: nobody drew them. */
  readonly drawnCount: number;
}

/** The figures that tell how fast a project is corrected; null where there is nothing yet to tell it from. */
export interface EffortFigures {
  /** Of the detector's boxes that a person has decided about, the share taken as they are, 0 to 1. */
  readonly untouchedShare: number | null;
  /** For each box that was corrected, rejected or drawn. */
  readonly secondsPerCorrection: number | null;
  readonly keysPerCorrection: number | null;
  readonly clicksPerCorrection: number | null;
  /** For the images that remain, as fast as those reviewed so far. */
  readonly remainingMs: number | null;
}

/**
 * Figures of speed. All the time on an image counts, looking included: it is what the corrections have cost.
 *
 * @returns null for what cannot be told yet
 */
export function effortFigures(report: EffortReport): EffortFigures {
  const decided = report.acceptedCount + report.correctedCount + report.dismissedCount;
  const corrections = report.correctedCount + report.dismissedCount + report.drawnCount;
  const per = (amount: number): number | null => (corrections === 0 ? null : amount / corrections);
  return {
    untouchedShare: decided === 0 ? null : report.acceptedCount / decided,
    secondsPerCorrection: per(report.activeMs / 1000),
    keysPerCorrection: per(report.keyCount),
    clicksPerCorrection: per(report.clickCount),
    remainingMs:
      report.reviewedCount === 0 ? null : (report.activeMs / report.reviewedCount) * report.remainingCount,
  };
}
