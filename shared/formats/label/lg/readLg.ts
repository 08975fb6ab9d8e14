import { splitNames } from '#shared/dataset/splits.ts';
import type { LabelledBox, LabelSource, ReadImage, ReadItem, ReadProblem } from '../labelData.ts';
import { because, say } from '../reasons/reason.ts';
import {
  type Fields,
  fieldsOf,
  jsonOf,
  scoreOrNull,
  sideAt,
  soundBox,
  stateOrNull,
  textAt,
  textOrNull,
} from '../text/fields.ts';
import { fileProblem, linesOf, recordError } from '../text/readText.ts';
import { boxMark, imageMark } from './lgComments.ts';
import { LgGraph, type LgObject } from './lgGraph.ts';
import { lgName, nameOfLg } from './lgNames.ts';

/** What comments say of the image and of its objects' boxes. */
interface Known {
  image: Fields | null;
  readonly boxes: Map<string, { readonly fields: Fields; readonly line: number }>;
}

function takeLine(text: string, line: number, graph: LgGraph, known: Known): void {
  if (text.startsWith(imageMark)) known.image = fieldsOf(jsonOf(text.slice(imageMark.length)), null);
  else if (text.startsWith(boxMark)) {
    const fields = fieldsOf(jsonOf(text.slice(boxMark.length)), null);
    known.boxes.set(textAt(fields, 'id'), { fields, line });
  } else if (text.trim() !== '' && !text.trimStart().startsWith('#')) graph.take(text, line);
}

function boxOf({ label }: LgObject, fields: Fields | undefined): LabelledBox {
  if (fields === undefined) throw recordError('O', say('lg.noPlace', { label: nameOfLg(label) }));
  const bbox: unknown = fields['bbox'];
  if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every((value) => typeof value === 'number'))
    throw recordError('bbox', say('value.notFourNumbers'));
  const [x, y, width, height] = bbox as [number, number, number, number];
  // A label that was changed in the graph itself is what somebody meant.
  const written = textAt(fields, 'label');
  return {
    labelName: lgName(written) === label ? written : nameOfLg(label),
    box: soundBox(x, y, width, height, 'bbox'),
    state: stateOrNull(fields['state']),
    score: scoreOrNull(fields['score']),
  };
}

/** Reads one file: its image and what is wrong in it. */
async function readGraph(
  source: LabelSource,
  file: string,
): Promise<{ readonly image: ReadImage | null; readonly problems: readonly ReadProblem[] }> {
  const problems: ReadProblem[] = [];
  const graph = new LgGraph();
  const known: Known = { image: null, boxes: new Map() };
  for await (const { text, line } of linesOf(source, file)) {
    try {
      takeLine(text, line, graph, known);
    } catch (thrown) {
      problems.push({ ...fileProblem(file, thrown), line });
    }
  }
  for (const { line, reason } of graph.brokenRelations())
    problems.push({ file, line, field: 'R', ...because(reason) });
  const boxes: LabelledBox[] = [];
  for (const [id, object] of graph.objects) {
    const own = known.boxes.get(id);
    try {
      boxes.push(boxOf(object, own?.fields));
    } catch (thrown) {
      problems.push({ ...fileProblem(file, thrown), line: own?.line ?? object.line });
    }
  }
  const { image } = known;
  // A graph whose places nobody knows is no image without symbols.
  if (boxes.length === 0 && problems.length > 0) return { image: null, problems };
  return {
    image: {
      fileName: image === null ? file.replace(/^lg\//, '').replace(/\.lg$/i, '.png') : textAt(image, 'image'),
      labelFile: file,
      size: image === null ? null : { width: sideAt(image, 'width'), height: sideAt(image, 'height') },
      latex: image === null ? null : textOrNull(image['latex']),
      split: splitNames.find((name) => name === image?.['split']) ?? null,
      boxes,
      detections: [],
    },
    problems,
  };
}

/**
 * Reads label graphs of objects. Relations are checked and not kept: Surd works them out from the boxes, and again when a
 * box is moved.
 */
export async function* readLg(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /\.lg$/i.test(path))) {
    try {
      const { image, problems } = await readGraph(source, file);
      for (const problem of problems) yield { kind: 'problem', problem };
      if (image !== null) yield { kind: 'image', image };
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}
