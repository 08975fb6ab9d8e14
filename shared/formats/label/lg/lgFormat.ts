// Label graphs of CROHME, object-relation style (LgEval README): `O, id, label, weight, primitive...`.
import { splitNames } from '#shared/dataset/splits.ts';
import { clampBox } from '#shared/geometry/box.ts';
import {
  type FilePiece,
  type LabelDataset,
  type LabelledBox,
  type LabelledImage,
  type LabelSource,
  type ReadItem,
  type ReadProblem,
} from '../labelData.ts';
import { floatTolerance, heldWithinImage, type LabelFormat, type Loss } from '../labelFormat.ts';
import {
  type Fields,
  fieldsOf,
  scoreOrNull,
  sideAt,
  soundBox,
  stateOrNull,
  textAt,
  textOrNull,
} from '../text/fields.ts';
import { fileProblem, linesOf, recordError } from '../text/readText.ts';
import { stemOf } from '../voc/writeVoc.ts';
import { lgName, nameOfLg } from './lgNames.ts';

/** Comments that carry what a label graph has no place for; LgEval passes over all lines that begin with #. */
const imageMark = '# surd-image ';
const boxMark = '# surd-box ';

/** Each box is one primitive, named as its object with a p. */
function graphOf(image: LabelledImage): string {
  const { fileName, width, height, latex, split } = image;
  const objects: string[] = [];
  const comments: string[] = [];
  for (const [index, { labelName, box, state, score }] of image.boxes.entries()) {
    const held = clampBox(box, image);
    if (held === null) continue;
    const id = `s${index + 1}`;
    const { x, y } = held;
    objects.push(`O, ${id}, ${lgName(labelName)}, 1.0, p${index + 1}\n`);
    const known = { id, label: labelName, bbox: [x, y, held.width, held.height], state, score };
    comments.push(`${boxMark}${JSON.stringify(known)}\n`);
  }
  const known = { image: fileName, width, height, latex, split };
  return `${imageMark}${JSON.stringify(known)}
# ${objects.length} objects: O, id, label, weight, primitive
${objects.join('')}# Boxes, in pixels of the image: x, y, width, height
${comments.join('')}`;
}

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  for await (const image of dataset.images) {
    yield { path: `lg/${stemOf(image.fileName)}.lg`, text: graphOf(image) };
  }
}

interface KnownBox {
  readonly fields: Fields;
  readonly line: number;
}

/** Reads one file: its image and what is wrong in it. */
async function readGraph(
  source: LabelSource,
  file: string,
): Promise<{ readonly items: readonly ReadItem[]; readonly problems: readonly ReadProblem[] }> {
  const problems: ReadProblem[] = [];
  let image: Fields | null = null;
  const objects = new Map<string, { readonly name: string; readonly line: number }>();
  const known = new Map<string, KnownBox>();
  for await (const { text, line } of linesOf(source, file)) {
    try {
      if (text.startsWith(imageMark)) image = fieldsOf(JSON.parse(text.slice(imageMark.length)), null);
      else if (text.startsWith(boxMark)) {
        const fields = fieldsOf(JSON.parse(text.slice(boxMark.length)), null);
        known.set(textAt(fields, 'id'), { fields, line });
      } else if (/^\s*O\s*,/.test(text)) {
        const cells = text.split(',').map((cell) => cell.trim());
        const [, id, name] = cells;
        if (id === undefined || id === '' || name === undefined || name === '' || cells.length < 5)
          throw recordError('O', 'an object is: O, id, label, weight, primitive.');
        if (objects.has(id)) throw recordError('O', `the object ${id} was there before.`);
        objects.set(id, { name, line });
      }
    } catch (thrown) {
      problems.push({ ...fileProblem(file, thrown), line });
    }
  }
  const boxes: LabelledBox[] = [];
  for (const [id, { name, line }] of objects) {
    const own = known.get(id);
    try {
      if (own === undefined) {
        throw recordError('O', `a label graph says nothing of where “${nameOfLg(name)}” stands.`);
      }
      const { fields } = own;
      const bbox: unknown = fields['bbox'];
      if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every((value) => typeof value === 'number'))
        throw recordError('bbox', 'it is not four numbers.');
      const [x, y, width, height] = bbox as [number, number, number, number];
      // A label that was changed in the graph itself is what somebody meant.
      const written = textAt(fields, 'label');
      boxes.push({
        labelName: lgName(written) === name ? written : nameOfLg(name),
        box: soundBox(x, y, width, height, 'bbox'),
        state: stateOrNull(fields['state']),
        score: scoreOrNull(fields['score']),
      });
    } catch (thrown) {
      problems.push({ ...fileProblem(file, thrown), line: own?.line ?? line });
    }
  }
  const fileName =
    image === null ? file.replace(/^lg\//, '').replace(/\.lg$/i, '.png') : textAt(image, 'image');
  const size = image === null ? null : { width: sideAt(image, 'width'), height: sideAt(image, 'height') };
  const latex = image === null ? null : textOrNull(image['latex']);
  const split = splitNames.find((name) => name === image?.['split']) ?? null;
  const read = { fileName, labelFile: file, size, latex, split, boxes, detections: [] };
  return { items: [{ kind: 'image', image: read }], problems };
}

async function* read(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /\.lg$/i.test(path))) {
    try {
      const { items, problems } = await readGraph(source, file);
      for (const problem of problems) yield { kind: 'problem', problem };
      yield* items;
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}

function changedNames(names: readonly string[]): readonly Loss[] {
  const changed = names.filter((name) => lgName(name) !== name);
  return changed.length === 0
    ? []
    : [{ kind: 'labelNames', count: changed.length, names: changed.slice(0, 20), refused: false }];
}

/** CROHME label graphs, symbols only. Boxes stand in comments, which Surd alone reads. */
export const lgFormat: LabelFormat = {
  id: 'lg',
  displayName: 'CROHME label graphs (LG)',
  capabilities: {
    detections: 'none',
    scores: false,
    states: false,
    latex: false,
    fractions: true,
    coordinates: false,
    labelSet: false,
    controlCharacters: false,
    imageModes: ['copy', 'link'],
  },
  layout: { imageFolder: 'images', splitFolder: () => '', reservedFolders: [] },
  ownLosses: (facts) => changedNames(facts.labelNames),
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write,
  read,
};
