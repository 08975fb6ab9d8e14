import { type Box, clampBox } from '#shared/geometry/box.ts';
import type { FilePiece, LabelDataset, LabelledImage, SymbolState } from '../labelData.ts';
import { TextChunks } from '../text/textChunks.ts';
import { xmlText } from '../text/xmlText.ts';

const path = 'tasks.json';

/** Label Studio's words for how a region came to be. */
export const originOfState: Readonly<Record<SymbolState, string>> = {
  drawn: 'manual',
  accepted: 'prediction',
  corrected: 'prediction-changed',
};

/** Names of the labelling configuration that the regions refer to. */
const names = { from: 'label', to: 'image' } as const;

function regionOf(
  id: string,
  image: LabelledImage,
  box: Box,
  labelName: string,
  extra: object,
): object | null {
  const held = clampBox(box, image);
  if (held === null) return null;
  return {
    id,
    type: 'rectanglelabels',
    from_name: names.from,
    to_name: names.to,
    original_width: image.width,
    original_height: image.height,
    image_rotation: 0,
    value: {
      // In percent of the image.
      x: (held.x / image.width) * 100,
      y: (held.y / image.height) * 100,
      width: (held.width / image.width) * 100,
      height: (held.height / image.height) * 100,
      rotation: 0,
      rectanglelabels: [labelName],
    },
    ...extra,
  };
}

function taskOf(image: LabelledImage, id: number): object {
  const { fileName, width, height, latex, split } = image;
  const annotated = image.boxes.flatMap(({ labelName, box, state, score }, index) => {
    const origin = state === null ? {} : { origin: originOfState[state] };
    const own = score === null ? origin : { ...origin, score };
    return regionOf(`a${id}_${index}`, image, box, labelName, own) ?? [];
  });
  const predicted = image.detections.flatMap(
    ({ labelName, box, score }, index) => regionOf(`p${id}_${index}`, image, box, labelName, { score }) ?? [],
  );
  const data = { image: fileName, width, height };
  return {
    id,
    data: {
      ...data,
      ...(latex === null ? {} : { latex }),
      ...(split === null ? {} : { split }),
    },
    annotations: [{ id, was_cancelled: false, ground_truth: true, result: annotated }],
    predictions: predicted.length === 0 ? [] : [{ model_version: 'surd', result: predicted }],
  };
}

/** The labelling configuration that a project of Label Studio is set up with. */
function configOf(labelNames: readonly string[]): string {
  const labels = labelNames.map((name) => `    <Label value="${xmlText(name)}"/>\n`).join('');
  return `<View>
  <Image name="${names.to}" value="$image" zoom="true"/>
  <RectangleLabels name="${names.from}" toName="${names.to}">
${labels}  </RectangleLabels>
</View>
`;
}

/** Writes the tasks, and the labelling configuration that they need. */
export async function* writeLabelStudio(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  const chunk = new TextChunks();
  chunk.add('[');
  let id = 0;
  for await (const image of dataset.images) {
    id += 1;
    chunk.add(`${id === 1 ? '\n' : ',\n'}${JSON.stringify(taskOf(image, id))}`);
    if (chunk.isFull) yield { path, text: chunk.take() };
  }
  chunk.add(']\n');
  yield { path, text: chunk.take() };
  yield { path: 'label_config.xml', text: configOf(dataset.labelNames) };
}
