import { randomUUID } from 'node:crypto';
import type { Annotation } from '#shared/annotation/annotation.ts';
import type { LabelledBox, ScoredBox } from '#shared/formats/label/labelData.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { LabelImport, NewSymbol } from '#shared/ipc/worker/storage.ts';
import type { ConflictRule } from './importOptions.ts';

/** Edges this close are the same box: formats keep a thousandth of a pixel, YOLO a millionth of the image. */
const sameWithinPx = 0.02;

/** What becomes of one image. */
export interface MergedBoxes extends Omit<LabelImport, 'imageId' | 'baseRevision'> {
  readonly outcome: 'unchanged' | 'taken' | 'conflict';
  /** Whether the file's boxes are the image's boxes now. */
  readonly isTruth: boolean;
}

function isSameBox(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) <= sameWithinPx &&
    Math.abs(a.y - b.y) <= sameWithinPx &&
    Math.abs(a.x + a.width - b.x - b.width) <= sameWithinPx &&
    Math.abs(a.y + a.height - b.y - b.height) <= sameWithinPx
  );
}

/** Pairs boxes that are the same; what is left of either side. Each box is paired once. */
function withoutSame<
  Theirs extends { readonly labelName: string; readonly box: Box },
  Mine extends { readonly box: Box },
>(
  theirs: readonly Theirs[],
  mine: readonly Mine[],
  nameOf: (mine: Mine) => string,
): { readonly theirs: readonly Theirs[]; readonly mine: readonly Mine[] } {
  const left = new Set(mine);
  const byName = new Map<string, Mine[]>();
  for (const one of mine) {
    const name = nameOf(one);
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [one]);
    else others.push(one);
  }
  const unpaired = theirs.filter(({ labelName, box }) => {
    const same = byName.get(labelName)?.find((one) => left.has(one) && isSameBox(one.box, box));
    return same === undefined || !left.delete(same);
  });
  return { theirs: unpaired, mine: mine.filter((one) => left.has(one)) };
}

function drawn({ labelName, box, state, score }: LabelledBox): NewSymbol {
  return { id: randomUUID(), labelName, box, state: state ?? 'drawn', score };
}

/**
 * Brings the boxes of a file to those of an image. Boxes that both have stay as they are, so that an import of what was
 * exported changes nothing.
 *
 * @param mine - the symbols of the image, dismissed ones left out
 * @param known - the raw detections of the image
 * @param nameOf - the label of an id
 * @param isWhole - whether all boxes of the file could be read; what is left of damage takes no one's place, and is no truth
 */
export function mergeBoxes(
  theirs: { readonly boxes: readonly LabelledBox[]; readonly detections: readonly ScoredBox[] },
  mine: readonly Annotation[],
  known: readonly { readonly labelId: number; readonly box: Box }[],
  nameOf: (labelId: number) => string,
  rule: ConflictRule,
  isWhole: boolean,
): MergedBoxes {
  const left = withoutSame(theirs.boxes, mine, ({ labelId }) => nameOf(labelId));
  const found = withoutSame(theirs.detections, known, ({ labelId }) => nameOf(labelId)).theirs;
  const nothing = { removed: [], updated: [], drawn: [], detections: found };
  if (left.theirs.length === 0 && left.mine.length === 0)
    return { ...nothing, outcome: found.length === 0 ? 'unchanged' : 'taken', isTruth: isWhole };
  // A file of detections alone says nothing of symbols.
  if (theirs.boxes.length === 0 && theirs.detections.length > 0)
    return { ...nothing, outcome: found.length === 0 ? 'unchanged' : 'taken', isTruth: false };
  if (mine.length === 0)
    return { ...nothing, drawn: left.theirs.map(drawn), outcome: 'taken', isTruth: isWhole };
  switch (rule === 'theirs' && !isWhole ? 'mine' : rule) {
    case 'mine':
      return { ...nothing, outcome: 'conflict', isTruth: false };
    case 'theirs':
      return {
        ...nothing,
        removed: left.mine,
        drawn: left.theirs.map(drawn),
        outcome: 'conflict',
        isTruth: true,
      };
    case 'detections': {
      const asDetections = left.theirs.map(({ labelName, box, score }) => ({
        labelName,
        box,
        score: score ?? 1,
      }));
      const fresh = withoutSame(asDetections, known, ({ labelId }) => nameOf(labelId)).theirs;
      return { ...nothing, detections: [...found, ...fresh], outcome: 'conflict', isTruth: false };
    }
  }
}
