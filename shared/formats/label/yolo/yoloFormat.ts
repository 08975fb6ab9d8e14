// Ultralytics YOLO, detection data sets.
import { splitNames, type SplitName } from '#shared/dataset/splits.ts';
import { AppError } from '#shared/base/errors.ts';
import { type FilePiece, type LabelDataset } from '../labelData.ts';
import { heldWithinImage, type LabelFormat } from '../labelFormat.ts';
import { stemOf } from '../voc/writeVoc.ts';
import { yamlText } from './dataYaml.ts';
import { readYolo } from './readYolo.ts';
import { yoloFields } from './yoloBox.ts';

function dataYaml(labelNames: readonly string[], used: ReadonlySet<SplitName>): string {
  const lines = splitNames.flatMap((split) => {
    if (used.has(split)) return [`${split}: images/${split}`];
    // Ultralytics asks for both; a data set that is not divided is looked at with what it was trained on.
    return split === 'val' ? ['val: images/train # the data set is not divided'] : [];
  });
  if (!used.has('train')) lines.unshift('train: images/train');
  // Ultralytics: `data.get("path") or Path(data["yaml_file"]).parent`; any other relative path is one of its own folder of data
  // sets or of the folder it is started in, and an absolute one is lost when the folder moves.
  return `# An empty path is the folder of this file, wherever it is put.
path: ""
${lines.join('\n')}
names:${labelNames.length === 0 ? ' {}' : ''}
${labelNames.map((name, index) => `  ${index}: ${yamlText(name)}\n`).join('')}`;
}

async function* write(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const ids = new Map(dataset.labelNames.map((name, index) => [name, index]));
  const used = new Set<SplitName>();
  for await (const image of dataset.images) {
    const split = image.split ?? 'train';
    used.add(split);
    const lines = image.boxes.map(({ labelName, box }) => {
      const fields = yoloFields(box, image);
      const id = ids.get(labelName);
      if (fields === null || id === undefined) {
        const cause = fields === null ? 'lies outside of the image' : 'has a label that is not in the set';
        throw new AppError('export.mismatch', `${image.fileName}: a box of "${labelName}" ${cause}.`, {
          file: image.fileName,
          label: labelName,
        });
      }
      return `${id} ${fields}\n`;
    });
    yield { path: `labels/${stemOf(image.fileName)}.txt`, text: lines.join('') };
  }
  yield { path: 'data.yaml', text: dataYaml(dataset.labelNames, used) };
  const classes = dataset.labelNames.map((name) => `${name.replaceAll(/[\r\n]/g, ' ')}\n`).join('');
  yield { path: 'classes.txt', text: classes };
}

/** YOLO as Ultralytics reads it. */
export const yoloFormat: LabelFormat = {
  id: 'yolo',
  displayName: 'YOLO (Ultralytics)',
  capabilities: {
    detections: 'none',
    scores: false,
    states: false,
    latex: false,
    relations: false,
    fractions: true,
    coordinates: true,
    labelSet: true,
    controlCharacters: true,
    // Labels are found by the image's own path, so the images have to be in the tree.
    imageModes: ['copy', 'link'],
  },
  layout: {
    imageFolder: 'images',
    splitFolder: (split) => split ?? 'train',
    reservedFolders: ['images', 'labels'],
  },
  heldBox: heldWithinImage,
  tolerance: ({ width, height }) => 3e-6 * Math.max(width, height) + 1e-9,
  write,
  read: readYolo,
};
