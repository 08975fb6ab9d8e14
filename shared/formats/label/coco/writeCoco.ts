// COCO object detection (cocodataset.org/#format-data): "info", "licenses", "images", "annotations", "categories".
import { AppError } from '#shared/base/errors.ts';
import { TextChunks } from '../text/textChunks.ts';
import { type WrittenBox, writtenBox } from './cocoBox.ts';
import type { CocoDataset, CocoDetection, CocoImage, CocoSummary, CocoSymbol } from './cocoDataset.ts';

const mismatch = (message: string, details: Readonly<Record<string, string | number>>): AppError =>
  new AppError('export.mismatch', message, details);

function categoryIds(labelNames: readonly string[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  for (const name of labelNames) {
    if (name === '') throw mismatch('A label has an empty name.', { label: name });
    if (ids.has(name)) throw mismatch(`The label "${name}" stands in the set twice.`, { label: name });
    ids.set(name, ids.size + 1);
  }
  return ids;
}

/** Refuses what readers would take for another file, or for none. */
function checkImage(image: CocoImage<unknown>, known: Set<string>, isFreePath: boolean): void {
  const { fileName, width, height } = image;
  const segments = fileName.split('/');
  const isRelative =
    !segments.some((part) => part === '' || part === '.' || part === '..') &&
    !/^[A-Za-z]:|\\|\0/.test(fileName);
  if (fileName === '' || (!isFreePath && !isRelative)) {
    throw mismatch(`"${fileName}" is no relative path with forward slashes.`, { file: fileName });
  }
  if (known.has(fileName)) throw mismatch(`Two images have the name "${fileName}".`, { file: fileName });
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) {
    throw mismatch(`${fileName}: ${width} x ${height} is no size of an image.`, {
      file: fileName,
      width,
      height,
    });
  }
  known.add(fileName);
}

/** What differs between ground truth and results. */
interface Flavour<Item> {
  readonly extras: (item: Item) => Readonly<Record<string, unknown>>;
  /** Whether a box wholly outside its image is left out; otherwise it is an error. */
  readonly dropsOutside: boolean;
  /** Whether a file name may be any path, as a user typed it. */
  readonly isFreePath: boolean;
}

/**
 * Annotations are handed on as they come. The images' own lines, some 100 bytes each, are kept until the annotations are
 * done, since JSON wants each list in one piece: 50,000 images take some 5 MB, however many symbols are on them.
 */
async function* write<Item extends { readonly labelName: string; readonly box: CocoSymbol['box'] }>(
  dataset: CocoDataset<Item>,
  flavour: Flavour<Item>,
): AsyncGenerator<string, CocoSummary> {
  const ids = categoryIds(dataset.labelNames);
  const info = {
    description: dataset.description,
    version: '1.0',
    year: Number(dataset.createdAt.slice(0, 4)),
    contributor: '',
    url: '',
    date_created: dataset.createdAt,
  };
  const categories = dataset.labelNames.map((name, index) => ({
    id: index + 1,
    name,
    supercategory: 'symbol',
  }));
  const chunk = new TextChunks();
  chunk.add(
    `{"info":${JSON.stringify(info)},\n"licenses":[],\n"categories":${JSON.stringify(categories)},\n"annotations":[`,
  );

  const imageLines: string[] = [];
  const names = new Set<string>();
  let annotationId = 0;
  for await (const image of dataset.images) {
    checkImage(image, names, flavour.isFreePath);
    const imageId = imageLines.length + 1;
    const { fileName, width, height, latex } = image;
    const known = { id: imageId, file_name: fileName, width, height };
    imageLines.push(JSON.stringify(typeof latex === 'string' ? { ...known, latex } : known));
    for (const item of image.items) {
      const categoryId = ids.get(item.labelName);
      if (categoryId === undefined) {
        throw mismatch(`${fileName}: the label "${item.labelName}" is not in the set.`, {
          file: fileName,
          label: item.labelName,
        });
      }
      const written: WrittenBox | null = writtenBox(item.box, image);
      if (written === null) {
        if (flavour.dropsOutside) continue;
        throw mismatch(`${fileName}: a box of "${item.labelName}" lies outside of the image.`, {
          file: fileName,
          label: item.labelName,
        });
      }
      annotationId++;
      const annotation = {
        id: annotationId,
        image_id: imageId,
        category_id: categoryId,
        bbox: written.bbox,
        area: written.area,
        iscrowd: 0,
        segmentation: [],
        ...flavour.extras(item),
      };
      chunk.add(`${annotationId === 1 ? '\n' : ',\n'}${JSON.stringify(annotation)}`);
      if (chunk.isFull) yield chunk.take();
    }
  }
  chunk.add('],\n"images":[');
  for (const [index, line] of imageLines.entries()) {
    chunk.add(`${index === 0 ? '\n' : ',\n'}${line}`);
    if (chunk.isFull) yield chunk.take();
  }
  chunk.add(']}\n');
  yield chunk.take();
  return { images: imageLines.length, annotations: annotationId };
}

/**
 * Writes symbols as COCO ground truth, in pieces of text. Ids are from 1: cocoapi reads annotation id 0 as "unmatched",
 * which lowers a perfect detector's AP. A detection's score stands in `attributes`, never where results have theirs.
 *
 * @throws AppError `export.mismatch` for a label outside the set, a name that is not unique or not relative, or a box
 * wholly outside its image
 * @param isFreePath - whether file names may be absolute, as of images that stay where they are
 */
export function writeCoco(
  dataset: CocoDataset<CocoSymbol>,
  isFreePath = false,
): AsyncGenerator<string, CocoSummary> {
  return write(dataset, {
    extras: ({ state, score }) => ({ attributes: state === null ? { score } : { state, score } }),
    dropsOutside: false,
    isFreePath,
  });
}

/**
 * Writes detections as one COCO object whose annotations carry `score`. File names are written as given. A box of which
 * no part lies in its image has found nothing there, and is left out.
 *
 * @throws AppError `export.mismatch` for a label outside the set or a file that is given twice
 */
export function writeCocoDetections(
  dataset: CocoDataset<CocoDetection>,
): AsyncGenerator<string, CocoSummary> {
  return write(dataset, { extras: ({ score }) => ({ score }), dropsOutside: true, isFreePath: true });
}
