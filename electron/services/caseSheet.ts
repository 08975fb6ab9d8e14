import {
  type CasePicture,
  caseArea,
  type CaseSheet,
  type SheetCase,
} from '#shared/evaluation/html/caseSheet.ts';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import type { Workers } from './workers.ts';

/** Cases on a sheet, and what their pixels may weigh together before they are written as text: a report is sent by mail. */
export const sheetLimits = { cases: 200, pixelBytes: 6 * 2 ** 20 } as const;

/** Twice as wide as the page shows them. */
const edgePx = 340;

/** Images that are decoded at once. */
const atOnce = 4;

/** Puts the pixels to cases; an image that cannot be read leaves its cases without. */
export async function makeCaseSheet(
  workers: Pick<Workers, 'storage' | 'imaging'>,
  query: string,
  total: number,
  cases: readonly WindowCase[],
): Promise<CaseSheet> {
  const byImage = new Map<number, WindowCase[]>();
  for (const each of cases.slice(0, sheetLimits.cases)) {
    const own = byImage.get(each.imageId);
    if (own === undefined) byImage.set(each.imageId, [each]);
    else own.push(each);
  }
  const files = await workers.storage.call('getImageFiles', { imageIds: [...byImage.keys()] });
  const pictures = new Map<number, CasePicture>();
  let bytesLeft: number = sheetLimits.pixelBytes;
  for (let from = 0; from < files.length && bytesLeft > 0; from += atOnce) {
    const made = await Promise.all(
      files.slice(from, from + atOnce).map(async (file) => {
        const own = byImage.get(file.imageId) ?? [];
        try {
          // No search for what was moved: for hundreds of images it would take longer than all the rest.
          const found = await workers.imaging.call('crops', {
            path: file.absolutePath,
            kind: file.kind,
            areas: own.map(caseArea),
            edge: edgePx,
          });
          return found.map((crop, i) => ({ id: own[i]?.id, ...crop }));
        } catch {
          // The report says how many cases have no pixels.
          return [];
        }
      }),
    );
    for (const { id, bytes, area } of made.flat()) {
      bytesLeft -= bytes.length;
      if (id === undefined || bytesLeft < 0) continue;
      pictures.set(id, {
        area,
        contentType: 'image/webp',
        base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
      });
    }
  }
  return {
    query,
    total,
    cases: cases.slice(0, sheetLimits.cases).map((found): SheetCase => ({
      found,
      image: found.imageName,
      picture: pictures.get(found.id) ?? null,
    })),
  };
}
