import { AppError, toWireError } from '#shared/base/errors.ts';
import type { LabelSource, ReadProblem } from '../labelData.ts';
import { because, detailsOf, type Reason, reasonIn, textOf } from '../reasons/reason.ts';

/** Files that are read whole may have so many characters; those that are streamed have no bound but on one record. */
export const longestRecord = 64 * 1024 * 1024;

/**
 * The text of a file, whole.
 *
 * @throws AppError `file.tooLarge`
 */
export async function wholeText(source: LabelSource, path: string, limit = longestRecord): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const piece of source.pieces(path)) {
    length += piece.length;
    if (length > limit) {
      throw new AppError(
        'file.tooLarge',
        `${path}: a file of this kind may have ${Math.round(limit / 1e6)} million characters.`,
        { file: path, limit },
      );
    }
    parts.push(piece);
  }
  return parts.join('');
}

/** A line of a file. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether it ended with a carriage return, which matters within quotes. */
  readonly hasReturn: boolean;
}

/** The lines of a file, without their ends; `\n` and `\r\n` end a line. A line longer than the limit ends the file. */
export async function* linesOf(source: LabelSource, path: string): AsyncGenerator<TextLine> {
  let rest = '';
  let line = 0;
  const lineOf = (text: string): TextLine => {
    line += 1;
    const hasReturn = text.endsWith('\r');
    return { text: hasReturn ? text.slice(0, -1) : text, line, hasReturn };
  };
  for await (const piece of source.pieces(path)) {
    const parts = `${rest}${piece}`.split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestRecord) {
      throw new AppError('file.tooLarge', `${path}: line ${line + 1} is too long.`, { file: path, line });
    }
    for (const part of parts) yield lineOf(part);
  }
  if (rest !== '') yield lineOf(rest);
}

/** What was thrown while a file was read, as a problem of the file. */
export function fileProblem(file: string, thrown: unknown): ReadProblem {
  const { details, ...error } = toWireError(thrown);
  const { line, field } = details;
  const reason = reasonIn(details);
  return {
    file,
    line: typeof line === 'number' ? line : null,
    field: typeof field === 'string' ? field : null,
    ...(reason === null
      ? { cause: error.message, reason: { ...error, details: { file, ...details } } }
      : because(reason)),
  };
}

/** What is wrong in a record as an error, for readers of one record. */
export function recordError(field: string | null, reason: Reason): AppError {
  const sentence = textOf(reason, 'en');
  const message = field === null ? sentence : `${field}: ${sentence}`;
  return new AppError('format.malformed', message, { field, ...detailsOf(reason) });
}

/** What is wrong in a line as an error, for readers of a whole file. */
export function lineError(line: number, reason: Reason): AppError {
  const message = `line ${line}: ${textOf(reason, 'en')}`;
  return new AppError('format.malformed', message, { line, ...detailsOf(reason) });
}
