import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadImage } from '#shared/formats/label/labelData.ts';
import type { ProbedImage } from '#shared/ipc/worker/imaging.ts';
import type { SelectedImage } from '#shared/ipc/worker/storage.ts';
import type { Workers } from '../workers.ts';

/** An image of a file and the project's image that it is. */
export type ImageMatch =
  | { readonly kind: 'known'; readonly imageId: number }
  /** It is not in the project; its file is there. */
  | { readonly kind: 'new'; readonly probed: ProbedImage }
  | { readonly kind: 'missing'; readonly cause: string };

const withoutExtension = (path: string): string => path.replace(/(?<=[^/])\.[^./]*$/, '');
const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Names that a label file may mean by one: Windows' slashes, and the eight digits that Label Studio puts before. */
function namesOf(fileName: string): readonly string[] {
  const name = fileName.replaceAll('\\', '/');
  const uploaded = name.replace(/(^|\/)[0-9a-f]{8}-(?=[^/]+$)/, '$1');
  return [...new Set([fileName, name, uploaded])];
}

/** Where an image that a label file names may stand, the likeliest first. */
function candidates(image: ReadImage, root: string, imageFolder: string | null): readonly string[] {
  if (/^file:\/\//i.test(image.fileName)) {
    try {
      return [fileURLToPath(image.fileName)];
    } catch {
      return [];
    }
  }
  if (isAbsolute(image.fileName)) return [image.fileName];
  const own = join(root, dirname(image.labelFile));
  const folders = [
    ...(imageFolder === null ? [] : [imageFolder]),
    join(root, 'images'),
    join(root, 'JPEGImages'),
    root,
    own,
    // `Annotations/a/1.xml` may name `1.jpg` of `JPEGImages/a`.
    own.replace(/([/\\])Annotations(?=[/\\]|$)/, '$1JPEGImages'),
    join(own, 'images'),
    join(own, '..', 'images'),
    join(own, '..', 'JPEGImages'),
  ];
  return namesOf(image.fileName).flatMap((name) => [
    ...folders.map((folder) => join(folder, name)),
    ...(imageFolder === null ? [] : [join(imageFolder, basename(name))]),
  ]);
}

/** Finds the project's images for images that files name: by the bytes of the file, or else by path. */
export class ImageMatcher {
  readonly #workers: Workers;
  readonly #root: string;
  readonly #imageFolder: string | null;
  /** Project images by the end of their path, without extension; null where several share it. */
  readonly #byStem = new Map<string, number | null>();

  constructor(
    workers: Workers,
    root: string,
    imageFolder: string | null,
    projectImages: readonly SelectedImage[],
  ) {
    this.#workers = workers;
    this.#root = root;
    this.#imageFolder = imageFolder;
    for (const { imageId, path } of projectImages) {
      const parts = keyOf(withoutExtension(path)).split('/');
      for (let from = 0; from < parts.length; from++) {
        const end = parts.slice(from).join('/');
        this.#byStem.set(end, this.#byStem.has(end) ? null : imageId);
      }
    }
  }

  /** @param signal - ends the search of a file */
  async match(image: ReadImage, signal: AbortSignal): Promise<ImageMatch> {
    const path = await this.#fileOf(image);
    const byPath = this.#byPath(image.fileName);
    if (path === null) {
      return byPath === null
        ? {
            kind: 'missing',
            cause: `there is no image ${image.fileName} beside the labels, and the project has none of this path.`,
          }
        : this.#checked(byPath, image);
    }
    const probed = await this.#workers.imaging.call('probe', { path }, signal);
    if (image.size !== null && (image.size.width !== probed.width || image.size.height !== probed.height)) {
      const { width, height } = image.size;
      const cause = `${image.fileName} is ${probed.width} x ${probed.height}, the labels are of ${width} x ${height}.`;
      return { kind: 'missing', cause };
    }
    const known = await this.#workers.storage.call('findByHash', { sha256: probed.sha256 });
    if (known !== null) return { kind: 'known', imageId: known.imageId };
    // An export writes ink and turned pictures as PNG: other bytes, another extension, the same image.
    if (byPath !== null) {
      const own = await this.#workers.storage.call('getImage', { imageId: byPath });
      const hasOtherExtension =
        keyOf(own.path.slice(own.path.lastIndexOf('.'))) !== keyOf(path.slice(path.lastIndexOf('.')));
      if (hasOtherExtension && own.width === probed.width && own.height === probed.height)
        return { kind: 'known', imageId: byPath };
    }
    return { kind: 'new', probed };
  }

  async #checked(imageId: number, image: ReadImage): Promise<ImageMatch> {
    const own = await this.#workers.storage.call('getImage', { imageId });
    if (image.size === null || (image.size.width === own.width && image.size.height === own.height))
      return { kind: 'known', imageId };
    const { width, height } = image.size;
    const cause = `${own.path} is ${own.width} x ${own.height} in the project, the labels are of ${width} x ${height}.`;
    return { kind: 'missing', cause };
  }

  async #fileOf(image: ReadImage): Promise<string | null> {
    for (const path of candidates(image, this.#root, this.#imageFolder)) if (await isFile(path)) return path;
    return null;
  }

  /** The only project image whose path ends as this one does: all of it, or else the name alone. */
  #byPath(fileName: string): number | null {
    for (const name of namesOf(fileName)) {
      const parts = keyOf(withoutExtension(name)).split('/');
      for (let from = 0; from < parts.length; from++) {
        const found = this.#byStem.get(parts.slice(from).join('/'));
        if (found !== undefined) return found;
      }
    }
    return null;
  }
}
