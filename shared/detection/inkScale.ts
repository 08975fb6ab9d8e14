import { binarise } from './binarise.ts';
import { connectedComponents } from './connectedComponents.ts';
import { shrinkByMean, type GrayPixels } from './grayscale.ts';

/** The estimate is made on at most this many pixels; larger images are shrunk by a whole factor first. */
const maxEstimatePixels = 1_500_000;
/** The smallest piece of ink that counts: below it is grain. */
const minComponentArea = 10;
const minComponentSide = 4;
/** A piece that spans this share of the image is a frame, a ruled line or a root over all, not a symbol. */
const maxSpan = 0.8;
/** Flatter or thinner pieces are bars and fences, which tell nothing of the symbols' size. */
const minAspect = 0.2;

/**
 * Estimates how large the symbols of a formula image are: the weighted median of the longer sides of the pieces of ink
 * that look like symbols, each weighted by the square root of that side: by its count alone, dots and grain would rule,
 * by the side itself, roots and integrals.
 *
 * @param gray - dark ink on light paper, upright
 * @returns pixels of this image; null when there is no ink to go by
 */
export function estimateSymbolSize(gray: GrayPixels): number | null {
  const factor = Math.max(1, Math.ceil(Math.sqrt((gray.width * gray.height) / maxEstimatePixels)));
  const small = factor === 1 ? gray : shrinkByMean(gray, Math.min(factor, gray.width, gray.height));
  const { width, height } = small;
  const radius = Math.max(12, Math.floor(Math.min(width, height) / 5));
  const sides: number[] = [];
  const fallback: number[] = [];
  for (const component of connectedComponents(binarise(small, radius))) {
    const longer = Math.max(component.width, component.height);
    const shorter = Math.min(component.width, component.height);
    if (component.area < minComponentArea || longer < minComponentSide) continue;
    fallback.push(longer);
    if (shorter < minAspect * longer) continue;
    const spans = component.width > maxSpan * width || component.height > maxSpan * height;
    // A lone symbol fills its crop; only what is thin for its bounds is a frame or a grid.
    if (spans && component.area < 0.12 * component.width * component.height) continue;
    sides.push(longer);
  }
  const chosen = sides.length > 0 ? sides : fallback;
  if (chosen.length === 0) return null;
  return weightedMedian(chosen) * (gray.width / width);
}

/** The smallest value at which half of the total weight is reached, each value weighing its square root. */
function weightedMedian(values: number[]): number {
  values.sort((a, b) => a - b);
  const total = values.reduce((sum, value) => sum + Math.sqrt(value), 0);
  let reached = 0;
  for (const value of values) {
    reached += Math.sqrt(value);
    if (reached * 2 >= total) return value;
  }
  return values.at(-1) ?? 0;
}
