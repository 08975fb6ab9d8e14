import { basename } from 'node:path';
import type { LabelledBox, ReadImage, ReadProblem, ScoredBox } from '#shared/formats/label/labelData.ts';
import { because, failureOf, type Reason, say } from '#shared/formats/label/reasons/reason.ts';
import { readableFormat } from '#shared/formats/label/registry.ts';
import { type Box, clampBox, type Size } from '#shared/geometry/box.ts';
import { boxUpright, sizeInFile } from '#shared/geometry/orientation.ts';
import type { LabelImport, NewImage } from '#shared/ipc/worker/storage.ts';
import type { JobReporter } from '../jobs.ts';
import { Turns } from '../turns.ts';
import type { Workers } from '../workers.ts';
import { openSource } from './diskSource.ts';
import type { Frame } from './exportOptions.ts';
import type { ImportOptions, ImportReport } from './importOptions.ts';
import { type ImageMatch, ImageMatcher } from './matchImages.ts';
import { type MergedBoxes, mergeBoxes } from './mergeBoxes.ts';
import { frameOfReceipt } from './receipt.ts';

const keptProblems = 1_000;
/** Images looked into at the same time. */
const matchesAtOnce = 4;
/** Images that go into one transaction. */
const batchSize = 64;
/** As the contract has it. */
const longestName = 200;

class Problems {
  readonly kept: ReadProblem[] = [];
  count = 0;

  readonly #damagedFiles = new Set<string>();
  readonly #damagedImages = new Set<string>();

  add({ image, ...problem }: ReadProblem): void {
    this.count += 1;
    if (this.kept.length < keptProblems) this.kept.push(problem);
    if (image === undefined) this.#damagedFiles.add(problem.file);
    else if (image !== null) this.#damagedImages.add(`${problem.file}\n${image}`);
  }

  /** Whether boxes of the image could not be read, or may be among what could not be read. */
  concern({ labelFile, fileName }: ReadImage): boolean {
    return this.#damagedFiles.has(labelFile) || this.#damagedImages.has(`${labelFile}\n${fileName}`);
  }
}

/** Everything a file says, its labels by the project's names. */
interface ReadLabels {
  readonly images: readonly ReadImage[];
  /** All names that the files have, in their order, with their boxes. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The size of an image in a frame, by a look into it; null when it cannot be read. */
async function sizeOf(
  workers: Workers,
  path: string,
  frame: Frame | null,
  signal: AbortSignal,
): Promise<Size | null> {
  try {
    const { width, height, orientation } = await workers.imaging.call('probe', { path }, signal);
    return frame === 'file' ? sizeInFile({ width, height }, orientation) : { width, height };
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function readAll(
  workers: Workers,
  options: ImportOptions,
  problems: Problems,
  signal: AbortSignal,
): Promise<ReadLabels & { readonly root: string; readonly frame: Frame | null }> {
  const held: { frame: Frame | null } = { frame: options.frame };
  const size = (path: string): Promise<Size | null> => sizeOf(workers, path, held.frame, signal);
  const source = await openSource(options.paths, size, signal);
  held.frame ??= await frameOfReceipt(source.root);
  const images: ReadImage[] = [];
  const counts = new Map<string, number>();
  const note = (name: string, by: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + by);
  };
  const turns = new Turns();
  const format = readableFormat(options.format);
  const places = new Map<string, number>();
  const add = (image: ReadImage): void => {
    const place = places.get(image.fileName);
    const known = place === undefined ? undefined : images[place];
    if (format.imagesComeInParts !== true || place === undefined || known === undefined) {
      places.set(image.fileName, images.length);
      images.push(image);
      return;
    }
    const boxes = [...known.boxes, ...image.boxes];
    images[place] = { ...known, boxes, detections: [...known.detections, ...image.detections] };
  };
  for await (const item of format.read(source)) {
    signal.throwIfAborted();
    await turns.pass();
    if (item.kind === 'problem') problems.add(item.problem);
    else if (item.kind === 'labels') for (const name of item.names) note(name, 0);
    else {
      add(item.image);
      for (const { labelName } of [...item.image.boxes, ...item.image.detections]) note(labelName, 1);
    }
  }
  if (images.length === 0 && problems.count === 0) {
    const cause = because(say('match.nothing', { format: format.displayName }));
    problems.add({ file: basename(options.paths[0] ?? ''), line: null, field: null, ...cause });
  }
  return { images, counts, root: source.root, frame: held.frame };
}

/** The part of a file's boxes that can be taken: within the image, under names of the project. */
function soundBoxes<Item extends LabelledBox | ScoredBox>(
  items: readonly Item[],
  image: ReadImage,
  size: Size,
  mapping: ImportOptions['mapping'],
  problems: Problems,
): readonly Item[] {
  return items.flatMap((item) => {
    const mapped = mapping.get(item.labelName);
    if (mapped === null) return [];
    const labelName = mapped ?? item.labelName;
    const box = clampBox(item.box, size);
    const tell = (reason: Reason): readonly Item[] => {
      const { labelFile: file, fileName } = image;
      problems.add({ file, line: null, field: fileName, ...because(reason), image: fileName });
      return [];
    };
    if (labelName.length > longestName) return tell(say('match.longLabel', { limit: longestName }));
    if (box === null) return tell(say('match.outside', { label: labelName }));
    return [{ ...item, labelName, box }];
  });
}

interface Matched {
  readonly image: ReadImage;
  readonly match: Exclude<ImageMatch, { readonly kind: 'missing' }>;
}

async function matchAll(
  matcher: ImageMatcher,
  images: readonly ReadImage[],
  problems: Problems,
  reporter: JobReporter,
): Promise<readonly Matched[]> {
  const matched: Matched[] = [];
  const taken = new Set<string>();
  const one = async (image: ReadImage): Promise<ImageMatch> => {
    try {
      return await matcher.match(image, reporter.signal);
    } catch (thrown) {
      reporter.signal.throwIfAborted();
      return { kind: 'missing', cause: failureOf(thrown) };
    }
  };
  for (let at = 0; at < images.length; at += matchesAtOnce) {
    reporter.signal.throwIfAborted();
    const some = images.slice(at, at + matchesAtOnce);
    const found = await Promise.all(some.map(async (image) => ({ image, match: await one(image) })));
    for (const { image, match } of found) {
      const place = { file: image.labelFile, line: null, field: image.fileName, image: null };
      if (match.kind === 'missing') {
        problems.add({ ...place, ...match.cause });
        continue;
      }
      const key = match.kind === 'known' ? String(match.imageId) : match.probed.sha256;
      if (taken.has(key)) problems.add({ ...place, ...because(say('match.imageTwice')) });
      else matched.push({ image, match });
      taken.add(key);
      reporter.step(image.fileName);
    }
  }
  return matched;
}

/** Brings the images in that the project does not have, and gives the id of every image. */
async function addImages(
  workers: Workers,
  matched: readonly Matched[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const ids: number[] = matched.map(({ match }) => (match.kind === 'known' ? match.imageId : 0));
  const fresh = matched.flatMap(({ image, match }, index) =>
    match.kind === 'new' ? [{ index, image, probed: match.probed }] : [],
  );
  for (let at = 0; at < fresh.length; at += batchSize) {
    signal.throwIfAborted();
    const some = fresh.slice(at, at + batchSize);
    const images = some.map(
      // What the file itself says of its symbols stands back: the label file is what was asked for.
      ({ image, probed }): NewImage => ({ ...probed, latex: image.latex ?? probed.latex, symbols: [] }),
    );
    const added = await workers.storage.call('addImages', { images });
    for (const [place, { index }] of some.entries()) ids[index] = added[place]?.imageId ?? 0;
  }
  return ids;
}

/**
 * Reads label files into the open project. All of them are read, matched and compared first; then images that are not
 * there are added, and all labels go in as one step that can be undone. A dry run ends before the first change.
 *
 * @param onImported - told of the images whose boxes are others now
 * @throws AppError `format.unknown`, `file.*`, `storage.*`
 */
export async function importLabels(
  workers: Workers,
  options: ImportOptions,
  reporter: JobReporter,
  onImported: (imageIds: readonly number[]) => void = () => undefined,
): Promise<ImportReport> {
  const { signal } = reporter;
  const problems = new Problems();
  const { images, counts, root, frame } = await readAll(workers, options, problems, signal);
  reporter.setTotal(images.length);
  const projectImages = await workers.storage.call('selectImages', { states: null, flagged: null });
  const matcher = new ImageMatcher(workers, root, options.imageFolder, frame, projectImages);
  const matched = await matchAll(matcher, images, problems, reporter);
  const labels = await workers.storage.call('listLabels', {});
  const nameOf = new Map(labels.map(({ id, name }) => [id, name]));

  const known = matched.flatMap(({ match }) => (match.kind === 'known' ? [match.imageId] : []));
  const stored = new Map<number, Awaited<ReturnType<typeof storedOf>>[number]>();
  for (let at = 0; at < known.length; at += batchSize) {
    signal.throwIfAborted();
    for (const one of await storedOf(workers, known.slice(at, at + batchSize))) stored.set(one.image.id, one);
  }

  const merged: MergedBoxes[] = [];
  let damaged = 0;
  const turns = new Turns();
  for (const { image, match } of matched) {
    signal.throwIfAborted();
    await turns.pass();
    const own = match.kind === 'known' ? stored.get(match.imageId) : undefined;
    const size =
      own?.image ?? (match.kind === 'new' ? match.probed : (image.size ?? { width: 1, height: 1 }));
    const upright = <Item extends { readonly box: Box }>(items: readonly Item[]): readonly Item[] =>
      match.turn === 1
        ? items
        : items.map((item) => ({ ...item, box: boxUpright(item.box, size, match.turn) }));
    const theirs = {
      boxes: soundBoxes(upright(image.boxes), image, size, options.mapping, problems),
      detections: soundBoxes(upright(image.detections), image, size, options.mapping, problems),
    };
    const isDamaged = problems.concern(image);
    if (isDamaged) damaged += 1;
    merged.push(
      mergeBoxes(
        theirs,
        own?.annotations ?? [],
        own?.detections ?? [],
        (id) => nameOf.get(id) ?? '',
        options.conflicts,
        !isDamaged,
      ),
    );
  }

  const sum = (count: (one: MergedBoxes) => number): number =>
    merged.reduce((total, one) => total + count(one), 0);
  const projectNames = new Set(nameOf.values());
  const mapped = (name: string): string | null => {
    const other = options.mapping.get(name);
    return other === undefined ? name : other;
  };
  const report: ImportReport = {
    dryRun: options.dryRun,
    images: images.length,
    imagesAdded: matched.filter(({ match }) => match.kind === 'new').length,
    unchanged: sum(({ outcome }) => (outcome === 'unchanged' ? 1 : 0)),
    conflicts: sum(({ outcome }) => (outcome === 'conflict' ? 1 : 0)),
    damaged,
    boxesAdded: sum(({ drawn }) => drawn.length),
    boxesRemoved: sum(({ removed }) => removed.length),
    detectionsAdded: sum(({ detections }) => detections.length),
    labels: [...counts].map(([name, boxes]) => {
      const mapsTo = mapped(name);
      return { name, mapsTo, isNew: mapsTo !== null && !projectNames.has(mapsTo), boxes };
    }),
    problems: problems.kept,
    problemCount: problems.count,
  };
  if (options.dryRun) return report;

  const ids = await addImages(workers, matched, signal);
  signal.throwIfAborted();
  const changes: LabelImport[] = [];
  const markReviewed: number[] = [];
  for (const [index, { removed, updated, drawn, detections, isTruth }] of merged.entries()) {
    const imageId = ids[index] ?? 0;
    const baseRevision = stored.get(imageId)?.revision ?? 0;
    if (removed.length + updated.length + drawn.length + detections.length > 0)
      changes.push({ imageId, baseRevision, removed, updated, drawn, detections });
    if (isTruth) markReviewed.push(imageId);
  }
  const labelNames = [...counts.keys()]
    .map(mapped)
    .filter((name): name is string => name !== null && name.length <= longestName);
  const { imageIds } = await workers.storage.call('importLabels', {
    labelNames,
    images: changes,
    markReviewed,
  });
  onImported(imageIds);
  return report;
}

function storedOf(workers: Workers, imageIds: readonly number[]) {
  return workers.storage.call('exportImages', { imageIds, withDetections: true });
}
