import type { SplitName } from '#shared/dataset/splits.ts';
import type { Size } from '#shared/geometry/box.ts';
import {
  type LabelledBox,
  type LabelSource,
  type ReadItem,
  type ReadProblem,
  type ScoredBox,
  splitOf,
} from '../labelData.ts';
import { because, say } from '../reasons/reason.ts';
import { soundBox } from '../text/fields.ts';
import { fileProblem, linesOf, recordError, wholeText } from '../text/readText.ts';
import { numberOfText } from '../text/xmlFields.ts';
import { readDataYaml } from './dataYaml.ts';
import { yoloBox } from './yoloBox.ts';

const longestYaml = 8 * 1024 * 1024;
const imageName = /\.(png|jpe?g|bmp|webp|gif|tiff?)$/i;

/** The names by number; a list's places are its numbers. */
async function namesOf(source: LabelSource): Promise<ReadonlyMap<number, string>> {
  const yaml = source.files.find((path) => /(^|\/)[^/]*\.ya?ml$/i.test(path));
  if (yaml !== undefined) {
    const names = readDataYaml(await wholeText(source, yaml, longestYaml)).get('names');
    if (Array.isArray(names)) return new Map((names as string[]).map((name, index) => [index, name]));
    if (names instanceof Map)
      return new Map([...(names as ReadonlyMap<string, string>)].map(([key, name]) => [Number(key), name]));
    throw recordError('names', say('yolo.noNames', { name: yaml }));
  }
  const list = source.files.find((path) => /(^|\/)(classes|obj|_darknet)\.(txt|names|labels)$/i.test(path));
  if (list === undefined) throw recordError('names', say('yolo.noNameFile'));
  const names = new Map<number, string>();
  for await (const { text, line } of linesOf(source, list)) if (text !== '') names.set(line - 1, text);
  return names;
}

/** The label file of an image: the last folder `images` of its path is `labels`, as Ultralytics has it. */
function labelFileOf(image: string): string {
  const parts = image.replace(imageName, '.txt').split('/');
  const place = parts.slice(0, -1).lastIndexOf('images');
  return place === -1 ? parts.join('/') : parts.with(place, 'labels').join('/');
}

function splitOfPath(path: string): SplitName | null {
  return (
    path
      .split('/')
      .slice(0, -1)
      .map(splitOf)
      .find((split) => split !== null) ?? null
  );
}

interface YoloLine {
  readonly box: LabelledBox | null;
  readonly detection: ScoredBox | null;
}

function readLine(text: string, size: Size, names: ReadonlyMap<number, string>): YoloLine {
  const words = text.trim().split(/\s+/);
  if (words.length !== 5 && words.length !== 6)
    throw recordError(null, say('yolo.fields', { count: words.length }));
  const label = Number(words[0]);
  const labelName = names.get(label);
  if (labelName === undefined || labelName === '')
    throw recordError('class', say('yolo.noLabel', { label: words[0] ?? '' }));
  const [cx, cy, w, h] = ['x_center', 'y_center', 'width', 'height'].map((field, index) =>
    numberOfText(words[index + 1], field),
  ) as [number, number, number, number];
  if (Math.max(Math.abs(cx), Math.abs(cy), w, h) > 1.01) throw recordError(null, say('yolo.noShares'));
  const { x, y, width, height } = yoloBox(cx, cy, w, h, size);
  const box = soundBox(x, y, width, height, 'box');
  if (words.length === 5) return { box: { labelName, box, state: null, score: null }, detection: null };
  const score = numberOfText(words[5], 'confidence');
  if (score < 0 || score > 1) throw recordError('confidence', say('value.noScore'));
  return { box: null, detection: { labelName, box, score } };
}

/** Reads a YOLO tree, or a folder of text files beside their images. Images without a text file have no boxes. */
export async function* readYolo(source: LabelSource): AsyncGenerator<ReadItem, void> {
  let names: ReadonlyMap<number, string>;
  try {
    names = await namesOf(source);
  } catch (thrown) {
    yield { kind: 'problem', problem: fileProblem(source.files[0] ?? '', thrown) };
    return;
  }
  const inOrder = [...names].sort(([a], [b]) => a - b).map(([, name]) => name);
  yield { kind: 'labels', names: inOrder };
  const images = new Map<string, string>();
  for (const path of source.files) if (imageName.test(path)) images.set(labelFileOf(path), path);
  const seen = new Set<string>();
  for (const file of source.files) {
    const isListing = /(^|\/)(classes|train|val|valid|test|readme[^/]*)\.txt$/i.test(file);
    const isLabel = /\.txt$/i.test(file) && (!isListing || /(^|\/)labels\//.test(file));
    if (!isLabel) continue;
    const path = images.get(file);
    seen.add(file);
    const size = path === undefined ? null : await source.imageSize(path);
    if (path === undefined || size === null) {
      const reason = path === undefined ? say('yolo.noImage') : say('yolo.unreadableImage', { name: path });
      yield { kind: 'problem', problem: { file, line: null, field: null, ...because(reason) } };
      continue;
    }
    const boxes: LabelledBox[] = [];
    const detections: ScoredBox[] = [];
    const problems: ReadProblem[] = [];
    try {
      for await (const { text, line } of linesOf(source, file)) {
        if (text.trim() === '') continue;
        try {
          const { box, detection } = readLine(text, size, names);
          if (box !== null) boxes.push(box);
          if (detection !== null) detections.push(detection);
        } catch (thrown) {
          problems.push({ ...fileProblem(file, thrown), line });
        }
      }
    } catch (thrown) {
      problems.push(fileProblem(file, thrown));
    }
    for (const problem of problems) yield { kind: 'problem', problem };
    const fileName = path.replace(/^images\//, '');
    const image = {
      fileName,
      labelFile: file,
      size,
      latex: null,
      split: splitOfPath(file),
      boxes,
      detections,
    };
    yield { kind: 'image', image };
  }
  for (const [file, path] of images) {
    if (seen.has(file)) continue;
    const size = await source.imageSize(path);
    const fileName = path.replace(/^images\//, '');
    const image = {
      fileName,
      labelFile: path,
      size,
      latex: null,
      split: splitOfPath(path),
      boxes: [],
      detections: [],
    };
    yield { kind: 'image', image };
  }
}
