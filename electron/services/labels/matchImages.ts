import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadImage } from '#shared/formats/label/labelData.ts';
import { because, type Cause, say } from '#shared/formats/label/reasons/reason.ts';
import type { Size } from '#shared/geometry/box.ts';
import { type Orientation, sizeInFile } from '#shared/geometry/orientation.ts';
import type { ProbedImage } from '#shared/ipc/worker/imaging.ts';
import type { SelectedImage } from '#shared/ipc/worker/storage.ts';
import type { Workers } from '../workers.ts';
import type { Frame } from './exportOptions.ts';

/** An image of a file and the project's image that it is. `turn` is how the labels' pixels stand to the upright ones. */
export type ImageMatch =
  | { readonly kind: 'known'; readonly imageId: number; readonly turn: Orientation }
  /** It is not in the project; its file is there. */
  | { readonly kind: 'new'; readonly probed: ProbedImage; readonly turn: Orientation }
  | { readonly kind: 'missing'; readonly cause: Cause };

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

const isSameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/** How the pixels of labels stand to the upright ones; null when their size is of neither. */
function turnOf(probed: ProbedImage, labels: Size | null, frame: Frame | null): Orientation | null {
  const { orientation } = probed;
  if (frame !== 'file' && (labels === null || isSameSize(labels, probed))) return 1;
  if (frame !== 'upright' && (labels === null || isSameSize(labels, sizeInFile(probed, orientation))))
    return orientation;
  return null;
}

function otherSize(name: string, own: Size, labels: Size | null): ImageMatch {
  const image = { name, width: own.width, height: own.height };
  const reason =
    labels === null
      ? say('match.otherPixels', image)
      : say('match.otherSize', { ...image, labelsWidth: labels.width, labelsHeight: labels.height });
  return { kind: 'missing', cause: because(reason) };
}

/** Finds the project's images for images that files name: by the bytes of the file, or else by path. */
export class ImageMatcher {
  readonly #workers: Workers;
  readonly #root: string;
  readonly #imageFolder: string | null;
  readonly #frame: Frame | null;
  /** Project images by the end of their path, without extension; null where several share it. */
  readonly #byStem = new Map<string, number | null>();

  constructor(
    workers: Workers,
    root: string,
    imageFolder: string | null,
    frame: Frame | null,
    projectImages: readonly SelectedImage[],
  ) {
    this.#workers = workers;
    this.#root = root;
    this.#imageFolder = imageFolder;
    this.#frame = frame;
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
        ? { kind: 'missing', cause: because(say('match.noImage', { name: image.fileName })) }
        : this.#checked(byPath, image, signal);
    }
    const probed = await this.#workers.imaging.call('probe', { path }, signal);
    const turn = turnOf(probed, image.size, this.#frame);
    if (turn === null) return otherSize(image.fileName, probed, image.size);
    const known = await this.#workers.storage.call('findByHash', { sha256: probed.sha256 });
    if (known !== null) return { kind: 'known', imageId: known.imageId, turn };
    // An export writes ink and turned pictures as PNG: other bytes, another extension, the same image.
    if (byPath !== null) {
      const own = await this.#workers.storage.call('getImage', { imageId: byPath });
      const hasOtherExtension =
        keyOf(own.path.slice(own.path.lastIndexOf('.'))) !== keyOf(path.slice(path.lastIndexOf('.')));
      if (hasOtherExtension && own.width === probed.width && own.height === probed.height)
        return { kind: 'known', imageId: byPath, turn };
    }
    return { kind: 'new', probed, turn };
  }

  /** The project's image, whose file is looked into only where its size alone does not say how the labels stand. */
  async #checked(imageId: number, image: ReadImage, signal: AbortSignal): Promise<ImageMatch> {
    const own = await this.#workers.storage.call('getImage', { imageId });
    const fits = image.size === null || isSameSize(image.size, own);
    if (fits && this.#frame !== 'file') return { kind: 'known', imageId, turn: 1 };
    const [file] = await this.#workers.storage.call('getImageFiles', { imageIds: [imageId] });
    const probed =
      file !== undefined && (await isFile(file.absolutePath))
        ? await this.#workers.imaging.call('probe', { path: file.absolutePath }, signal)
        : null;
    const turn = probed === null ? null : turnOf(probed, image.size, this.#frame);
    return turn === null ? otherSize(own.path, own, image.size) : { kind: 'known', imageId, turn };
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
