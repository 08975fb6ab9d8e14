import { boxArea, boxUnion, clampBox, type Box } from '#shared/geometry/box.ts';
import type { BoxKey, CanvasBox } from './annotationSession.ts';
import {
  cameFromDetector,
  changedState,
  eachBox,
  EditBuilder,
  type Edit,
  type EditContext,
} from './editBuilder.ts';

/** A box taken along by copying: what it is, not what it came from. */
export interface CopiedBox {
  readonly labelId: number;
  /** In pixels of the image it was copied from. */
  readonly box: Box;
}

const selectedBoxes = ({ boxes, selection }: EditContext): readonly CanvasBox[] =>
  boxes.filter(({ key }) => selection.has(key));

/** The selected boxes, to be pasted. */
export function copyBoxes(context: EditContext): readonly CopiedBox[] {
  return selectedBoxes(context).map(({ labelId, box }) => ({ labelId, box }));
}

/**
 * One box around the selected ones in their place. It keeps the label of the largest; the others go as deleting them
 * would make them go.
 *
 * @returns null for fewer than two boxes
 */
export function mergeEdit(context: EditContext): Edit | null {
  const selected = selectedBoxes(context);
  const box = boxUnion(selected.map((each) => each.box));
  if (selected.length < 2 || box === null) return null;
  const largest = selected.reduce((a, b) => (boxArea(b.box) > boxArea(a.box) ? b : a));
  return mergeInto(context, selected, largest, { box, labelId: largest.labelId });
}

/**
 * One box of a label in the place of several, which were parts of one symbol. The others go as deleting them would make
 * them go.
 *
 * @returns null when fewer than two of them are there
 */
export function mergePartsEdit(
  context: EditContext,
  keys: ReadonlySet<BoxKey>,
  labelId: number,
  box: Box,
): Edit | null {
  const parts = context.boxes.filter(({ key }) => keys.has(key));
  const [first] = parts;
  return first === undefined || parts.length < 2 ? null : mergeInto(context, parts, first, { box, labelId });
}

function mergeInto(
  context: EditContext,
  parts: readonly CanvasBox[],
  kept: CanvasBox,
  change: { readonly box: Box; readonly labelId: number },
): Edit | null {
  const builder = new EditBuilder(context);
  eachBox(
    context,
    builder,
    parts.map(({ key }) => key),
    (annotation) => {
      if (annotation.id === kept.key) {
        builder.update(annotation, { ...annotation, ...change, state: changedState(annotation.state) });
      } else if (cameFromDetector(annotation)) {
        builder.update(annotation, { ...annotation, state: 'dismissed' });
      } else builder.remove(annotation);
    },
    (made, key) => {
      if (key === kept.key) builder.add({ ...made, ...change, state: 'corrected' }, key);
      else builder.add({ ...made, state: 'dismissed' });
    },
  );
  return builder.build('merge');
}

/** Cuts a box across its longer side. */
function halves(box: Box): readonly [Box, Box] {
  if (box.width >= box.height) {
    const width = box.width / 2;
    return [
      { ...box, width },
      { ...box, x: box.x + width, width },
    ];
  }
  const height = box.height / 2;
  return [
    { ...box, height },
    { ...box, y: box.y + height, height },
  ];
}

/** Each selected box becomes two of its label, cut across the longer side: two symbols that were boxed as one. */
export function splitEdit(context: EditContext): Edit | null {
  const builder = new EditBuilder(context);
  const addSecond = (labelId: number, box: Box): void => {
    builder.add({
      id: crypto.randomUUID(),
      imageId: context.image.id,
      labelId,
      box,
      state: 'drawn',
      score: null,
      detectionId: null,
    });
  };
  eachBox(
    context,
    builder,
    context.selection,
    (annotation) => {
      const [first, second] = halves(annotation.box);
      builder.update(annotation, { ...annotation, box: first, state: changedState(annotation.state) });
      addSecond(annotation.labelId, second);
    },
    (made, key) => {
      const [first, second] = halves(made.box);
      builder.add({ ...made, box: first, state: 'corrected' }, key);
      addSecond(made.labelId, second);
    },
  );
  return builder.build('split');
}

/** Pasted on the image they came from, copies stand beside their originals: a quarter of a box, at least so many pixels. */
const leastOffset = 4;

/** Moves copies off their originals, back inside where that leads out of the image. */
function beside(box: Box, image: { readonly width: number; readonly height: number }): Box {
  const by = Math.max(leastOffset, Math.round(Math.min(box.width, box.height) / 4));
  const shift = (start: number, length: number, size: number): number =>
    start + length + by <= size ? start + by : Math.max(0, start - by);
  return {
    ...box,
    x: shift(box.x, box.width, image.width),
    y: shift(box.y, box.height, image.height),
  };
}

/**
 * Puts copies on the image, where they stood on the one they came from; boxes outside of it are left out.
 *
 * @param isSameImage - then they stand beside their originals
 */
export function pasteEdit(
  context: EditContext,
  copied: readonly CopiedBox[],
  kind: 'paste' | 'duplicate',
  isSameImage: boolean,
): Edit | null {
  const builder = new EditBuilder(context);
  for (const { labelId, box } of copied) {
    const place = clampBox(isSameImage ? beside(box, context.image) : box, context.image);
    if (place === null) continue;
    builder.add({
      id: crypto.randomUUID(),
      imageId: context.image.id,
      labelId,
      box: place,
      state: 'drawn',
      score: null,
      detectionId: null,
    });
  }
  return builder.build(kind);
}
