import { splitNames, type SplitName } from '#shared/dataset/splits.ts';
import type { LabelledBox, LabelSource, ReadImage, ReadItem } from '../labelData.ts';
import { say } from '../reasons/reason.ts';
import { soundBox } from '../text/fields.ts';
import { fileProblem, linesOf, recordError, wholeText } from '../text/readText.ts';
import { childOf, childText, numberOfText, readLabelXml } from '../text/xmlFields.ts';
import type { XmlElement } from '../text/xmlTree.ts';
import type { VocMode } from './vocBox.ts';

const longestFile = 32 * 1024 * 1024;

/** `ImageSets/Main/train.txt` and its like: the stem of each image by line. */
async function splitsOf(source: LabelSource): Promise<ReadonlyMap<string, SplitName>> {
  const splits = new Map<string, SplitName>();
  for (const split of splitNames) {
    for (const file of source.files.filter((path) => path.endsWith(`ImageSets/Main/${split}.txt`))) {
      for await (const { text } of linesOf(source, file)) {
        const stem = text.trim();
        if (stem !== '') splits.set(stem, split);
      }
    }
  }
  return splits;
}

function readObject(object: XmlElement, mode: VocMode): LabelledBox {
  const bndbox = childOf(object, 'bndbox');
  if (bndbox === null) throw recordError('bndbox', say('value.missing'));
  const at = (name: string): number => numberOfText(childText(bndbox, name), `bndbox.${name}`);
  const corners = { xmin: at('xmin'), ymin: at('ymin'), xmax: at('xmax'), ymax: at('ymax') };
  const { x, y, width, height } = mode.box(corners);
  // Not trimmed: a label may begin with a space.
  const labelName = childOf(object, 'name')?.text ?? '';
  if (labelName === '') throw recordError('name', say('value.empty'));
  return {
    labelName,
    box: soundBox(x, y, width, height, 'bndbox'),
    state: null,
    score: null,
  };
}

function sizeOf(root: XmlElement): ReadImage['size'] {
  const size = childOf(root, 'size');
  if (size === null) return null;
  const width = numberOfText(childText(size, 'width'), 'size.width');
  const height = numberOfText(childText(size, 'height'), 'size.height');
  return width >= 1 && height >= 1 ? { width, height } : null;
}

/** Reads the annotation files of a VOC tree, or single ones. */
export async function* readVoc(source: LabelSource, mode: VocMode): AsyncGenerator<ReadItem, void> {
  const splits = await splitsOf(source).catch(() => new Map<string, SplitName>());
  for (const file of source.files.filter((path) => /\.xml$/i.test(path))) {
    try {
      const root = readLabelXml(await wholeText(source, file, longestFile), 'annotation', longestFile);
      const boxes: LabelledBox[] = [];
      for (const [index, object] of root.children.filter((child) => child.localName === 'object').entries()) {
        try {
          boxes.push(readObject(object, mode));
        } catch (thrown) {
          const { field, ...problem } = fileProblem(file, thrown);
          const place = `object[${index}]${field === null ? '' : `.${field}`}`;
          yield { kind: 'problem', problem: { ...problem, line: object.line, field: place } };
        }
      }
      const stem = file.replace(/^(.*\/)?Annotations\//, '').replace(/\.xml$/i, '');
      yield {
        kind: 'image',
        image: {
          fileName: childText(root, 'filename'),
          labelFile: file,
          size: sizeOf(root),
          latex: null,
          split: splits.get(stem) ?? null,
          boxes,
          detections: [],
        },
      };
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}
