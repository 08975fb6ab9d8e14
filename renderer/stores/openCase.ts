import type { Workbench } from './workbench.ts';
import type { CaseBox } from '#shared/evaluation/report.ts';
import type { ComparedBox } from './canvasControls.ts';
import type { WindowCase, WindowFormulaChange } from '#shared/ipc/contract/evaluation.ts';

/** The boxes of a case as the canvas draws them beside its own. */
function comparedBoxes({ kind, truth, read, second, annotationId }: WindowCase): readonly ComparedBox[] {
  const boxOf = (
    found: CaseBox | null,
    as: ComparedBox['as'],
    key: string | null,
  ): readonly ComparedBox[] => {
    if (found === null) return [];
    const [x, y, width, height] = found.box;
    return [{ as, key, label: found.label, score: found.score, box: { x, y, width, height } }];
  };
  return [
    ...boxOf(truth, 'truth', annotationId),
    ...boxOf(read, kind === 'correct' ? 'right' : 'read', null),
    ...boxOf(second, 'second', null),
  ];
}

/**
 * Opens a case where it can be mended: its image on the canvas, at its box, with its annotation selected, and
 * with truth and detection drawn over it.
 */
export async function openCase(workbench: Workbench, found: WindowCase): Promise<void> {
  const { failures, ui, navigator, session, canvas } = workbench;
  failures.open(found);
  canvas.compare({ imageId: found.imageId, boxes: comparedBoxes(found) });
  ui.show('annotate');
  await navigator.open(found.imageId);
  const { boxes, image } = session.getState();
  if (image?.id !== found.imageId) return;
  const [x, y, width, height] = (found.truth ?? found.read ?? found.second)?.box ?? [0, 0, 1, 1];
  const own = boxes.find(({ key }) => key === found.annotationId);
  const onSpot =
    own ??
    boxes.find(
      ({ box }) => Math.abs(box.x - x) < 1 && Math.abs(box.y - y) < 1 && Math.abs(box.width - width) < 1,
    );
  if (onSpot !== undefined) session.select([onSpot.key], 'replace');
  canvas.centreOn({ x, y, width, height });
}

/** Goes back to the gallery, to the case that was opened. */
export function backToFailures({ failures, canvas, ui }: Workbench): void {
  failures.open(null);
  canvas.compare(null);
  ui.show('failures');
}

/** Opens the next (1) or the previous (-1) case of the gallery. */
export async function stepCase(workbench: Workbench, by: 1 | -1): Promise<void> {
  const { failures } = workbench;
  failures.moveCursor(failures.getState().cursor + by);
  const { cursor } = failures.getState();
  await failures.ensure(cursor, cursor + 1);
  const next = failures.getState().cases.get(cursor);
  if (next !== undefined) await openCase(workbench, next);
}

/** Opens the image of a formula that a second run reads otherwise; the gallery then holds that image's cases. */
export async function openChange(
  workbench: Workbench,
  { imageName }: Pick<WindowFormulaChange, 'imageName'>,
): Promise<void> {
  const { failures } = workbench;
  const order = { sort: 'cost', descending: true } as const;
  await failures.look({ text: imageName, changes: ['fixed', 'broken', 'relabelled', 'moved'], ...order });
  // A formula may read otherwise though no box has moved far.
  if (failures.getState().total === 0)
    await failures.look({ text: imageName, isReadOtherwise: true, ...order });
  const [first] = failures.getState().cases.values();
  if (first !== undefined) await openCase(workbench, first);
}
