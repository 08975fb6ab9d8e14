import type { Box } from '../geometry/box.ts';

/** Names a box towards the caller: the id of an annotation, of a detection, of a record in a file. */
export type BoxId = string | number;

/** A symbol as the checks take it. */
export interface LabelledBox {
  readonly id: BoxId;
  /** The label's name, LaTeX as in CROHME: `x`, `\alpha`, `\sqrt`, `-`. */
  readonly label: string;
  /** In pixels of the upright image. */
  readonly box: Box;
  /** How sure the detector was, 0 to 1; null or left out where a person has drawn or accepted it. */
  readonly score?: number | null;
  /** Labels that the detector has read there as well, the surest first; left out where there are none. */
  readonly otherReadings?: readonly string[];
}
