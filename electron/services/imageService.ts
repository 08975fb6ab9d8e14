import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { InkFindings } from '#shared/checks/inkFindings.ts';
import type { LabelledBox } from '#shared/checks/labelledBox.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { ImageFile } from '#shared/ipc/worker/storage.ts';
import { findImageFile } from './findImageFile.ts';
import type { Workers } from './workers.ts';

/** Longer side of a thumbnail: twice the 56 px that the list shows, for dense displays. */
const thumbnailEdge = 112;

/** Images of the open project as the window shows them. Thumbnails are kept by the hash of the image. */
export class ImageService {
  readonly #workers: Workers;
  readonly #projectPath: () => string;
  readonly #cacheFolder: string;

  constructor(workers: Workers, projectPath: () => string, cacheFolder: string) {
    this.#workers = workers;
    this.#projectPath = projectPath;
    this.#cacheFolder = cacheFolder;
  }

  async display(imageId: number): Promise<{ readonly bytes: Uint8Array; readonly contentType: string }> {
    const { file, path } = await this.#locate(imageId);
    return this.#workers.imaging.call('display', { path, kind: file.kind });
  }

  async thumbnail(imageId: number): Promise<Uint8Array> {
    const file = await this.#fileOf(imageId);
    const folder = join(this.#cacheFolder, file.sha256.slice(0, 2));
    const cached = join(folder, `${file.sha256}-${thumbnailEdge}.webp`);
    try {
      return await readFile(cached);
    } catch {
      // Not made yet.
    }
    const path = await findImageFile(this.#workers, this.#projectPath(), file);
    const bytes = await this.#workers.imaging.call('thumbnail', {
      path,
      kind: file.kind,
      edge: thumbnailEdge,
    });
    try {
      await mkdir(folder, { recursive: true });
      const temporary = `${cached}.${process.pid}.new`;
      await writeFile(temporary, bytes);
      await rename(temporary, cached);
    } catch {
      // A cache that cannot be written costs time alone.
    }
    return bytes;
  }

  /** See `ImagingMethods.checkInk`. Errors: `image.*`, `file.*`, `ink.*`. */
  async checkInk(imageId: number, symbols: readonly LabelledBox[]): Promise<InkFindings> {
    const { file, path } = await this.#locate(imageId);
    const { size, findings } = await this.#workers.imaging.call('checkInk', {
      path,
      kind: file.kind,
      symbols,
    });
    if (size.width === file.width && size.height === file.height) return findings;
    throw new AppError(
      'image.changed',
      `${path} has been changed since it was opened: it was ${file.width} x ${file.height} and is ${size.width} x ${size.height} now. Open it again to take the new one in.`,
      { file: path },
    );
  }

  /** See `ImagingMethods.snapToInk`. */
  async snapToInk(
    imageId: number,
    symbols: readonly LabelledBox[],
    which: readonly number[],
  ): Promise<readonly (Box | null)[]> {
    const { file, path } = await this.#locate(imageId);
    return this.#workers.imaging.call('snapToInk', { path, kind: file.kind, symbols, which });
  }

  async #fileOf(imageId: number): Promise<ImageFile> {
    const [file] = await this.#workers.storage.call('getImageFiles', { imageIds: [imageId] });
    if (file === undefined)
      throw new AppError('storage.unknownRecord', 'This image is no longer in the project.', { imageId });
    return file;
  }

  async #locate(imageId: number): Promise<{ file: ImageFile; path: string }> {
    const file = await this.#fileOf(imageId);
    return { file, path: await findImageFile(this.#workers, this.#projectPath(), file) };
  }
}
