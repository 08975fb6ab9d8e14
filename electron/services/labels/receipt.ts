import type { SplitName } from '#shared/dataset/splits.ts';
import type { Loss } from '#shared/formats/label/labelFormat.ts';
import type { ExportOptions } from './exportOptions.ts';

/** What an export says of itself after it was read again, box by box. */
export interface ExportReceipt {
  readonly format: string;
  readonly createdAt: string;
  readonly project: string;
  readonly images: number;
  readonly boxes: number;
  /** Boxes of the project that are not in the files: always 0, or the export fails. */
  readonly dropped: number;
  /** Largest distance of an edge from where the format's rule puts it, in pixels. */
  readonly largestErrorPx: number;
  /** Every label in its frozen order, with its boxes as they were read. */
  readonly labels: readonly { readonly id: number; readonly name: string; readonly boxes: number }[];
  readonly splits: Readonly<Partial<Record<SplitName, number>>>;
  readonly imageFiles: Readonly<Record<'copied' | 'rewritten' | 'linked' | 'referenced', number>>;
  /** What the format could not hold, as it was told before. */
  readonly losses: readonly Loss[];
  readonly filter: ExportOptions['filter'];
  readonly split: ExportOptions['split'];
  /** The frame of the coordinates: pixels of the upright image, which is what the image files hold. */
  readonly frame: 'upright';
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

/** The receipt as it is saved. */
export function receiptText(receipt: ExportReceipt): string {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}
