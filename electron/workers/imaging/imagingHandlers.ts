import type { ImagingMethods } from '#shared/ipc/worker/imaging.ts';
import type { MethodHandlers } from '../serve.ts';
import { display, thumbnail } from './display.ts';
import { createGate } from './gate.ts';
import { hashFile } from './hashFile.ts';
import { probe } from './probe.ts';
import { writeUpright } from './writeUpright.ts';

/** libuv has four threads for files and decoding; more at once would only hold more memory. */
const atOnce = 4;

/** The imaging methods over the file system. */
export function createImagingHandlers() {
  const gate = createGate(atOnce);
  return {
    probe: ({ path }, signal) => gate(signal, () => probe(path)),
    hash: ({ path }, signal) => gate(signal, () => hashFile(path, signal)),
    display: ({ path, kind }, signal) => gate(signal, () => display(path, kind)),
    thumbnail: ({ path, kind, edge }, signal) => gate(signal, () => thumbnail(path, kind, edge)),
    writeUpright: ({ path, kind, targetFolder, targetStem }, signal) =>
      gate(signal, () => writeUpright(path, kind, targetFolder, targetStem)),
  } satisfies MethodHandlers<ImagingMethods>;
}
