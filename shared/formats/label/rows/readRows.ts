import type { ReadItem } from '../labelData.ts';
import { type Fields, textOrNull } from '../text/fields.ts';
import { fileProblem } from '../text/readText.ts';
import { readRow, RowGroups } from './boxRow.ts';

/** A record of a file of rows, before it is known whether it is a good one. */
export interface RowRecord {
  /** In the file, from 1. */
  readonly line: number;
  /** Throws for a record that is damaged; the others are still read. */
  readonly fields: () => Fields;
}

/**
 * Reads a file of rows, one row a box, rows of one image together.
 *
 * @param records - what the file holds; an error of the iteration itself ends the file, and is told as a problem of it
 */
export async function* readRows(
  file: string,
  records: AsyncIterable<RowRecord>,
): AsyncGenerator<ReadItem, void> {
  const groups = new RowGroups(file);
  try {
    for await (const { line, fields } of records) {
      let name: string | null = null;
      try {
        const row = fields();
        name = textOrNull(row['image']);
        const image = groups.push(readRow(row));
        if (image !== null) yield { kind: 'image', image };
      } catch (thrown) {
        const problem = { ...fileProblem(file, thrown), line };
        yield { kind: 'problem', problem: name === null ? problem : { ...problem, image: name } };
      }
    }
  } catch (thrown) {
    yield { kind: 'problem', problem: fileProblem(file, thrown) };
  }
  const image = groups.end();
  if (image !== null) yield { kind: 'image', image };
}
