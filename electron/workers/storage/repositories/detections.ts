import type { Detection } from '#shared/annotation/annotation.ts';
import { doubtOf } from '#shared/detection/visibleDetections.ts';
import type { NewDetection } from '#shared/ipc/worker/storage.ts';
import type { Database } from '../openDatabase.ts';
import { checkBox } from './checks.ts';
import { detectionOf, type DetectionRow } from './rows.ts';

/** Reads raw detections. */
export class DetectionReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  ofImage(imageId: number): readonly Detection[] {
    return this.database
      .prepare<[number], DetectionRow>(
        'SELECT id, image_id, label_id, x, y, width, height, score FROM detection WHERE image_id = ? ORDER BY score DESC, id',
      )
      .all(imageId)
      .map(detectionOf);
  }
}

/** Changes raw detections. Call it within a transaction. */
export class DetectionWriter extends DetectionReader {
  /** Puts these in the place of all the image had. Images that have gone in the meantime are passed over. */
  replace(
    imageId: number,
    modelId: string,
    detections: readonly NewDetection[],
    labelIds: ReadonlyMap<string, number>,
  ): void {
    for (const { box } of detections) checkBox(box, 'model.badOutput', modelId);
    const changed = this.database
      .prepare(
        `UPDATE image SET detection_count = ?, doubt = ?, detected_by = ?,
           state = CASE WHEN state = 'new' THEN 'prelabelled' ELSE state END
         WHERE id = ?`,
      )
      .run(detections.length, doubtOf(detections.map(({ score }) => score)), modelId, imageId);
    if (changed.changes === 0) return;
    this.database.prepare('DELETE FROM detection WHERE image_id = ?').run(imageId);
    const insert = this.database.prepare(
      'INSERT INTO detection (image_id, label_id, x, y, width, height, score) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const { labelName, box, score } of detections) {
      insert.run(imageId, labelIds.get(labelName) ?? null, box.x, box.y, box.width, box.height, score);
    }
  }
}
