import type { NoticeAction } from '#renderer/stores/noticeStore.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { WireError } from '#shared/base/errors.ts';

/** For an error in which ONNX Runtime speaks of a model: to the node that it speaks of. Null for other errors. */
export function showErrorInGraph({ graph, ui }: Workbench, error: WireError | null): NoticeAction | null {
  if (error?.code !== 'model.notLoadable' && error?.code !== 'model.runFailed') return null;
  const { model, said } = error.details;
  if (typeof model !== 'string' || typeof said !== 'string') return null;
  return {
    labelKey: 'graph.showError',
    run: () => {
      ui.show('graph');
      void graph.openAtError(model, said);
    },
  };
}
