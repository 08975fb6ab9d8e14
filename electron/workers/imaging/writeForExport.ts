import { link, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ImageKind } from '#shared/dataset/imageAsset.ts';
import type { ImagingMethods } from '#shared/ipc/worker/imaging.ts';
import { openPicture, type Picture, withPixels } from './picture.ts';

/** What trainers read everywhere, with the extension it gets. */
const copied = { png: '.png', jpeg: '.jpg', bmp: '.bmp' } as const;

/** The extension under which the file itself can be copied; null when it has to be written anew. */
function copyExtension(picture: Picture, frame: 'upright' | 'file'): string | null {
  if (picture.kind === 'ink') return null;
  const { format, orientation, isPlain, hasCommonColors } = picture.raster;
  if (orientation !== 1 && frame === 'upright') return null;
  if (!isPlain || !hasCommonColors || format === 'webp' || format === 'gif' || format === 'tiff') return null;
  return copied[format];
}

type Written = Awaited<ReturnType<ImagingMethods['writeForExport']>>;

/** A symbolic link, or a hard one where the system allows no other; false where it allows neither. */
async function linkTo(path: string, target: string): Promise<boolean> {
  for (const make of [symlink, link]) {
    try {
      await make(path, target);
      return true;
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
      if (!['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EXDEV', 'EMLINK'].includes(code)) throw thrown;
    }
  }
  return false;
}

/** See `ImagingMethods.writeForExport`. The file appears under its name only when it is whole. */
export async function writeForExport(
  path: string,
  kind: ImageKind,
  targetFolder: string,
  targetStem: string,
  mode: 'copy' | 'link' | 'reference',
  frame: 'upright' | 'file',
): Promise<Written> {
  const segments = targetStem.split('/');
  if (segments.some((segment) => ['', '.', '..'].includes(segment) || segment.includes('\\'))) {
    throw new AppError('file.notWritable', `${targetStem}: this is no name within the folder.`, {
      file: targetStem,
    });
  }
  const picture = await openPicture(path, kind);
  const extension = copyExtension(picture, frame);
  const orientation = extension === null || picture.kind === 'ink' ? 1 : picture.raster.orientation;
  if (extension !== null && mode === 'reference')
    return { fileName: resolve(path).replaceAll('\\', '/'), how: 'referenced', orientation };
  const bytes =
    extension === null
      ? await withPixels(picture, path, (pipeline) => pipeline.png().toBuffer())
      : picture.file.bytes;
  const fileName = `${targetStem}${extension ?? '.png'}`;
  const target = join(targetFolder, fileName);
  const partial = `${target}.part`;
  try {
    if (segments.length > 1) await mkdir(dirname(target), { recursive: true });
    if (extension !== null && mode === 'link' && (await linkTo(resolve(path), target)))
      return { fileName, how: 'linked', orientation };
    await writeFile(partial, bytes);
    await rename(partial, target);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw writeError(thrown, target);
  }
  return { fileName, how: extension === null ? 'rewritten' : 'copied', orientation };
}

function writeError(thrown: unknown, target: string): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new AppError('storage.full', `${target}: the disk is full.`, { file: target }, { cause: thrown })
    : new AppError(
        'file.notWritable',
        `${target}: it could not be written (${reason}).`,
        { file: target, cause: code },
        { cause: thrown },
      );
}
