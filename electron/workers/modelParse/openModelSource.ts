import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ModelSource } from '#shared/formats/model/modelFormat.ts';
import { defaultReadLimits, type ReadLimits } from '#shared/model/readLimits.ts';
import { openModelFolder, readRange } from './modelFolder.ts';

/** The file that stands for a model which is a folder. */
const folderEntries = [
  'saved_model.pb',
  'saved_model.pbtxt',
  'model.json',
  'predict_net.pb',
  'predict_net.pbtxt',
];

/**
 * Reads a model's main file.
 *
 * @param path - a file, or a folder that holds one of the usual names
 * @throws AppError `file.notFound`, `file.notRegular`, `file.notReadable`, `model.tooLarge`, `model.notAGraph`
 */
export function openModelSource(path: string, limits: ReadLimits = defaultReadLimits): ModelSource {
  const file = mainFile(path);
  const size = statSync(file).size;
  const bytes = readRange(file, 0, size, limits.fileBytes);
  return { fileName: basename(file), bytes, folder: openModelFolder(dirname(file), limits.fileBytes) };
}

/** The file to read for a path that may be a folder. */
export function mainFile(path: string): string {
  if (!existsSync(path)) throw new AppError('file.notFound', `“${path}” does not exist.`, { file: path });
  const stats = statSync(path);
  if (stats.isDirectory()) {
    const entry = folderEntries.map((name) => join(path, name)).find((candidate) => existsSync(candidate));
    if (entry !== undefined) return entry;
    throw new AppError('model.notAGraph', `The folder “${path}” holds no ${folderEntries.join(', ')}.`, {
      file: path,
    });
  }
  if (!stats.isFile()) throw new AppError('file.notRegular', `“${path}” is no regular file.`, { file: path });
  return path;
}
