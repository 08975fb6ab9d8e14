import { splitNames } from '#shared/dataset/splits.ts';
import type { Size } from '#shared/geometry/box.ts';
import {
  type LabelledBox,
  type LabelSource,
  type ReadImage,
  type ReadItem,
  type ReadProblem,
  type ScoredBox,
  symbolStates,
} from '../labelData.ts';
import { saidBy, say } from '../reasons/reason.ts';
import {
  type Fields,
  fieldsOf,
  numberAt,
  scoreOrNull,
  sideAt,
  soundBox,
  textOrNull,
} from '../text/fields.ts';
import { damageProblem, type JsonRecord, jsonRecordsOf } from '../text/jsonRecords.ts';
import { fileProblem, recordError, wholeText } from '../text/readText.ts';
import { readLabelXml } from '../text/xmlFields.ts';
import { originOfState } from './writeLabelStudio.ts';

interface Region {
  readonly labelName: string;
  readonly box: LabelledBox['box'];
  readonly fields: Fields;
  readonly size: Size;
}

/** A region; null for one that is no rectangle, such as a choice or a rating. */
function readRegion(value: unknown): Region | null {
  const fields = fieldsOf(value, null);
  if (fields['type'] !== 'rectanglelabels' && fields['type'] !== 'rectangle') return null;
  const size = { width: sideAt(fields, 'original_width'), height: sideAt(fields, 'original_height') };
  const region = fieldsOf(fields['value'], 'value');
  const rotation = region['rotation'];
  if (typeof rotation === 'number' && rotation !== 0) throw recordError('value.rotation', say('box.turned'));
  const labels: unknown = region['rectanglelabels'] ?? region['labels'];
  const first: unknown = Array.isArray(labels) ? labels[0] : null;
  if (typeof first !== 'string' || first === '')
    throw recordError('value.rectanglelabels', say('labelStudio.noLabel'));
  const share = (key: string): number => numberAt(region, key) / 100;
  const box = soundBox(
    share('x') * size.width,
    share('y') * size.height,
    share('width') * size.width,
    share('height') * size.height,
    'value',
  );
  return { labelName: first, box, fields, size };
}

function listAt(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key] ?? [];
  if (!Array.isArray(value)) throw recordError(key, say('value.noList'));
  return value;
}

/** The name of an image. Uploaded files are served as /data/upload/1/name or /data/local-files/?d=path. */
function imageName(image: string): string {
  const local = /^\/data\/local-files\/\?d=(.*)$/.exec(image)?.[1];
  if (local === undefined) return image.replace(/^\/data\/upload\/(\d+\/)?/, '');
  try {
    return decodeURIComponent(local);
  } catch (thrown) {
    throw recordError(null, say('uri.malformed', saidBy(thrown)));
  }
}

/** Reads one task; what is wrong in a region is told and left out. */
function readTask(record: JsonRecord, file: string, problems: ReadProblem[]): ReadImage {
  const task = fieldsOf(record.value, null);
  const data = fieldsOf(task['data'], 'data');
  const image = ['image', 'img', 'ocr', 'url']
    .map((key) => textOrNull(data[key]))
    .find((name) => name !== null);
  if (image === undefined) throw recordError('data.image', say('labelStudio.noImage'));
  let size: Size | null =
    typeof data['width'] === 'number' && typeof data['height'] === 'number'
      ? { width: sideAt(data, 'width'), height: sideAt(data, 'height') }
      : null;
  const boxes: LabelledBox[] = [];
  const detections: ScoredBox[] = [];
  const fileName = imageName(image);
  const regions = (list: string, each: (region: Region, whole: Fields) => void): void => {
    for (const [at, value] of listAt(task, list).entries()) {
      const whole = fieldsOf(value, `${list}[${at}]`);
      if (whole['was_cancelled'] === true) continue;
      for (const [index, result] of listAt(whole, 'result').entries()) {
        try {
          const region = readRegion(result);
          if (region === null) continue;
          size = region.size;
          each(region, whole);
        } catch (thrown) {
          const { field, ...problem } = fileProblem(file, thrown);
          const place = `[${record.index}].${list}[${at}].result[${index}]${field === null ? '' : `.${field}`}`;
          problems.push({ ...problem, line: record.line, field: place, image: fileName });
        }
      }
    }
  };
  regions('annotations', ({ labelName, box, fields }) => {
    const state = symbolStates.find((name) => originOfState[name] === fields['origin']) ?? null;
    boxes.push({ labelName, box, state, score: scoreOrNull(fields['score']) });
  });
  regions('predictions', ({ labelName, box, fields }, whole) => {
    const score = scoreOrNull(fields['score']) ?? scoreOrNull(whole['score']);
    if (score === null) throw recordError('score', say('labelStudio.noScore'));
    detections.push({ labelName, box, score });
  });
  return {
    fileName,
    labelFile: file,
    size,
    latex: textOrNull(data['latex']),
    split: splitNames.find((name) => name === data['split']) ?? null,
    boxes,
    detections,
  };
}

/** The labels of a labelling configuration that stands beside. */
async function* readConfig(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /(^|\/)label_config\.xml$/i.test(path))) {
    const root = readLabelXml(await wholeText(source, file), 'View', 16 * 1024 * 1024);
    const names = root.children
      .flatMap((child) => (child.localName === 'RectangleLabels' ? child.children : []))
      .flatMap((label) => label.attributes.get('value') ?? []);
    yield { kind: 'labels', names };
  }
}

/** Reads lists of tasks. */
export async function* readLabelStudio(source: LabelSource): AsyncGenerator<ReadItem, void> {
  try {
    yield* readConfig(source);
  } catch (thrown) {
    yield { kind: 'problem', problem: fileProblem('label_config.xml', thrown) };
  }
  for (const file of source.files.filter((path) => /\.json$/i.test(path))) {
    try {
      for await (const items of jsonRecordsOf(source, file)) {
        for (const item of items) {
          const problems: ReadProblem[] = [];
          let image: ReadImage | null = null;
          if (item.kind === 'damage') problems.push(damageProblem(file, item));
          else if (item.key === '' && item.index >= 0) {
            try {
              image = readTask(item, file, problems);
            } catch (thrown) {
              const { field, ...problem } = fileProblem(file, thrown);
              const place = `[${item.index}]${field === null ? '' : `.${field}`}`;
              problems.push({ ...problem, line: item.line, field: place, image: null });
            }
          }
          for (const problem of problems) yield { kind: 'problem', problem };
          if (image !== null) yield { kind: 'image', image };
        }
      }
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}
