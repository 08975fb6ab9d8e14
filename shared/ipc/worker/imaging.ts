import type { InkFindings } from '../../checks/inkFindings.ts';
import type { LabelledBox } from '../../checks/labelledBox.ts';
import type { Box, Size } from '../../geometry/box.ts';
import type { Orientation } from '../../geometry/orientation.ts';
import type { ImportedSymbol } from './storage.ts';

/** What a look into one file says about it. */
export interface ProbedImage {
  readonly absolutePath: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Of the upright frame. */
  readonly width: number;
  readonly height: number;
  /** How the file's own pixels stand to it. */
  readonly orientation: Orientation;
  readonly kind: 'raster' | 'ink';
  readonly latex: string | null;
  /** Who wrote it, where the file says so. */
  readonly writer: string | null;
  readonly symbols: readonly ImportedSymbol[];
}

/**
 * What the imaging process answers: it decodes untrusted pictures and ink. Errors: `file.*`, `image.*`, `ink.*`.
 */
export interface ImagingMethods {
  /**
   * Reads a file whole, tells what it is by its content, decodes it once to its last row to be sure that it can be
   * shown, and hashes it.
   */
  probe(input: { readonly path: string }): Promise<ProbedImage>;
  /** SHA-256 of a file, lower-case hex. */
  hash(input: { readonly path: string }): Promise<string>;
  /**
   * Bytes that Chromium can show, upright: the file itself where it may be served as it is, otherwise a PNG.
   */
  display(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
  }): Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;
  /** A WebP thumbnail, upright, at most `edge` pixels on its longer side. */
  thumbnail(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly edge: number;
  }): Promise<Uint8Array>;
  /**
   * Parts of an image as WebP, upright, each at most `edge` pixels on its longer side, with the area of whole pixels that
   * it shows. What lies outside of the image is left away.
   */
  crops(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly areas: readonly Box[];
    readonly edge: number;
  }): Promise<readonly { readonly bytes: Uint8Array; readonly area: Box }[]>;
  /**
   * Writes an image for an export: a byte-for-byte copy where the file is of a kind that trainers read (PNG, JPEG, BMP;
   * opaque, one frame) and stands in the frame that is asked for, otherwise an upright PNG. The stem may have subfolders,
   * with forward slashes, which are made (`ExportStems` gives ones that do not collide). An existing file is replaced.
   *
   * @returns the name that was written, relative to the target folder, with the extension that fits
   */
  writeForExport(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly targetFolder: string;
    readonly targetStem: string;
    /** Whether a file that could be copied is linked to, or left where it is, instead; `copy` when not given. */
    readonly mode?: 'copy' | 'link' | 'reference';
    /** `file` leaves a file that is turned by its EXIF as it is; `upright` when not given. */
    readonly frame?: 'upright' | 'file';
  }): Promise<{
    readonly fileName: string;
    /** `rewritten`: as a PNG. `referenced`: nothing was written, and the name is the file's absolute path. */
    readonly how: 'copied' | 'rewritten' | 'linked' | 'referenced';
    /** How the pixels that were written stand to the upright frame. */
    readonly orientation: Orientation;
  }>;
  /** Compares boxes with the ink below them (`checkInk`); `size` is that of the upright image. */
  checkInk(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly symbols: readonly LabelledBox[];
  }): Promise<{ readonly size: Size; readonly findings: InkFindings }>;
  /** The tight boxes of the ink below some of the boxes (`snapToInk`); `which` are their places among all. */
  snapToInk(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly symbols: readonly LabelledBox[];
    readonly which: readonly number[];
  }): Promise<readonly (Box | null)[]>;
  /** What crops look like (`cropDescriptor`), one descriptor after the other. */
  describeCrops(input: {
    readonly path: string;
    readonly kind: 'raster' | 'ink';
    readonly boxes: readonly Box[];
  }): Promise<Uint8Array>;
}
