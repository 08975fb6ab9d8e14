import type { LabelSource } from '../labelData.ts';
import { say } from '../reasons/reason.ts';
import { lineError, linesOf, longestRecord } from '../text/readText.ts';

/** A record of a CSV file. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Where it begins, from 1. */
  readonly line: number;
}

/** The cells of a record that is whole; null while a quoted cell is still open. */
function cellsOf(text: string): readonly string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let end = at + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end === -1) return null;
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      const after = text.indexOf(',', end);
      // What stands between the closing quote and the comma belongs to no cell by RFC 4180, and is kept.
      const rest = text.slice(end + 1, after === -1 ? text.length : after);
      cells.push(text.slice(at + 1, end).replaceAll('""', '"') + rest);
      if (after === -1) return cells;
      at = after + 1;
    } else {
      const after = text.indexOf(',', at);
      cells.push(text.slice(at, after === -1 ? text.length : after));
      if (after === -1) return cells;
      at = after + 1;
    }
  }
}

/** The records of a CSV file; a quoted cell may go over lines. */
export async function* csvRecordsOf(source: LabelSource, path: string): AsyncGenerator<CsvRecord> {
  let open: { text: string; line: number } | null = null;
  for await (const { text, line, hasReturn } of linesOf(source, path)) {
    const whole: { text: string; line: number } =
      open === null ? { text, line } : { text: `${open.text}\n${text}`, line: open.line };
    const cells = cellsOf(whole.text);
    if (cells === null) {
      open = { text: hasReturn ? `${whole.text}\r` : whole.text, line: whole.line };
      if (whole.text.length > longestRecord) break;
    } else {
      open = null;
      yield { cells, line: whole.line };
    }
  }
  if (open !== null) throw lineError(open.line, say('csv.openCell'));
}
