import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open as openFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FilePiece } from '#shared/formats/label/labelData.ts';

/** Writes pieces of text as files below a folder, one file open at a time. */
export async function writePieces(
  folder: string,
  pieces: AsyncIterable<FilePiece>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const paths = new Set<string>();
  const folders = new Set<string>();
  const open: { file: { readonly path: string; readonly handle: FileHandle } | null } = { file: null };
  const at = async (path: string): Promise<FileHandle> => {
    if (open.file?.path === path) return open.file.handle;
    await open.file?.handle.close();
    open.file = null;
    const parent = dirname(join(folder, path));
    if (!folders.has(parent)) await mkdir(parent, { recursive: true });
    folders.add(parent);
    const handle = await openFile(join(folder, path), paths.has(path) ? 'a' : 'w');
    open.file = { path, handle };
    paths.add(path);
    return handle;
  };
  try {
    for await (const { path, text } of pieces) {
      signal.throwIfAborted();
      await (await at(path)).appendFile(text, 'utf8');
    }
  } finally {
    await open.file?.handle.close();
  }
  return [...paths];
}

/** SHA-256 of a file, lower-case hex, and its size. */
export async function hashOf(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    const buffer = piece as Buffer;
    hash.update(buffer);
    bytes += buffer.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
