import { checkInk } from '#shared/checks/inkFindings.ts';
import { snapToInk } from '#shared/checks/snapToInk.ts';
import type { ImagingMethods } from '#shared/ipc/worker/imaging.ts';
import type { MethodHandlers } from '../serve.ts';
import { describeCrops } from './describeCrops.ts';
import { crops } from './crops.ts';
import { display, thumbnail } from './display.ts';
import { createGate } from './gate.ts';
import { createInkCache } from './inkCache.ts';
import { hashFile } from './hashFile.ts';
import { probe } from './probe.ts';
import { writeForExport } from './writeForExport.ts';

/** libuv has four threads for files and decoding; more at once would only hold more memory. */
const atOnce = 4;

/** The imaging methods over the file system. */
export function createImagingHandlers() {
  const gate = createGate(atOnce);
  const inkOf = createInkCache();
  return {
    probe: ({ path }, signal) => gate(signal, () => probe(path)),
    hash: ({ path }, signal) => gate(signal, () => hashFile(path, signal)),
    display: ({ path, kind }, signal) => gate(signal, () => display(path, kind)),
    thumbnail: ({ path, kind, edge }, signal) => gate(signal, () => thumbnail(path, kind, edge)),
    crops: ({ path, kind, areas, edge }, signal) => gate(signal, () => crops(path, kind, areas, edge)),
    writeForExport: ({ path, kind, targetFolder, targetStem, mode, frame }, signal) =>
      gate(signal, () =>
        writeForExport(path, kind, targetFolder, targetStem, mode ?? 'copy', frame ?? 'upright'),
      ),
    checkInk: ({ path, kind, symbols }, signal) =>
      gate(signal, async () => {
        const ink = await inkOf(path, kind);
        return { size: { width: ink.width, height: ink.height }, findings: checkInk(ink, symbols) };
      }),
    describeCrops: ({ path, kind, boxes }, signal) => gate(signal, () => describeCrops(path, kind, boxes)),
    snapToInk: ({ path, kind, symbols, which }, signal) =>
      gate(signal, async () => snapToInk(await inkOf(path, kind), symbols, which)),
  } satisfies MethodHandlers<ImagingMethods>;
}
