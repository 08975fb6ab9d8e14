import type { FilePiece, LabelSource } from '#shared/formats/label/labelData.ts';
import type { Size } from '#shared/geometry/box.ts';

/** The files that a writer gave, by path. */
export async function collectFiles(pieces: AsyncIterable<FilePiece>): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { path, text } of pieces) files.set(path, (files.get(path) ?? '') + text);
  return files;
}

/** Files in memory as a reader's source, in pieces of any length; lone surrogates become what UTF-8 makes of them. */
export function textSource(
  files: ReadonlyMap<string, string>,
  pieceLength = 1_000,
  sizes: ReadonlyMap<string, Size> = new Map(),
): LabelSource {
  return {
    files: [...files.keys(), ...sizes.keys()],
    pieces: async function* (path) {
      await Promise.resolve();
      const text = Buffer.from(files.get(path) ?? '', 'utf8').toString('utf8');
      for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
    },
    imageSize: (path) => Promise.resolve(sizes.get(path) ?? null),
  };
}
