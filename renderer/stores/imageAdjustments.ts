/** How the picture is shown; what is stored and exported stays as it is. */
export interface ImageAdjustments {
  /** 1 is as it is; 0 black, 2 twice as bright. */
  readonly brightness: number;
  /** 1 is as it is; 0 gray, 3 three times the contrast. */
  readonly contrast: number;
  readonly isInverted: boolean;
  /** Lightness from 0 to 1 from which a pixel is white, all others black; null for none. */
  readonly threshold: number | null;
}

export const unadjusted: ImageAdjustments = {
  brightness: 1,
  contrast: 1,
  isInverted: false,
  threshold: null,
};

/** Quarter turns clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;
