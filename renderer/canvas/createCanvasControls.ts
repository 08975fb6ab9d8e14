import { createStore } from 'zustand/vanilla';
import type { CanvasControls, CanvasControlsState, ControlledView } from '#renderer/stores/canvasControls.ts';

/** The controls of the canvas; orders go to the canvas that is on the screen, if one is. */
export function createCanvasControls(): CanvasControls {
  const store = createStore<CanvasControlsState>(() => ({
    tool: 'select',
    zoom: 1,
    areBoxesHidden: false,
  }));
  let view: ControlledView | null = null;
  return Object.assign(store, {
    setTool: (tool: CanvasControlsState['tool']) => {
      store.setState({ tool });
      view?.setTool(tool);
    },
    zoomBy: (factor: number) => {
      view?.zoomBy(factor);
    },
    zoomTo: (zoom: number) => {
      view?.zoomTo(zoom);
    },
    fit: () => {
      view?.fit();
    },
    hideBoxes: (areBoxesHidden: boolean) => {
      store.setState({ areBoxesHidden });
      view?.hideBoxes(areBoxesHidden);
    },
    centreOn: (box: Parameters<ControlledView['centreOn']>[0]) => {
      view?.centreOn(box);
    },
    attach: (attached: ControlledView) => {
      view = attached;
      return () => {
        if (view === attached) view = null;
      };
    },
  });
}
