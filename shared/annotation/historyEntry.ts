/**
 * The kinds of steps a person can take back. A constant name rather than a text, so that the window shows it in its
 * own language.
 */
export const stepKinds = [
  'draw',
  'move',
  'resize',
  'delete',
  'relabel',
  'accept',
  'acceptAll',
  'dismiss',
  'importLabels',
  'merge',
  'split',
  'duplicate',
  'paste',
  'snap',
  'lock',
  'unlock',
  'mergeLabels',
  'deleteLabel',
  'spread',
] as const;

/** One of {@link stepKinds}. */
export type StepKind = (typeof stepKinds)[number];

/** One undoable step as the history shows it. */
export interface HistoryEntry {
  /** Rises from step to step. Removing an image removes its steps and leaves gaps. */
  readonly sequence: number;
  readonly kind: StepKind;
  /** The image it was on; of a step on many images one that it was on. */
  readonly imageId: number;
  /** How many boxes it touched. */
  readonly boxCount: number;
  /** When it was committed, milliseconds since the epoch. */
  readonly atMs: number;
  /** Whether it has been undone and can be redone. */
  readonly undone: boolean;
}
