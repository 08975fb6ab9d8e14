import type { Effort, EffortReport } from '#shared/dataset/effort.ts';
import type { Database } from '../openDatabase.ts';

/** What correcting the images has cost. Call `add` within a transaction. */
export class EffortWriter {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds to what was there; an image that is gone meanwhile is left out. */
  add(imageId: number, { activeMs, keyCount, clickCount }: Effort): void {
    this.#database
      .prepare<[number, number, number, number]>(
        `INSERT INTO effort (image_id, active_ms, key_count, click_count)
         SELECT id, ?, ?, ? FROM image WHERE id = ?
         ON CONFLICT (image_id) DO UPDATE SET active_ms = active_ms + excluded.active_ms,
           key_count = key_count + excluded.key_count, click_count = click_count + excluded.click_count`,
      )
      .run(Math.round(activeMs), keyCount, clickCount, imageId);
  }

  report(): EffortReport {
    const sums = this.#database
      .prepare<[], Omit<EffortReport, 'remainingCount' | BoxCount>>(
        `SELECT coalesce(sum(active_ms), 0) AS activeMs, coalesce(sum(key_count), 0) AS keyCount,
           coalesce(sum(click_count), 0) AS clickCount, count(*) AS imageCount,
           coalesce(sum(state = 'reviewed'), 0) AS reviewedCount
         FROM effort JOIN image ON image.id = effort.image_id`,
      )
      .get();
    const remaining = this.#database
      .prepare<[], { count: number }>("SELECT count(*) AS count FROM image WHERE state <> 'reviewed'")
      .get();
    const boxes = this.#database
      .prepare<[], { state: string; count: number }>(
        `SELECT annotation.state AS state, count(*) AS count
         FROM effort JOIN image ON image.id = effort.image_id JOIN annotation ON annotation.image_id = image.id
         WHERE annotation.state <> 'drawn' OR image.kind <> 'ink' GROUP BY annotation.state`,
      )
      .all();
    const countOf = (state: string): number => boxes.find((row) => row.state === state)?.count ?? 0;
    return {
      activeMs: sums?.activeMs ?? 0,
      keyCount: sums?.keyCount ?? 0,
      clickCount: sums?.clickCount ?? 0,
      imageCount: sums?.imageCount ?? 0,
      reviewedCount: sums?.reviewedCount ?? 0,
      remainingCount: remaining?.count ?? 0,
      acceptedCount: countOf('accepted'),
      correctedCount: countOf('corrected'),
      dismissedCount: countOf('dismissed'),
      drawnCount: countOf('drawn'),
    };
  }
}

type BoxCount = 'acceptedCount' | 'correctedCount' | 'dismissedCount' | 'drawnCount';
