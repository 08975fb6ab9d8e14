import { LABELS } from '../models/training/print/labels.ts';
import type { PlacedSample } from './sampleLayout.ts';

/** COCO's object for detection, with the formula's LaTeX beside each image. */
export interface CocoTruth {
  readonly images: readonly {
    readonly id: number;
    readonly file_name: string;
    readonly width: number;
    readonly height: number;
    readonly latex: string;
  }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly [number, number, number, number];
    readonly area: number;
    readonly iscrowd: 0;
    readonly segmentation: readonly never[];
  }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

/** Three decimals: a thousandth of a pixel is finer than any reader needs. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** All samples as one COCO object; ids count from 1 and file names are relative to the images' folder. */
export function cocoTruth(samples: readonly PlacedSample[]): CocoTruth {
  const labels = [...LABELS].sort();
  const categoryIds = new Map(labels.map((label, index) => [label, index + 1]));
  let id = 0;
  return {
    images: samples.map(({ formula, page }, index) => ({
      id: index + 1,
      file_name: `${formula.name}.png`,
      width: page.width,
      height: page.height,
      latex: formula.latex,
    })),
    annotations: samples.flatMap(({ symbols }, index) =>
      symbols.map(({ label, box: [x, y, w, h] }) => {
        const bbox = [rounded(x), rounded(y), rounded(w), rounded(h)] as const;
        return {
          id: ++id,
          image_id: index + 1,
          category_id: categoryIds.get(label) ?? 0,
          bbox,
          area: rounded(bbox[2] * bbox[3]),
          iscrowd: 0 as const,
          segmentation: [],
        };
      }),
    ),
    categories: labels.map((name, index) => ({ id: index + 1, name })),
  };
}
