import type { ReadProblem } from '#shared/formats/label/labelData.ts';
import type { Frame } from './exportOptions.ts';

/** What becomes of an image whose boxes differ from those of the file. */
export const conflictRules = ['mine', 'theirs', 'detections'] as const;

/**
 * One of {@link conflictRules}: the project's boxes stay and the file's go; the file's take their place; the project's stay
 * and the file's come beside them as detections, to be accepted one by one.
 */
export type ConflictRule = (typeof conflictRules)[number];

/** What an import of label files is made by. */
export interface ImportOptions {
  /** Id of a label format. */
  readonly format: string;
  readonly paths: readonly string[];
  /** Where images are looked for besides the places the files name; null for nowhere else. */
  readonly imageFolder: string | null;
  readonly conflicts: ConflictRule;
  /**
   * The pixels that boxes are of where an image is turned by its EXIF. Null: as the receipt of an export says, else those
   * that the sizes in the files fit, else the upright ones.
   */
  readonly frame: Frame | null;
  /** The project's name for a name of the file; null leaves its boxes out. Names that are not here stay what they are. */
  readonly mapping: ReadonlyMap<string, string | null>;
  /** Says what would happen, and changes nothing. */
  readonly dryRun: boolean;
}

/** What an import did, or would do. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** Images that the files tell of. */
  readonly images: number;
  /** Of those, images that were not in the project and came with their files. */
  readonly imagesAdded: number;
  /** Images that have the same boxes already. */
  readonly unchanged: number;
  /** Images whose boxes differ; the rule has decided. */
  readonly conflicts: number;
  /** Images that the files hold damaged boxes of: they are not marked reviewed, and replace no boxes. */
  readonly damaged: number;
  readonly boxesAdded: number;
  readonly boxesRemoved: number;
  readonly detectionsAdded: number;
  /** Each name of the files, what it is in the project, and how many boxes have it. */
  readonly labels: readonly {
    readonly name: string;
    readonly mapsTo: string | null;
    readonly isNew: boolean;
    readonly boxes: number;
  }[];
  /** At most the first thousand. */
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
}
