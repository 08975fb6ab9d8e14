import { isDeepStrictEqual } from 'node:util';
import { emptyDiff } from '#shared/annotation/diff.ts';
import type { DocumentDiff, ImageDiff } from '#shared/annotation/diff.ts';
import type { HistoryEntry, StepKind } from '#shared/annotation/historyEntry.ts';
import type { HistoryState } from '#shared/ipc/contract/records.ts';
import type { Database } from '../openDatabase.ts';

interface HistoryRow {
  readonly sequence: number;
  readonly image_id: number;
  readonly kind: StepKind;
  readonly box_count: number;
  readonly at_ms: number;
  readonly undone: number;
}

const columns = 'sequence, image_id, kind, box_count, at_ms, undone';

function entryOf(row: HistoryRow): HistoryEntry {
  return {
    sequence: row.sequence,
    kind: row.kind,
    imageId: row.image_id,
    boxCount: row.box_count,
    atMs: row.at_ms,
    undone: row.undone === 1,
  };
}

const boxCountOf = ({ added, removed, updated }: DocumentDiff): number =>
  added.length + removed.length + updated.length;

/** Reads the steps. */
export class HistoryReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  state(): HistoryState {
    return { undo: this.nextUndo(), redo: this.nextRedo() };
  }

  nextUndo(): HistoryEntry | null {
    const row = this.database
      .prepare<[], HistoryRow>(
        `SELECT ${columns} FROM history WHERE undone = 0 ORDER BY sequence DESC LIMIT 1`,
      )
      .get();
    return row === undefined ? null : entryOf(row);
  }

  nextRedo(): HistoryEntry | null {
    const row = this.database
      .prepare<[], HistoryRow>(
        `SELECT ${columns} FROM history WHERE undone = 1 ORDER BY sequence ASC LIMIT 1`,
      )
      .get();
    return row === undefined ? null : entryOf(row);
  }

  /** The latest steps, the newest first. */
  list(limit: number): readonly HistoryEntry[] {
    return this.database
      .prepare<[number], HistoryRow>(`SELECT ${columns} FROM history ORDER BY sequence DESC LIMIT ?`)
      .all(limit)
      .map(entryOf);
  }

  /** Whether the latest step, not undone, is this one. */
  isLast(imageId: number, kind: StepKind, diff: DocumentDiff): boolean {
    const last = this.nextUndo();
    return (
      last !== null &&
      last.imageId === imageId &&
      last.kind === kind &&
      this.nextRedo() === null &&
      isDeepStrictEqual(this.diff(last.sequence), diff)
    );
  }

  diff(sequence: number): DocumentDiff {
    const row = this.database
      .prepare<[number], { diff: string }>('SELECT diff FROM history WHERE sequence = ?')
      .get(sequence);
    return JSON.parse(row?.diff ?? 'null') as DocumentDiff;
  }

  /** What the step does, image by image; a step on one image has one part. */
  parts({ sequence, imageId }: HistoryEntry): readonly ImageDiff[] {
    const rows = this.database
      .prepare<[number], { image_id: number; diff: string }>(
        'SELECT image_id, diff FROM history_part WHERE sequence = ? ORDER BY image_id',
      )
      .all(sequence);
    if (rows.length === 0) return [{ imageId, diff: this.diff(sequence) }];
    return rows.map((row) => ({ imageId: row.image_id, diff: JSON.parse(row.diff) as DocumentDiff }));
  }
}

/** Changes the steps. Call it within a transaction. */
export class HistoryWriter extends HistoryReader {
  /** Adds a step; what had been undone can no longer be made again. */
  record(imageId: number, kind: StepKind, diff: DocumentDiff): void {
    this.#add(imageId, kind, boxCountOf(diff), JSON.stringify(diff));
  }

  /** Adds one step on several images, taken back and made again as one. */
  recordMany(kind: StepKind, parts: readonly ImageDiff[]): void {
    const [first] = parts;
    if (first === undefined) return;
    const boxCount = parts.reduce((sum, { diff }) => sum + boxCountOf(diff), 0);
    const sequence = this.#add(first.imageId, kind, boxCount, JSON.stringify(emptyDiff));
    const insert = this.database.prepare<[number, number, string]>(
      'INSERT INTO history_part (sequence, image_id, diff) VALUES (?, ?, ?)',
    );
    for (const { imageId, diff } of parts) insert.run(sequence, imageId, JSON.stringify(diff));
  }

  #add(imageId: number, kind: StepKind, boxCount: number, diff: string): number {
    this.database.prepare('DELETE FROM history WHERE undone = 1').run();
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO history (sequence, image_id, kind, box_count, at_ms, diff)
         VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM history), ?, ?, ?, ?, ?)`,
      )
      .run(imageId, kind, boxCount, Date.now(), diff);
    return lastInsertRowid;
  }

  setUndone(sequence: number, undone: boolean): void {
    this.database.prepare('UPDATE history SET undone = ? WHERE sequence = ?').run(undone ? 1 : 0, sequence);
  }
}
