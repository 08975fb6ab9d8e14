import type { ImageState } from '#shared/dataset/imageAsset.ts';
import { doubtOf } from '#shared/detection/visibleDetections.ts';
import type { NewDetection, SelectedImage } from '#shared/ipc/worker/storage.ts';
import type { Database, SqlValue } from '../openDatabase.ts';
import { checkBox } from './checks.ts';

interface StepDetection {
  readonly place: number;
  readonly image_id: number;
  readonly label_id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly score: number;
  readonly detection_id: number | null;
}

/** What label files need of a project that nothing else does. Writing methods are called within a transaction. */
export class LabelTransfer {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The images that an export chooses from, in the order they were added. */
  select(states: readonly ImageState[] | null, flagged: boolean | null): readonly SelectedImage[] {
    const conditions: string[] = [];
    const values: SqlValue[] = [];
    if (states !== null) {
      conditions.push(`state IN (${states.map(() => '?').join(', ')})`);
      values.push(...states);
    }
    if (flagged !== null) {
      conditions.push('flagged = ?');
      values.push(flagged ? 1 : 0);
    }
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    return this.#database
      .prepare<readonly SqlValue[], SelectedImage>(
        `SELECT id AS imageId, path, writer FROM image ${where} ORDER BY id`,
      )
      .all(...values);
  }

  /** Adds detections to those an image has, as part of a step. Their labels are known to be in the project. */
  addDetections(
    sequence: number,
    firstPlace: number,
    imageId: number,
    detections: readonly NewDetection[],
    labelIds: ReadonlyMap<string, number>,
  ): void {
    const keep = this.#database.prepare(
      `INSERT INTO history_detection (sequence, place, image_id, label_id, x, y, width, height, score)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const [index, { labelName, box, score }] of detections.entries()) {
      checkBox(box, 'format.malformed', labelName);
      const { x, y, width, height } = box;
      const labelId = labelIds.get(labelName) ?? null;
      keep.run(sequence, firstPlace + index, imageId, labelId, x, y, width, height, score);
    }
  }

  /** Takes the detections of a step out of their images, or puts them in. Some may be gone: the detector has run again. */
  followStep(sequence: number, isUndo: boolean): void {
    const rows = this.#database
      .prepare<[number], StepDetection>(
        `SELECT place, image_id, label_id, x, y, width, height, score, detection_id FROM history_detection
         WHERE sequence = ?`,
      )
      .all(sequence);
    const remove = this.#database.prepare('DELETE FROM detection WHERE id = ?');
    const insert = this.#database.prepare(
      'INSERT INTO detection (image_id, label_id, x, y, width, height, score) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const note = this.#database.prepare(
      'UPDATE history_detection SET detection_id = ? WHERE sequence = ? AND place = ?',
    );
    for (const row of rows) {
      if (isUndo) {
        if (row.detection_id !== null) remove.run(row.detection_id);
        note.run(null, sequence, row.place);
      } else if (row.detection_id === null) {
        const { image_id, label_id, x, y, width, height, score } = row;
        const { lastInsertRowid } = insert.run(image_id, label_id, x, y, width, height, score);
        note.run(lastInsertRowid, sequence, row.place);
      }
    }
    for (const imageId of new Set(rows.map((row) => row.image_id))) this.#count(imageId);
  }

  /** Notes what the states of a step's images were before it and are now. Those that are as they were are left out. */
  keepStates(sequence: number, former: ReadonlyMap<number, ImageState>): void {
    const keep = this.#database.prepare(
      `INSERT INTO history_state (sequence, image_id, former, given)
       SELECT ?, id, ?, state FROM image WHERE id = ? AND state <> ?`,
    );
    for (const [imageId, state] of former) keep.run(sequence, state, imageId, state);
  }

  /** Brings the states of a step's images back, or gives them again. One that was changed by hand since stays. */
  followStates(sequence: number, isUndo: boolean): void {
    const [from, to] = isUndo ? ['given', 'former'] : ['former', 'given'];
    this.#database
      .prepare<[number]>(
        `UPDATE image SET state = step.${to} FROM history_state AS step
         WHERE step.sequence = ? AND step.image_id = image.id
           AND (image.state = step.${from} OR (step.${from} IN ('new', 'prelabelled') AND image.state = 'inProgress'))`,
      )
      .run(sequence);
  }

  #count(imageId: number): void {
    const scores = this.#database
      .prepare<[number], { score: number }>('SELECT score FROM detection WHERE image_id = ?')
      .all(imageId)
      .map(({ score }) => score);
    this.#database
      .prepare('UPDATE image SET detection_count = ?, doubt = ? WHERE id = ?')
      .run(scores.length, scores.length === 0 ? null : doubtOf(scores), imageId);
  }
}
