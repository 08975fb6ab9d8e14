import type { LabelSource, ReadItem, ReadProblem } from '../labelData.ts';
import { because, say } from '../reasons/reason.ts';
import { fieldsOf, idAt } from '../text/fields.ts';
import { damageProblem, type JsonRecord, jsonRecordsOf } from '../text/jsonRecords.ts';
import { fileProblem, recordError } from '../text/readText.ts';
import { type CocoParts, emptyParts, joinParts, splitOfFile } from './cocoJoin.ts';
import { annotationNumbersOf, categoryOf, imageEntryOf } from './cocoRecords.ts';

/** The lists of a COCO file. */
const coco = ['images', 'annotations', 'categories'] as const;

const jsonFiles = (source: LabelSource): readonly string[] =>
  source.files.filter((path) => /\.json$/i.test(path));

/** Takes one record into the parts. @throws AppError `format.malformed` */
function takeRecord(parts: CocoParts, record: JsonRecord, known: Set<number>): void {
  switch (record.key) {
    case 'images': {
      const image = imageEntryOf(record.value);
      if (known.has(image.id)) throw recordError('id', say('coco.imageTwice', { id: image.id }));
      known.add(image.id);
      parts.images.push(image);
      break;
    }
    case 'categories': {
      const { id, name } = categoryOf(record.value);
      if (parts.names.has(id)) throw recordError('id', say('coco.categoryTwice', { id }));
      parts.names.set(id, name);
      break;
    }
    case 'annotations':
      parts.annotations.add(annotationNumbersOf(record.value, record.index, record.line));
      break;
  }
}

/** Adds the list and the place to the problem of one of its records. */
function problemOf(path: string, record: JsonRecord, thrown: unknown): ReadProblem {
  const { field, ...cause } = fileProblem(path, thrown);
  const place = record.key === '' ? `[${record.index}]` : `${record.key}[${record.index}]`;
  const problem = { ...cause, line: record.line, field: field === null ? place : `${place}.${field}` };
  // A damaged image or category is told again by each annotation that refers to it.
  return record.key === 'annotations' || record.key === '' ? problem : { ...problem, image: null };
}

/** The image of an annotation that is damaged elsewhere; undefined when its reference is damaged too. */
function imageIdOf({ key, value }: JsonRecord): number | undefined {
  if (key !== 'annotations' && key !== '') return undefined;
  try {
    return idAt(fieldsOf(value, null), 'image_id');
  } catch {
    return undefined;
  }
}

/** A damaged record, and the image that lacks a box by it. */
interface DamagedRecord {
  readonly problem: ReadProblem;
  readonly imageId: number | undefined;
}

/** Names the images of damaged records, once all images are known. */
function named(parts: CocoParts, damaged: readonly DamagedRecord[]): readonly ReadProblem[] {
  if (damaged.length === 0) return [];
  const names = new Map(parts.images.map(({ id, fileName }) => [id, fileName]));
  return damaged.map(({ problem, imageId }) =>
    imageId === undefined ? problem : { ...problem, image: names.get(imageId) ?? null },
  );
}

/** Goes through the records of one file; what is wrong with one is told, and the others are taken. */
async function readRecords(
  source: LabelSource,
  path: string,
  damaged: DamagedRecord[],
  take: (record: JsonRecord) => void,
): Promise<void> {
  for await (const items of jsonRecordsOf(source, path)) {
    for (const item of items) {
      if (item.kind === 'damage') damaged.push({ problem: damageProblem(path, item), imageId: undefined });
      else if (item.index >= 0) {
        try {
          take(item);
        } catch (thrown) {
          damaged.push({ problem: problemOf(path, item, thrown), imageId: imageIdOf(item) });
        }
      }
    }
  }
}

function* labelsOf(parts: CocoParts): Generator<ReadItem> {
  const inOrder = [...parts.names].sort(([a], [b]) => a - b).map(([, name]) => name);
  yield { kind: 'labels', names: inOrder };
}

/** Whether a JSON file begins as a COCO data set, a list of results or something else. */
async function kindOf(source: LabelSource, path: string): Promise<'dataset' | 'results' | 'other'> {
  for await (const piece of source.pieces(path)) {
    if (/^\s*\[\s*\]/.test(piece)) return 'results';
    break;
  }
  for await (const items of jsonRecordsOf(source, path)) {
    for (const item of items) {
      if (item.kind === 'damage') return 'dataset';
      if (item.key === '') return isResult(item.value) ? 'results' : 'other';
      if (coco.some((key) => key === item.key) && item.index >= 0) return 'dataset';
      if (['labels', 'shapes', 'version'].includes(item.key)) return 'other';
    }
  }
  return 'dataset';
}

function isResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'image_id' in value && 'score' in value;
}

/** Reads all COCO data sets of a source. Annotations that carry a score of their own are detections. */
export async function* readCocoFiles(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const path of jsonFiles(source)) {
    try {
      if (jsonFiles(source).length > 1 && (await kindOf(source, path)) !== 'dataset') continue;
      const parts = emptyParts();
      const damaged: DamagedRecord[] = [];
      const known = new Set<number>();
      const lists = new Set<string>();
      await readRecords(source, path, damaged, (record) => {
        lists.add(record.key);
        takeRecord(parts, record, known);
      });
      for (const problem of named(parts, damaged)) yield { kind: 'problem', problem };
      if (damaged.length === 0 && !coco.some((key) => lists.has(key)) && parts.images.length === 0) {
        const cause = because(say('coco.noLists'));
        yield { kind: 'problem', problem: { file: path, line: null, field: null, ...cause } };
      }
      yield* labelsOf(parts);
      yield* joinParts(parts, path, 'annotations');
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(path, thrown) };
    }
  }
}

/** A data set that says which image and which category each id is, and the results on it. */
interface ResultGroup {
  readonly path: string;
  readonly parts: CocoParts;
  readonly results: string[];
}

/** Data sets and the results that go with them: those of the same split, or all when there is one data set alone. */
async function groupResults(source: LabelSource, problems: ReadProblem[]): Promise<readonly ResultGroup[]> {
  const groups: ResultGroup[] = [];
  const results: string[] = [];
  for (const path of jsonFiles(source)) {
    try {
      const kind = await kindOf(source, path);
      if (kind === 'results') results.push(path);
      if (kind !== 'dataset') continue;
      const parts = emptyParts();
      const known = new Set<number>();
      const damaged: DamagedRecord[] = [];
      await readRecords(source, path, damaged, (record) => {
        if (record.key === 'images' || record.key === 'categories') takeRecord(parts, record, known);
      });
      problems.push(...named(parts, damaged));
      groups.push({ path, parts, results: [] });
    } catch (thrown) {
      problems.push(fileProblem(path, thrown));
    }
  }
  for (const path of results) {
    const own = groups.filter((group) => splitOfFile(group.path) === splitOfFile(path));
    const group = own[0] ?? (groups.length === 1 ? groups[0] : undefined);
    if (group !== undefined) group.results.push(path);
    else problems.push({ file: path, line: null, field: null, ...because(say('coco.resultsAlone')) });
  }
  return groups;
}

/** Reads COCO results; images and categories come from a data set beside them, since results know ids alone. */
export async function* readCocoResults(source: LabelSource): AsyncGenerator<ReadItem, void> {
  const problems: ReadProblem[] = [];
  const groups = await groupResults(source, problems);
  const all: ReadItem[] = [];
  for (const { path, parts, results } of groups) {
    for (const file of results) {
      const damaged: DamagedRecord[] = [];
      await readRecords(source, file, damaged, ({ value, index, line }) => {
        parts.annotations.add(annotationNumbersOf(value, index, line));
      }).catch((thrown: unknown) => problems.push(fileProblem(file, thrown)));
      problems.push(...named(parts, damaged));
    }
    all.push(...labelsOf(parts));
    all.push(...joinParts(parts, results[0] ?? path, ''));
  }
  for (const problem of problems) yield { kind: 'problem', problem };
  yield* all;
}
