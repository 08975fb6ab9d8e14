import { boxArea, type Box } from './box.ts';

/** The area that both boxes cover, in square pixels; 0 when they do not overlap. */
export function intersectionArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Intersection over union (Jaccard index) of two boxes, 0 to 1. Two boxes without any area give 0.
 */
export function iou(a: Box, b: Box): number {
  const shared = intersectionArea(a, b);
  if (shared === 0) return 0;
  return shared / (boxArea(a) + boxArea(b) - shared);
}
