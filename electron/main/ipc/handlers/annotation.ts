import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { SteppedHistory } from '#shared/ipc/worker/storage.ts';
import type { AppServices } from '../../services/appServices.ts';

type AnnotationHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `annotation.${string}` | `history.${string}` | `label.${string}`>
>;

export function annotationHandlers({ workers, emit }: AppServices): AnnotationHandlers {
  const { storage } = workers;
  const stepped = (step: SteppedHistory | null) => {
    if (step === null) return null;
    const { imageIds, ...shown } = step;
    emit('images.changed', { imageIds: [...imageIds] });
    if (imageIds.length > 1) emit('labels.changed', {});
    const { added, removed, updated } = step.diff;
    return {
      ...shown,
      diff: {
        added: [...added],
        removed: [...removed],
        updated: updated.map(([from, to]): [typeof from, typeof to] => [from, to]),
      },
    };
  };
  return {
    'annotation.load': async (input) => {
      const { image, annotations, detections, revision } = await storage.call('loadDocument', input);
      return { image, annotations: [...annotations], detections: [...detections], revision };
    },
    'annotation.boxes': async (input) =>
      (await storage.call('boxesOf', input)).map(({ imageId, annotations, detections }) => ({
        imageId,
        annotations: [...annotations],
        detections: [...detections],
      })),
    'annotation.applyDiff': async (input) => {
      const answer = await storage.call('applyDiff', input);
      emit('images.changed', { imageIds: [input.imageId] });
      return answer;
    },
    'annotation.spread': async (input) => {
      const { imageIds, boxCount } = await storage.call('spreadCorrections', input);
      emit('images.changed', { imageIds: [...imageIds] });
      emit('annotations.changed', { imageIds: [...imageIds] });
      return { imageCount: imageIds.length, boxCount };
    },
    'history.state': () => storage.call('historyState', {}),
    // The step is named, so that a call that is repeated after a crash of the process does not take back two.
    'history.undo': async () => {
      const { undo } = await storage.call('historyState', {});
      return undo === null ? null : stepped(await storage.call('undo', { sequence: undo.sequence }));
    },
    'history.redo': async () => {
      const { redo } = await storage.call('historyState', {});
      return redo === null ? null : stepped(await storage.call('redo', { sequence: redo.sequence }));
    },
    'history.list': async (input) => [...(await storage.call('listHistory', input))],
    'label.list': async () => [...(await storage.call('listLabels', {}))],
    'label.add': async (input) => {
      const label = await storage.call('addLabel', input);
      emit('labels.changed', {});
      return label;
    },
    'label.change': async (input) => {
      await storage.call('changeLabel', input);
      emit('labels.changed', {});
      return {};
    },
    'label.move': async (input) => {
      await storage.call('moveLabel', input);
      emit('labels.changed', {});
      return {};
    },
    'label.retire': async (input) => {
      const { imageIds } = await storage.call('retireLabel', input);
      emit('labels.changed', {});
      emit('images.changed', { imageIds: [...imageIds] });
      emit('annotations.changed', { imageIds: [...imageIds] });
      return { imageCount: imageIds.length };
    },
  };
}
