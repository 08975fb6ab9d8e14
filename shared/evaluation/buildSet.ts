import type { Box } from '../geometry/box.ts';
import type { EvaluationSet } from './evaluationSet.ts';

/** An image with its truth and its detections, labels by name, boxes in image pixels. */
export interface EvaluatedImage {
  readonly name: string;
  readonly truth: readonly { readonly label: string; readonly box: Box }[];
  readonly detections: readonly { readonly label: string; readonly box: Box; readonly score: number }[];
}

/** Makes columns of records. Labels stand in the order of `labelNames`; what is not among them follows. */
export function buildSet(labelNames: readonly string[], images: readonly EvaluatedImage[]): EvaluationSet {
  const names = [...labelNames];
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const labelPlace = (name: string): number => {
    const known = placeOf.get(name);
    if (known !== undefined) return known;
    placeOf.set(name, names.length);
    return names.push(name) - 1;
  };
  const columns = (items: readonly { image: number; label: string; box: Box }[]) => ({
    count: items.length,
    image: Int32Array.from(items, ({ image }) => image),
    label: Int32Array.from(items, ({ label }) => labelPlace(label)),
    x: Float64Array.from(items, ({ box }) => box.x),
    y: Float64Array.from(items, ({ box }) => box.y),
    width: Float64Array.from(items, ({ box }) => box.width),
    height: Float64Array.from(items, ({ box }) => box.height),
  });
  const truth = images.flatMap((own, image) => own.truth.map((item) => ({ image, ...item })));
  const detections = images.flatMap((own, image) => own.detections.map((item) => ({ image, ...item })));
  return {
    imageNames: images.map(({ name }) => name),
    truth: {
      ...columns(truth),
      area: Float64Array.from(truth, ({ box }) => box.width * box.height),
      crowd: new Uint8Array(truth.length),
    },
    detections: { ...columns(detections), score: Float64Array.from(detections, ({ score }) => score) },
    labelNames: names,
  };
}
