import {
  type LabelledBox,
  type LabelSource,
  type ReadImage,
  type ReadItem,
  type ReadProblem,
  splitOf,
} from '../labelData.ts';
import { because, say } from '../reasons/reason.ts';
import { soundBoxOfCorners } from '../text/fields.ts';
import { fileProblem, longestRecord, recordError } from '../text/readText.ts';
import { xmlElementsOf } from '../text/xmlElements.ts';
import { childOf, numberOfText, readLabelXml } from '../text/xmlFields.ts';
import type { XmlElement } from '../text/xmlTree.ts';
import { stateOfSource } from './cvatSource.ts';

function readBox(element: XmlElement): LabelledBox {
  const { attributes } = element;
  const labelName = attributes.get('label') ?? '';
  if (labelName === '') throw recordError('label', say('value.empty'));
  const rotation = Number(attributes.get('rotation') ?? 0);
  if (rotation !== 0) throw recordError('rotation', say('box.turned'));
  const at = (name: string): number => numberOfText(attributes.get(name), name);
  return {
    labelName,
    box: soundBoxOfCorners(at('xtl'), at('ytl'), at('xbr'), at('ybr'), 'xtl, ytl, xbr, ybr'),
    state: stateOfSource(attributes.get('source')),
    score: null,
  };
}

/** Shapes of CVAT that hold no symbol's box. */
const otherShapes = ['polygon', 'polyline', 'points', 'ellipse', 'cuboid', 'mask', 'skeleton'];

function readImage(element: XmlElement, file: string, firstLine: number, problems: ReadProblem[]): ReadImage {
  const { attributes } = element;
  const fileName = (attributes.get('name') ?? '').replaceAll('\\', '/');
  if (fileName === '') throw recordError('image.name', say('value.empty'));
  const width = numberOfText(attributes.get('width'), 'image.width');
  const height = numberOfText(attributes.get('height'), 'image.height');
  const boxes: LabelledBox[] = [];
  for (const child of element.children) {
    const line = firstLine + child.line - 1;
    if (otherShapes.includes(child.localName)) {
      const cause = because(say('box.otherShape', { shape: child.localName }));
      problems.push({ file, line, field: child.localName, ...cause, image: fileName });
    }
    if (child.localName !== 'box') continue;
    try {
      boxes.push(readBox(child));
    } catch (thrown) {
      const problem = fileProblem(file, thrown);
      const field = problem.field === null ? 'box' : `box.${problem.field}`;
      problems.push({ ...problem, line, field, image: fileName });
    }
  }
  return {
    fileName,
    labelFile: file,
    size: width >= 1 && height >= 1 ? { width, height } : null,
    latex: null,
    split: splitOf(attributes.get('subset') ?? ''),
    boxes,
    detections: [],
  };
}

/** The labels that the head declares, or null for a head that declares none. */
function labelsOf(head: string, characters: number): readonly string[] | null {
  const meta = /<labels>[\s\S]*<\/labels>/.exec(head)?.[0];
  if (meta === undefined) return null;
  return readLabelXml(meta, 'labels', characters).children.flatMap((label) => {
    const name = childOf(label, 'name')?.text ?? '';
    return name === '' ? [] : [name];
  });
}

async function* readFile(source: LabelSource, file: string): AsyncGenerator<ReadItem, void> {
  for await (const { kind, text, line } of xmlElementsOf(source, file, 'image')) {
    if (kind === 'head') {
      if (!/<annotations[\s>]/.test(text)) throw recordError('annotations', say('cvat.other'));
      if (/<!DOCTYPE/i.test(text)) throw recordError('DOCTYPE', say('xml.documentType'));
      const names = labelsOf(text, longestRecord);
      if (names !== null) yield { kind: 'labels', names };
      continue;
    }
    const problems: ReadProblem[] = [];
    let image: ReadImage | null = null;
    try {
      image = readImage(readLabelXml(text, 'image', longestRecord), file, line, problems);
    } catch (thrown) {
      const problem = fileProblem(file, thrown);
      // No image comes of it, so none lacks boxes.
      problems.push({ ...problem, line: line + (problem.line ?? 1) - 1, image: null });
    }
    for (const problem of problems) yield { kind: 'problem', problem };
    if (image !== null) yield { kind: 'image', image };
  }
}

/** Reads CVAT's XML files. */
export async function* readCvat(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /\.xml$/i.test(path))) {
    try {
      yield* readFile(source, file);
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}
