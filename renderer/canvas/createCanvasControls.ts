import { createStore } from 'zustand/vanilla';
import { unadjusted, type ImageAdjustments, type QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import type { CanvasControls, CanvasControlsState, ControlledView } from '#renderer/stores/canvasControls.ts';

/** The controls of the canvas; orders go to the canvas that is on the screen, if one is. */
export function createCanvasControls(): CanvasControls {
  const store = createStore<CanvasControlsState>(() => ({
    tool: 'select',
    zoom: 1,
    areBoxesHidden: false,
    adjustments: unadjusted,
    turns: 0,
    compared: null,
    hoveredKey: null,
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
    adjust: (patch: Partial<ImageAdjustments>) => {
      store.setState(({ adjustments }) => ({ adjustments: { ...adjustments, ...patch } }));
    },
    turn: (by: 1 | -1) => {
      store.setState(({ turns }) => ({ turns: ((turns + by + 4) % 4) as QuarterTurns }));
    },
    resetAdjustments: () => {
      store.setState({ adjustments: unadjusted, turns: 0 });
    },
    centreOn: (box: Parameters<ControlledView['centreOn']>[0]) => {
      view?.centreOn(box);
    },
    light: (keys: Parameters<ControlledView['light']>[0]) => {
      view?.light(keys);
    },
    mark: (box: Parameters<ControlledView['mark']>[0]) => {
      view?.mark(box);
    },
    compare: (compared: CanvasControlsState['compared']) => {
      store.setState({ compared });
    },
    attach: (attached: ControlledView) => {
      view = attached;
      return () => {
        if (view === attached) view = null;
      };
    },
  });
}
