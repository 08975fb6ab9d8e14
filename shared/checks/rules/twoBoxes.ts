import { boxArea, boxUnion } from '../../geometry/box.ts';
import { intersectionArea, iou } from '../../geometry/iou.ts';
import type { LabelledBox } from '../labelledBox.ts';
import type { Scene } from '../scene.ts';
import type { Suspicion } from '../suspicion.ts';

/** Boxes that overlap so much are of one symbol, whatever they say. */
const sameSymbol = 0.8;
/** Of one label, less is enough: so much overlap, or so much of the smaller one inside of the larger one. */
const sameLabel = 0.6;
const inside = 0.9;

function areOneSymbol(a: LabelledBox, b: LabelledBox): boolean {
  const overlap = iou(a.box, b.box);
  if (overlap >= sameSymbol) return true;
  if (a.label !== b.label || a.label === '\\sqrt') return false;
  const smaller = Math.min(boxArea(a.box), boxArea(b.box));
  return overlap >= sameLabel || (smaller > 0 && intersectionArea(a.box, b.box) >= inside * smaller);
}

/** Which of two boxes has less to say for itself: the detector was less sure of it, or else it is the smaller one. */
function weaker(a: LabelledBox, b: LabelledBox): LabelledBox {
  const [sureA, sureB] = [a.score ?? 1, b.score ?? 1];
  if (sureA !== sureB) return sureA < sureB ? a : b;
  return boxArea(a.box) < boxArea(b.box) ? a : b;
}

/** Two boxes on one symbol. */
export function twoBoxes({ symbols }: Scene): readonly Suspicion[] {
  const found: Suspicion[] = [];
  const gone = new Set<LabelledBox>();
  symbols.forEach((a, place) => {
    for (const b of symbols.slice(place + 1)) {
      // From left to right: nothing further on begins before this one ends.
      if (b.box.x > a.box.x + a.box.width) break;
      if (gone.has(a) || gone.has(b) || !areOneSymbol(a, b)) continue;
      const out = weaker(a, b);
      const kept = out === a ? b : a;
      gone.add(out);
      found.push({
        rule: 'twoBoxes',
        ids: [kept.id, out.id],
        box: boxUnion([a.box, b.box]) ?? a.box,
        values: { kept: kept.label, out: out.label },
        fix: { kind: 'delete', id: out.id },
      });
    }
  });
  return found;
}
