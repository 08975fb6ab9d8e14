import type { Atom } from './atom.ts';
import { takesLimits } from './symbolShape.ts';

function fromTheLeft(a: Atom, b: Atom): number {
  if (a.left !== b.left) return a.left - b.left;
  if (a.top !== b.top) return a.top - b.top;
  if (a.right !== b.right) return a.right - b.right;
  if (a.bottom !== b.bottom) return a.bottom - b.bottom;
  const [one, other] = [`${a.symbol.label} ${a.symbol.id}`, `${b.symbol.label} ${b.symbol.id}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Gap up to which a limit goes on to the left of its operator, in multiples of the writing's size. */
const limitGap = 0.5;

/** Whether the atom lies over or under the operator rather than beside it. */
function isOverOrUnder(atom: Atom, operator: Atom): boolean {
  const y = (atom.top + atom.bottom) / 2;
  const height = operator.bottom - operator.top;
  return (
    (atom.bottom < operator.top + 0.3 * height && y < operator.top + 0.1 * height) ||
    (atom.top > operator.bottom - 0.3 * height && y > operator.bottom - 0.1 * height)
  );
}

/** Where the limits of an operator begin: they go on to the left of it as long as they follow closely. */
function leftEdge(operator: Atom, fromTheRight: readonly Atom[], size: number): number {
  let edge = operator.left;
  for (const atom of fromTheRight) {
    // What is too far from the edge leaves all that follows too far as well.
    if (atom.right <= edge - limitGap * size) break;
    if (atom.left < edge && atom !== operator && isOverOrUnder(atom, operator)) edge = atom.left;
  }
  return edge;
}

/**
 * From left to right, with each operator that takes limits before its limits: those may begin left of it.
 *
 * @param size - the size of the writing, in pixels
 */
export function readingOrder(atoms: readonly Atom[], size: number): readonly Atom[] {
  const order = [...atoms].sort(fromTheLeft);
  const fromTheRight = [...order].sort((a, b) => b.right - a.right);
  for (const operator of order.filter((atom) => takesLimits(atom.role) && !atom.isComposite)) {
    const edge = leftEdge(operator, fromTheRight, size);
    if (edge === operator.left) continue;
    order.splice(order.indexOf(operator), 1);
    const place = order.findIndex((atom) => atom.left >= edge && isOverOrUnder(atom, operator));
    order.splice(place < 0 ? order.length : place, 0, operator);
  }
  return order;
}
