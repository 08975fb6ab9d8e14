import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { NamedText } from '#shared/evaluation/cocoFields.ts';
import type { ReportFiles } from '#shared/evaluation/reportFiles.ts';

/** A text of more bytes does not fit into one string of V8. */
const mostBytes = 500 * 2 ** 20;

const causeOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/**
 * Reads a label file whole.
 *
 * @throws AppError `file.notFound`, `file.notRegular`, `file.tooLarge`, `file.empty`, `file.notReadable`
 */
export async function readLabelFile(path: string): Promise<NamedText> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('file.notFound', `There is no file at ${path}.`, { file: path }, { cause });
  });
  if (!found.isFile())
    throw new AppError('file.notRegular', `${path} is no file. Give the COCO file itself.`, { file: path });
  if (found.size === 0) throw new AppError('file.empty', `${path} is empty.`, { file: path });
  if (found.size > mostBytes)
    throw new AppError(
      'file.tooLarge',
      `${path} has ${Math.ceil(found.size / 2 ** 20)} MB, the limit is ${mostBytes / 2 ** 20} MB. Split it by images.`,
      { file: path, limit: mostBytes },
    );
  try {
    return { name: path, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new AppError(
      'file.notReadable',
      `${path} cannot be read: ${causeOf(cause)}`,
      { file: path },
      { cause },
    );
  }
}

/** Writes a file beside itself and renames it, so that it is never half there. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new AppError(
      'file.notWritable',
      `${path} cannot be written: ${causeOf(cause)}`,
      { file: path },
      { cause },
    );
  }
}

/**
 * Writes a report as HTML, and beside it, under the same name, JSON with every figure, CSV of the labels and CSV of all
 * errors.
 *
 * @param path - of the HTML file
 * @returns the files in the order they were written
 * @throws AppError `file.notWritable`
 */
export async function writeReportFiles(path: string, report: ReportFiles): Promise<readonly string[]> {
  const stem = /^\.html?$/i.test(extname(path)) ? path.slice(0, -extname(path).length) : path;
  const files: readonly (readonly [string, string])[] = [
    [path, report.html],
    [`${stem}.json`, report.json],
    [`${stem}-labels.csv`, report.labelsCsv],
    [`${stem}-errors.csv`, report.errorsCsv],
  ];
  for (const [name, text] of files) await writeWhole(name, text);
  return files.map(([name]) => name);
}
