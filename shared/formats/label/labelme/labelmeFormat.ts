// LabelMe JSON (wkentaro/labelme), which X-AnyLabeling reads as well. One file beside each image.
import { clampBox } from '#shared/geometry/box.ts';
import {
  type FilePiece,
  type LabelDataset,
  type LabelledBox,
  type LabelledImage,
  type LabelSource,
  type ReadItem,
  type ReadProblem,
  splitOf,
  symbolStates,
} from '../labelData.ts';
import { floatTolerance, heldWithinImage, type LabelFormat } from '../labelFormat.ts';
import { say } from '../reasons/reason.ts';
import {
  type Fields,
  fieldsOf,
  scoreOrNull,
  sideAt,
  soundBoxOfCorners,
  textAt,
  textOrNull,
} from '../text/fields.ts';
import { damageProblem, jsonRecordsOf } from '../text/jsonRecords.ts';
import { fileProblem, recordError } from '../text/readText.ts';
import { stemOf } from '../voc/writeVoc.ts';

function shapeOf({ labelName, box, state, score }: LabelledBox, image: LabelledImage): object | null {
  const held = clampBox(box, image);
  if (held === null) return null;
  return {
    label: labelName,
    points: [
      [held.x, held.y],
      [held.x + held.width, held.y + held.height],
    ],
    group_id: null,
    description: '',
    shape_type: 'rectangle',
    flags: state === null ? {} : { [state]: true },
    ...(score === null ? {} : { score }),
  };
}

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  for await (const image of dataset.images) {
    const { fileName, width, height, latex } = image;
    const document = {
      version: '5.5.0',
      flags: {},
      shapes: image.boxes.map((box) => shapeOf(box, image)).filter((shape) => shape !== null),
      imagePath: fileName.split('/').at(-1) ?? '',
      imageData: null,
      imageHeight: height,
      imageWidth: width,
      ...(latex === null ? {} : { latex }),
    };
    yield { path: `${stemOf(fileName)}.json`, text: `${JSON.stringify(document, null, 1)}\n` };
  }
}

function readShape(value: unknown): LabelledBox {
  const fields = fieldsOf(value, null);
  const type = fields['shape_type'] ?? 'polygon';
  if (type !== 'rectangle')
    throw recordError('shape_type', say('labelme.noRectangle', { shape: JSON.stringify(type) }));
  const points: unknown = fields['points'];
  if (!Array.isArray(points) || (points.length !== 2 && points.length !== 4))
    throw recordError('points', say('labelme.corners'));
  const numbers = points.map((point: unknown) => {
    if (!Array.isArray(point) || point.length !== 2 || !point.every((value) => typeof value === 'number'))
      throw recordError('points', say('labelme.corner'));
    return point as [number, number];
  });
  const xs = numbers.map(([x]) => x);
  const ys = numbers.map(([, y]) => y);
  const flags = (fields['flags'] ?? {}) as Fields;
  return {
    labelName: textAt(fields, 'label'),
    box: soundBoxOfCorners(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), 'points'),
    state: symbolStates.find((state) => flags[state] === true) ?? null,
    score: scoreOrNull(fields['score']),
  };
}

/** The members of a file, and its shapes one by one. */
async function readDocument(
  source: LabelSource,
  file: string,
): Promise<{ members: Fields; boxes: LabelledBox[]; problems: ReadProblem[] }> {
  const members: Record<string, unknown> = {};
  const boxes: LabelledBox[] = [];
  const problems: ReadProblem[] = [];
  for await (const items of jsonRecordsOf(source, file)) {
    for (const item of items) {
      if (item.kind === 'damage') problems.push(damageProblem(file, item));
      else if (item.index < 0) members[item.key] = item.value;
      else if (item.key === 'shapes') {
        members['shapes'] = [];
        try {
          boxes.push(readShape(item.value));
        } catch (thrown) {
          const { field, ...problem } = fileProblem(file, thrown);
          const place = `shapes[${item.index}]${field === null ? '' : `.${field}`}`;
          problems.push({ ...problem, line: item.line, field: place });
        }
      }
    }
  }
  return { members, boxes, problems };
}

async function* read(source: LabelSource): AsyncGenerator<ReadItem, void> {
  for (const file of source.files.filter((path) => /\.json$/i.test(path))) {
    try {
      const { members, boxes, problems } = await readDocument(source, file);
      // The lock file and the receipt of an export stand beside.
      if (!('shapes' in members) && !('imagePath' in members) && problems.length === 0) continue;
      for (const problem of problems) yield { kind: 'problem', problem };
      const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
      const path = textAt(members, 'imagePath').replaceAll('\\', '/');
      yield {
        kind: 'image',
        image: {
          fileName: /^(\/|[A-Za-z]:)/.test(path) ? path : `${folder}${path}`,
          labelFile: file,
          size: { width: sideAt(members, 'imageWidth'), height: sideAt(members, 'imageHeight') },
          latex: textOrNull(members['latex']),
          split: folder === '' ? null : splitOf(folder.split('/')[0] ?? ''),
          boxes,
          detections: [],
        },
      };
    } catch (thrown) {
      yield { kind: 'problem', problem: fileProblem(file, thrown) };
    }
  }
}

/** LabelMe. */
export const labelmeFormat: LabelFormat = {
  id: 'labelme',
  displayName: 'LabelMe',
  capabilities: {
    detections: 'none',
    scores: true,
    states: true,
    latex: true,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: false,
    controlCharacters: true,
    // The file stands beside its image.
    imageModes: ['copy', 'link'],
  },
  layout: { imageFolder: '', splitFolder: (split) => split ?? '', reservedFolders: [] },
  heldBox: heldWithinImage,
  tolerance: floatTolerance,
  write,
  read,
};
