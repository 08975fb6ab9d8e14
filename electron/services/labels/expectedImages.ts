import { NumberRows } from '#shared/base/numberRows.ts';
import type { LabelledImage, ReadImage } from '#shared/formats/label/labelData.ts';
import type { LabelFormat } from '#shared/formats/label/labelFormat.ts';
import type { Box, Size } from '#shared/geometry/box.ts';

interface Expected extends Size {
  /** Of the first box among all numbers. */
  readonly start: number;
  readonly count: number;
}

/** What was found when files were compared with what went into them. */
export interface Comparison {
  /** Images and boxes that were found as they should be. */
  readonly images: number;
  readonly boxes: number;
  /** Boxes by label name. */
  readonly boxesByLabel: ReadonlyMap<string, number>;
  /** Boxes and images that are not in the files. */
  readonly dropped: number;
  /** Largest distance of an edge from where the project has it, in pixels. */
  readonly largestErrorPx: number;
  /** The first things that are not as they should be, in words. */
  readonly mismatches: readonly string[];
}

const keptMismatches = 20;

/**
 * What went into an export, as plain numbers: 40 bytes a box, so that a million boxes can be compared with the files in
 * some 40 MB, in whichever order a reader gives them back.
 */
export class ExpectedImages {
  readonly #format: LabelFormat;
  readonly #places: ReadonlyMap<string, number>;
  readonly #labelNames: readonly string[];
  readonly #images = new Map<string, Expected>();
  /** Label, left, top, width, height. */
  readonly #boxes = new NumberRows(5);

  constructor(format: LabelFormat, labelNames: readonly string[]) {
    this.#format = format;
    this.#labelNames = labelNames;
    this.#places = new Map(labelNames.map((name, place) => [name, place]));
  }

  get imageCount(): number {
    return this.#images.size;
  }

  get boxCount(): number {
    return this.#boxes.length;
  }

  sizeOf(fileName: string): Size | null {
    const image = this.#images.get(fileName);
    return image === undefined ? null : { width: image.width, height: image.height };
  }

  /** Notes an image as it is given to the writer. */
  add(image: LabelledImage): void {
    const items = this.#isDetections ? image.detections : image.boxes;
    const start = this.#boxes.length;
    for (const { labelName, box } of items) {
      // What lies outside of the image found nothing there; results leave it out.
      if (this.#isDetections && this.#format.heldBox(box, image) === null) continue;
      this.#boxes.add([this.#places.get(labelName) ?? -1, box.x, box.y, box.width, box.height]);
    }
    const { width, height } = image;
    this.#images.set(image.fileName, { start, count: this.#boxes.length - start, width, height });
  }

  /** Compares what a reader gives with what was written. */
  async compare(images: AsyncIterable<ReadImage>, onImage: () => void): Promise<Comparison> {
    const seen = new Set<string>();
    const boxesByLabel = new Map<string, number>();
    const mismatches: string[] = [];
    let boxes = 0;
    let dropped = 0;
    let largestErrorPx = 0;
    const tell = (text: string): void => {
      if (mismatches.length < keptMismatches) mismatches.push(text);
    };
    for await (const image of images) {
      onImage();
      const expected = this.#images.get(image.fileName);
      const items = this.#isDetections ? image.detections : image.boxes;
      if (expected === undefined) {
        tell(`${image.fileName} is in the files and not in the project`);
        continue;
      }
      if (seen.has(image.fileName)) tell(`${image.fileName} is in the files twice`);
      seen.add(image.fileName);
      if (items.length !== expected.count)
        tell(`${image.fileName} has ${items.length} boxes in the files, ${expected.count} in the project`);
      if (image.size?.width !== expected.width || image.size.height !== expected.height)
        tell(`${image.fileName} has another size in the files`);
      dropped += Math.max(0, expected.count - items.length);
      for (const [index, { labelName, box }] of items.slice(0, expected.count).entries()) {
        const own = this.#at(expected.start + index);
        const error = this.#compareBox(own.box, box, expected);
        if (own.labelName !== labelName)
          tell(
            `${image.fileName}, box ${index + 1}: “${labelName}” in the files, “${own.labelName}” in the project`,
          );
        if (error > this.#format.tolerance(expected))
          tell(
            `${image.fileName}, box ${index + 1} of “${labelName}”: ${error} px away from where it belongs`,
          );
        largestErrorPx = Math.max(largestErrorPx, error);
        boxes += 1;
        boxesByLabel.set(labelName, (boxesByLabel.get(labelName) ?? 0) + 1);
      }
    }
    for (const [fileName, { count }] of this.#images) {
      if (seen.has(fileName)) continue;
      dropped += count;
      tell(`${fileName} is not in the files`);
    }
    return { images: seen.size, boxes, boxesByLabel, dropped, largestErrorPx, mismatches };
  }

  get #isDetections(): boolean {
    return this.#format.capabilities.detections === 'instead';
  }

  /** The largest distance of an edge from where the format's rule puts it; infinite for a box it would not write. */
  #compareBox(own: Box, read: Box, image: Size): number {
    const held = this.#format.heldBox(own, image);
    if (held === null) return Infinity;
    return Math.max(
      Math.abs(held.x - read.x),
      Math.abs(held.y - read.y),
      Math.abs(held.x + held.width - read.x - read.width),
      Math.abs(held.y + held.height - read.y - read.height),
    );
  }

  #at(row: number): { readonly labelName: string; readonly box: Box } {
    const number = (column: number): number => this.#boxes.at(row, column);
    return {
      labelName: this.#labelNames[number(0)] ?? '',
      box: { x: number(1), y: number(2), width: number(3), height: number(4) },
    };
  }
}
