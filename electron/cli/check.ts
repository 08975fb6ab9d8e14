import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { AppError, toWireError, type WireError } from '#shared/base/errors.ts';
import { findSuspicions } from '#shared/checks/findSuspicions.ts';
import type { InkFindings } from '#shared/checks/inkFindings.ts';
import type { LabelledBox } from '#shared/checks/labelledBox.ts';
import { isOnByDefault } from '#shared/checks/ruleDefaults.ts';
import { ruleIds, type Fix, type RuleId, type Suspicion } from '#shared/checks/suspicion.ts';
import { createOtherReadings } from '#shared/detection/otherReadings.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { Workers } from '#electron/services/workers.ts';
import { readCocoBoxes, type CocoImageBoxes } from './cocoBoxes.ts';
import { withWorkers } from './environment.ts';
import { exitCodes } from './progress.ts';
import { reasonOf } from './reasons.ts';

/** The options of `surd check` as they were given. */
export interface CheckOptions {
  /** The folder that file names are relative to; without it, they are looked for beside the COCO file. */
  readonly images?: string;
  /** Rules to go by; without it, those that are on by default. */
  readonly rules?: readonly string[];
  /** Boxes with a lower score are passed over; those without one never are. */
  readonly score: number;
  readonly json: boolean;
}

/** What was found on one image. Ids are those of the annotations. */
interface CheckedImage {
  readonly image: CocoImageBoxes;
  readonly suspicions: readonly Suspicion[];
  /** Null when the pixels could not be looked at. */
  readonly ink: InkFindings | null;
  readonly error: WireError | null;
}

const bboxOf = ({ x, y, width, height }: Box): readonly number[] => [x, y, width, height];

function fixToJson(fix: Fix | null): unknown {
  return fix !== null && 'box' in fix ? { ...fix, box: undefined, bbox: bboxOf(fix.box) } : fix;
}

function imageToJson({ image, suspicions, ink, error }: CheckedImage): unknown {
  const boxOf = new Map(image.symbols.map(({ id, box }) => [id, box]));
  const own = (id: number | string): readonly number[] =>
    bboxOf(boxOf.get(id) ?? { x: 0, y: 0, width: 0, height: 0 });
  return {
    id: image.id,
    file_name: image.fileName,
    suspicions: suspicions.map((each) => ({
      rule: each.rule,
      ids: each.ids,
      bbox: bboxOf(each.box),
      reason: reasonOf(each),
      fix: fixToJson(each.fix),
    })),
    unboxed_ink: ink?.unboxed.map(({ box, pixels }) => ({ bbox: bboxOf(box), pixels })) ?? null,
    inkless_boxes: ink?.inkless.map(({ id }) => ({ id, bbox: own(id) })) ?? null,
    cut_ink:
      ink?.cut.map(({ id, edges, box }) => ({ id, edges, bbox: own(id), holding_bbox: bboxOf(box) })) ?? null,
    error: error === null ? null : { code: error.code, message: error.message },
  };
}

function print({ image, suspicions, ink, error }: CheckedImage): void {
  const lines = [
    ...suspicions.map((each) => `${reasonOf(each)} (${each.rule}, ${each.ids.join(', ')})`),
    ...(ink?.unboxed ?? []).map(
      ({ box }) => `Ink without a box at ${bboxOf(box).map(Math.round).join(' ')}.`,
    ),
    ...(ink?.inkless ?? []).map(({ id }) => `Box ${id} has no ink.`),
    ...(ink?.cut ?? []).map(({ id, edges }) => `Box ${id} cuts its ink: ${edges.join(', ')}.`),
    ...(error === null ? [] : [error.message]),
  ];
  console.log(`${image.fileName}: ${lines.length === 0 ? 'nothing to say' : ''}`);
  for (const line of lines) console.log(`  ${line}`);
}

/** Where the image of a file name is, as given or as exports and `surd detect` write it. */
function locate(fileName: string, cocoFile: string, folder: string | undefined): string {
  if (isAbsolute(fileName)) return fileName;
  const beside = dirname(resolve(cocoFile));
  const candidates =
    folder === undefined
      ? [join(beside, fileName), join(beside, 'images', fileName), resolve(fileName)]
      : [join(resolve(folder), fileName)];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  const hint = folder === undefined ? ' Say with --images where the images are.' : '';
  throw new AppError('image.missing', `${candidates[0] ?? fileName} is not there.${hint}`, {
    file: candidates[0] ?? fileName,
  });
}

async function lookAt(workers: Workers, image: CocoImageBoxes, path: string): Promise<InkFindings> {
  const kind = /\.inkml$/i.test(path) ? 'ink' : 'raster';
  const { size, findings } = await workers.imaging.call('checkInk', { path, kind, symbols: image.symbols });
  const isAsSaid =
    (image.width ?? size.width) === size.width && (image.height ?? size.height) === size.height;
  if (isAsSaid) return findings;
  throw new AppError(
    'image.changed',
    `${path} has ${size.width} x ${size.height} pixels, and the boxes are for ${image.width} x ${image.height}.`,
    { file: path },
  );
}

/** The rules that were asked for; null when one of them does not exist. */
function chosenRules(asked: readonly string[] | undefined): ReadonlySet<RuleId> | null {
  if (asked === undefined) return new Set(ruleIds.filter(isOnByDefault));
  if (asked.includes('all')) return new Set(ruleIds);
  const unknown = asked.find((rule) => !ruleIds.some((id) => id === rule));
  if (unknown === undefined) return new Set(ruleIds.filter((id) => asked.includes(id)));
  console.error(`There is no rule ${unknown}. There are ${ruleIds.join(', ')}, and all.`);
  return null;
}

/** `surd check`: what is suspicious about the boxes of each image of a COCO file, and what ink says against them. */
export async function check(cocoFile: string, options: CheckOptions): Promise<number> {
  const rules = chosenRules(options.rules);
  if (rules === null) return exitCodes.usage;
  const { labels, images } = await readCocoBoxes(cocoFile);
  const checked = await withWorkers(async (workers) => {
    const all: CheckedImage[] = [];
    for (const read of images) {
      const isShown = ({ score }: LabelledBox): boolean => score == null || score >= options.score;
      const image = { ...read, symbols: read.symbols.filter(isShown) };
      let ink: InkFindings | null = null;
      let error: WireError | null = null;
      try {
        ink = await lookAt(workers, image, locate(image.fileName, cocoFile, options.images));
      } catch (thrown) {
        error = toWireError(thrown);
        console.error(error.message);
      }
      // Boxes that are passed over tell what else was read.
      const otherReadings = createOtherReadings(
        read.symbols.map(({ label, box, score }) => ({ label, box, score: score ?? 1 })),
      );
      const symbols = image.symbols.map((each) => ({
        ...each,
        otherReadings: otherReadings(each.label, each.box),
      }));
      const suspicions = findSuspicions(symbols, labels, (rule) => rules.has(rule), { ink });
      const one = { image, suspicions, ink, error };
      if (!options.json) print(one);
      all.push(one);
    }
    return all;
  });
  if (options.json) console.log(JSON.stringify({ file: cocoFile, images: checked.map(imageToJson) }));
  return checked.some(({ error }) => error !== null) ? exitCodes.unreadable : exitCodes.good;
}
