import { parseFormula } from '#shared/formula/parseFormula.ts';
import { relationsOf } from '#shared/formula/relations.ts';
import { clampBox } from '#shared/geometry/box.ts';
import type { FilePiece, LabelDataset, LabelledBox, LabelledImage } from '../labelData.ts';
import { stemOf } from '../voc/writeVoc.ts';
import { boxMark, imageMark } from './lgComments.ts';
import { lgName } from './lgNames.ts';

/** Boxes of an image that are arranged, at most. More are no formula, and would hold up whoever writes for seconds. */
export const mostRelatedBoxes = 500;

interface NamedBox extends LabelledBox {
  readonly id: string;
}

/** The edges of the layout tree that the boxes make, as object relations. */
function relationLines(objects: readonly NamedBox[]): readonly string[] {
  if (objects.length > mostRelatedBoxes) return [];
  const { tree } = parseFormula(objects.map(({ id, labelName, box }) => ({ id, label: labelName, box })));
  return relationsOf(tree).map(({ parent, child, relation }) => `R, ${parent}, ${child}, ${relation}, 1.0\n`);
}

/** Each box is one primitive, named as its object with a p. */
function graphOf(image: LabelledImage): string {
  const { fileName, width, height, latex, split } = image;
  const objects = image.boxes.flatMap((one, index): readonly NamedBox[] => {
    const held = clampBox(one.box, image);
    return held === null ? [] : [{ ...one, id: `s${index + 1}`, box: held }];
  });
  const relations = relationLines(objects);
  const known = { image: fileName, width, height, latex, split };
  const lines = objects.map(({ id, labelName }) => `O, ${id}, ${lgName(labelName)}, 1.0, p${id.slice(1)}\n`);
  const comments = objects.map(({ id, labelName, box, state, score }) => {
    const bbox = [box.x, box.y, box.width, box.height];
    return `${boxMark}${JSON.stringify({ id, label: labelName, bbox, state, score })}\n`;
  });
  return `${imageMark}${JSON.stringify(known)}
# ${objects.length} objects: O, id, label, weight, primitive
${lines.join('')}# ${relations.length} relations: R, parent, child, relation, weight
${relations.join('')}# Boxes, in pixels of the image: x, y, width, height
${comments.join('')}`;
}

/** Writes a label graph an image. */
export async function* writeLg(dataset: LabelDataset): AsyncGenerator<FilePiece, void> {
  for await (const image of dataset.images)
    yield { path: `lg/${stemOf(image.fileName)}.lg`, text: graphOf(image) };
}
