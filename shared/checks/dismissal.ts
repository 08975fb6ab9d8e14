import type { Box } from '../geometry/box.ts';
import { iou } from '../geometry/iou.ts';

/**
 * What a thing to look at is about, said so that it can be known again later: by what the boxes are and where they are.
 * Their keys would not do: a detection gets another when it is accepted, and all get others when the detector runs anew.
 */
export interface CheckSubject {
  /** The rule or the comparison with ink that found it. */
  readonly kind: string;
  /** The boxes that it is about; none where ink has no box. */
  readonly parts: readonly { readonly labelId: number; readonly box: Box }[];
  /** Where it is, in image pixels. */
  readonly place: Box;
}

/** A thing to look at that a person has put aside. */
export interface Dismissal extends CheckSubject {
  /** A UUID, made where it is dismissed. */
  readonly id: string;
}

/** Boxes that overlap so much (IoU) are the same one, accepted or snapped to its ink meanwhile. */
const leastIou = 0.5;

/**
 * Whether two findings are one: of one kind, about boxes with the same labels at about the same places. The order of the
 * boxes makes no difference; it is symmetric. With another label or at another place it is a new finding.
 */
export function isSameSubject(a: CheckSubject, b: CheckSubject): boolean {
  if (a.kind !== b.kind || a.parts.length !== b.parts.length) return false;
  if (a.parts.length === 0) return iou(a.place, b.place) >= leastIou;
  return canPair(a.parts, b.parts);
}

type Part = CheckSubject['parts'][number];

/** Whether each part has a partner of its own: augmenting paths, since with a greedy choice the order would matter. */
function canPair(from: readonly Part[], to: readonly Part[]): boolean {
  const isPartner = (a: Part | undefined, b: Part): boolean =>
    a !== undefined && a.labelId === b.labelId && iou(a.box, b.box) >= leastIou;
  const taken = new Map<number, number>();
  const seat = (place: number, seen: Set<number>): boolean =>
    to.some((part, at) => {
      if (seen.has(at) || !isPartner(from[place], part)) return false;
      seen.add(at);
      const holder = taken.get(at);
      if (holder !== undefined && !seat(holder, seen)) return false;
      taken.set(at, place);
      return true;
    });
  return from.every((_, place) => seat(place, new Set()));
}
