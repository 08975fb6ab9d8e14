import { suppressOverlaps } from '#shared/detection/visibleDetections.ts';
import type { SymbolBox, UnplacedBox } from '#shared/formula/layoutTree.ts';
import { parseFormula } from '#shared/formula/parseFormula.ts';
import { writeLatex } from '#shared/formula/writeLatex.ts';
import { readCocoBoxes, type CocoImageBoxes } from './cocoBoxes.ts';
import { exitCodes } from './progress.ts';

/** The options of `surd formula` as they were given. */
export interface FormulaOptions {
  /** Boxes with a lower score are left out, 0 to 1. Those without a score are a person's, and count. */
  readonly score: number;
  readonly json: boolean;
}

/** The overlap up to which two detections are two symbols: where the window's slider begins. */
const nmsThreshold = 0.4;

/** The boxes that the window would show: a person's, and of the detections those that are sure and apart. */
function countedBoxes(image: CocoImageBoxes, lowestScore: number): SymbolBox[] {
  const detections = image.symbols.flatMap(({ box, score = null }, id) =>
    score === null || score < lowestScore ? [] : [{ id, imageId: 0, labelId: 0, box, score }],
  );
  const kept = new Set(suppressOverlaps(detections, nmsThreshold).map(({ id }) => id));
  return image.symbols.filter(({ score = null }, place) => score === null || kept.has(place));
}

const whyUnplaced: Readonly<Record<UnplacedBox['reason'], string>> = {
  badBox: 'has edges that are no place in an image',
  noLabel: 'has no label',
  sameId: 'has the id of another box',
  overlaid: 'lies on another box',
  tooDeep: 'is nested too deep',
  tooMany: 'is one too many',
};

/** `surd formula`: the LaTeX that the boxes of each image of a COCO file spell. */
export async function formula(cocoFile: string, { score, json }: FormulaOptions): Promise<number> {
  const { images } = await readCocoBoxes(cocoFile);
  const written = images.map((image) => {
    const boxes = countedBoxes(image, score);
    const { tree, unplaced } = parseFormula(boxes);
    return { image, boxCount: boxes.length, latex: writeLatex(tree), unplaced };
  });
  if (json) {
    const all = written.map(({ image, boxCount, latex, unplaced }) => ({
      id: image.id,
      file_name: image.fileName,
      latex,
      boxes: boxCount,
      unplaced: unplaced.map(({ symbol, reason, instead }) => ({ id: symbol.id, reason, instead })),
    }));
    console.log(JSON.stringify({ file: cocoFile, images: all }));
    return exitCodes.good;
  }
  for (const { image, latex, unplaced } of written) {
    console.log(`${image.fileName}\t${latex}`);
    for (const { symbol, reason } of unplaced)
      console.log(`  Box ${symbol.id} (${symbol.label}) ${whyUnplaced[reason]}; it is left out.`);
  }
  return exitCodes.good;
}
