import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitName } from '#shared/dataset/splits.ts';
import type { Loss } from '#shared/formats/label/labelFormat.ts';
import { type ExportOptions, type Frame, frames } from './exportOptions.ts';
import { receiptFile } from './diskSource.ts';

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
  /** The frame of the coordinates: pixels of the upright image, or those that files hold which are turned by their EXIF. */
  readonly frame: Frame;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

const longestReceipt = 64 * 1024 * 1024;

/** The frame that the receipt in a folder names; null where there is none that can be read. */
export async function frameOfReceipt(folder: string): Promise<Frame | null> {
  const path = join(folder, receiptFile);
  try {
    if ((await stat(path)).size > longestReceipt) return null;
    const receipt: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof receipt !== 'object' || receipt === null || !('frame' in receipt)) return null;
    return frames.find((frame) => frame === receipt.frame) ?? null;
  } catch {
    return null;
  }
}

/** The receipt as it is saved. */
export function receiptText(receipt: ExportReceipt): string {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}
