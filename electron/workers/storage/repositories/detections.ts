import type { Detection } from '#shared/annotation/annotation.ts';
import type { RunFacts, StoredRun } from '#shared/detection/runFacts.ts';
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

  /** What the detections of reviewed images were made with, the largest run first; images that none has seen are left out. */
  runsOfReviewed(): readonly StoredRun[] {
    const rows = this.database
      .prepare<[], { readonly facts: string | null; readonly ms: number | null }>(
        `SELECT detection_run.facts AS facts, detection_ms AS ms
         FROM image LEFT JOIN detection_run ON detection_run.id = image.detection_run
         WHERE state = 'reviewed' AND doubt IS NOT NULL`,
      )
      .all();
    const byFacts = new Map<string | null, { images: number; latenciesMs: number[] }>();
    for (const { facts, ms } of rows) {
      const run = byFacts.get(facts) ?? { images: 0, latenciesMs: [] };
      byFacts.set(facts, run);
      run.images += 1;
      if (ms !== null) run.latenciesMs.push(ms);
    }
    return [...byFacts]
      .map(([facts, run]) => ({ facts: facts === null ? null : (JSON.parse(facts) as RunFacts), ...run }))
      .sort((a, b) => b.images - a.images);
  }
}

/** Changes raw detections. Call it within a transaction. */
export class DetectionWriter extends DetectionReader {
  /** The number of the run with these facts. */
  ensureRun(facts: RunFacts): number {
    const text = JSON.stringify(facts);
    this.database.prepare('INSERT OR IGNORE INTO detection_run (facts) VALUES (?)').run(text);
    const row = this.database
      .prepare<[string], { readonly id: number }>('SELECT id FROM detection_run WHERE facts = ?')
      .get(text);
    if (row === undefined) throw new Error('A run that was just written is not there.');
    return row.id;
  }

  /** Puts these in the place of all the image had. Images that have gone in the meantime are passed over. */
  replace(
    imageId: number,
    modelId: string,
    detections: readonly NewDetection[],
    labelIds: ReadonlyMap<string, number>,
    made: { readonly run: number | null; readonly ms: number | null } = { run: null, ms: null },
  ): void {
    for (const { box } of detections) checkBox(box, 'model.badOutput', modelId);
    const changed = this.database
      .prepare(
        `UPDATE image SET detection_count = ?, doubt = ?, detected_by = ?, detection_run = ?, detection_ms = ?,
           state = CASE WHEN state = 'new' THEN 'prelabelled' ELSE state END
         WHERE id = ?`,
      )
      .run(
        detections.length,
        doubtOf(detections.map(({ score }) => score)),
        modelId,
        made.run,
        made.ms,
        imageId,
      );
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
