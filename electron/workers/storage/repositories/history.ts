import { isDeepStrictEqual } from 'node:util';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
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
}

/** Changes the steps. Call it within a transaction. */
export class HistoryWriter extends HistoryReader {
  /** Adds a step; what had been undone can no longer be made again. */
  record(imageId: number, kind: StepKind, diff: DocumentDiff): void {
    this.database.prepare('DELETE FROM history WHERE undone = 1').run();
    this.database
      .prepare(
        `INSERT INTO history (sequence, image_id, kind, box_count, at_ms, diff)
         VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM history), ?, ?, ?, ?, ?)`,
      )
      .run(
        imageId,
        kind,
        diff.added.length + diff.removed.length + diff.updated.length,
        Date.now(),
        JSON.stringify(diff),
      );
  }

  setUndone(sequence: number, undone: boolean): void {
    this.database.prepare('UPDATE history SET undone = ? WHERE sequence = ?').run(undone ? 1 : 0, sequence);
  }
}
