import type { Annotation, Detection } from '#shared/annotation/annotation.ts';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { HistoryState } from '#shared/ipc/contract/records.ts';
import type { WireError } from '#shared/base/errors.ts';

/** A box on the canvas, whatever it is kept as: an annotation by its UUID, a detection as `detection:ID`. */
export type BoxKey = string;

/** A box on the canvas as layers, lists and hit tests see it. */
export interface CanvasBox {
  readonly key: BoxKey;
  readonly box: Box;
  readonly labelId: number;
  readonly state: 'detected' | 'accepted' | 'corrected' | 'drawn';
  readonly score: number | null;
  /** Whether this box is held as it is, whatever becomes of the others. */
  readonly isLocked: boolean;
}

/** The key of a detection. */
export function detectionKey(id: number): BoxKey {
  return `detection:${id}`;
}

/** What the session knows at one moment. Replaced as a whole with each change; never mutated. */
export interface SessionState {
  readonly phase: 'empty' | 'loading' | 'ready' | 'failed';
  readonly error: WireError | null;
  readonly image: ImageAsset | null;
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** All raw detections of the image. */
  readonly detections: readonly Detection[];
  /** Annotations that are symbols, and visible detections: what the canvas draws, in drawing order (big below small). */
  readonly boxes: readonly CanvasBox[];
  readonly selection: ReadonlySet<BoxKey>;
  /** Raw detections that the sliders hide. */
  readonly hiddenCount: number;
  readonly scoreThreshold: number;
  readonly nmsThreshold: number;
  /** Lowest scores of labels that do not go by {@link scoreThreshold}, by label id. */
  readonly labelThresholds: ReadonlyMap<number, number>;
  /** The label that drawing gives; null until one was chosen. */
  readonly activeLabelId: number | null;
  readonly history: HistoryState;
  /** When the last edit became durable, milliseconds since the epoch; null before the first. */
  readonly savedAtMs: number | null;
  /** Whether boxes are held where they are: they can be selected, accepted and added to, and nothing else. */
  readonly isLocked: boolean;
  /** How many boxes {@link AnnotationSession.paste} would put down. */
  readonly copiedCount: number;
  /** Edits sent and not yet confirmed. */
  readonly pendingEdits: number;
}

/**
 * The open image: its document, its selection, and the commands on it. Every command that changes something is one
 * undoable step, shown at once and sent to storage in order; a refusal reloads the document and is reported.
 */
export interface AnnotationSession {
  getState(): SessionState;
  /** Calls back after each change of state; returns the function that ends it. */
  subscribe(listener: () => void): () => void;

  open(imageId: number): Promise<void>;
  /** Fetches what is known of images that may be opened next, so that they open at once; others are no longer kept. */
  fetchAhead(imageIds: readonly number[]): void;
  close(): void;
  /** Loads annotations and detections again, keeping what is selected where it still exists. */
  reload(): Promise<void>;
  /** Resolves when every edit made so far is durable, or was refused. */
  settled(): Promise<void>;

  select(keys: Iterable<BoxKey>, how: 'replace' | 'add' | 'toggle'): void;
  selectAll(): void;
  setScoreThreshold(value: number): void;
  setNmsThreshold(value: number): void;
  setLabelThresholds(thresholds: ReadonlyMap<number, number>): void;
  setActiveLabel(labelId: number): void;
  /**
   * Holds the selected boxes as they are until they are let go, as one step; lets them go when all of them are held.
   * Commands on several boxes pass over the ones that are held. A detection among them is accepted.
   */
  toggleSelectedLock(): void;
  /** Holds all boxes against a slip of the hand, or lets them go. */
  setLocked(isLocked: boolean): void;

  /** Adds a drawn box with the active label and selects it. Nothing happens for a box without area in the image. */
  draw(box: Box): void;
  /**
   * Gives boxes new places, as one step: moved, resized or snapped to their ink. A detection among them is accepted as
   * corrected.
   */
  setBoxes(changes: ReadonlyMap<BoxKey, Box>, kind: 'move' | 'resize' | 'snap'): void;
  /** Gives the selected boxes a label, as one step. A detection among them becomes a corrected annotation. */
  relabelSelected(labelId: number): void;
  /** As {@link relabelSelected}, each by the label it has. */
  relabelSelectedBy(labelFor: (labelId: number) => number): void;
  /** One box around the selected ones in their place, with the label of the largest; nothing for fewer than two. */
  mergeSelected(): void;
  /** One box of the label in the place of several, as one step; it is selected then. Nothing for fewer than two. */
  mergeParts(keys: ReadonlySet<BoxKey>, labelId: number, box: Box): void;
  /** Each selected box becomes two, cut across its longer side, as one step; all of them are selected then. */
  splitSelected(): void;
  /** Puts a copy beside each selected box and selects the copies, as one step. */
  duplicateSelected(): void;
  /** Keeps the selected boxes for {@link paste}, until the project is closed. */
  copySelected(): void;
  /** Puts the copied boxes on the open image, which may be another one, and selects them, as one step. */
  paste(): void;
  /** Selects every box that has the label of a selected one. */
  selectSameLabel(): void;
  /** Deletes the selected annotations and dismisses the selected detections, as one step. */
  deleteSelected(): void;
  /** Accepts the selected detections, as one step. */
  acceptSelected(): void;
  /** Accepts all visible detections, as one step. */
  acceptAll(): void;
  /** Takes back the last step of the project; opens the image it was on when that is another. */
  undo(): Promise<void>;
  redo(): Promise<void>;

  /** Told of each refused edit, after the document has been loaded again. */
  onRefused(listener: (error: WireError) => void): () => void;
}
