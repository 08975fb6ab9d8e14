import type { CanvasTool } from '#renderer/stores/canvasControls.ts';
import type { CanvasContext } from './canvasContext.ts';
import type { CanvasEvent } from './canvasEvent.ts';
import { DrawBoxIdle } from './drawBox/DrawBoxIdle.ts';
import { PanIdle } from './pan/PanIdle.ts';
import { SelectIdle } from './select/SelectIdle.ts';
import { allowedTransitions, type StateId, type ToolState } from './toolState.ts';

/** Runs the tools: one at a time, with panning put on top of it for as long as Space or the middle button is held. */
export interface ToolMachine {
  /** The chosen tool, also while panning lies on top. */
  readonly tool: CanvasTool;
  readonly stateId: StateId;
  /** Whether a gesture is under way that Escape would give up. */
  readonly isBusy: boolean;
  setTool(tool: CanvasTool): void;
  handle(event: CanvasEvent): void;
  /** Puts panning on top of what is under way, which waits. */
  pushPan(): void;
  popPan(): void;
}

function startOf(tool: CanvasTool): ToolState {
  switch (tool) {
    case 'select':
      return new SelectIdle();
    case 'drawBox':
      return new DrawBoxIdle();
    case 'pan':
      return new PanIdle();
  }
}

export function createToolMachine(context: CanvasContext, tool: CanvasTool): ToolMachine {
  let chosen = tool;
  let state = startOf(tool);
  let waiting: ToolState | null = null;
  /** What the pointer looked like before panning was put on top. */
  let cursor = 'default';

  const begin = (next: ToolState): void => {
    state = next;
    state.enter?.(context);
  };

  const transition = (next: ToolState): void => {
    if (!allowedTransitions[state.id].includes(next.id)) {
      throw new Error(`No way from ${state.id} to ${next.id}`);
    }
    state.exit?.(context);
    begin(next);
  };

  const handle = (event: CanvasEvent): void => {
    const next = state.handle(context, event);
    if (next !== null) transition(next === 'idle' ? startOf(waiting === null ? chosen : 'pan') : next);
  };

  const popPan = (): void => {
    if (waiting === null) return;
    state.exit?.(context);
    state = waiting;
    waiting = null;
    context.show({ cursor });
  };

  begin(state);
  return {
    get tool() {
      return chosen;
    },
    get stateId() {
      return state.id;
    },
    get isBusy() {
      return !(waiting ?? state).id.endsWith('.idle');
    },
    setTool: (next) => {
      if (next === chosen) return;
      popPan();
      handle({ type: 'cancel' });
      state.exit?.(context);
      chosen = next;
      begin(startOf(next));
    },
    handle: (event) => {
      if (event.type === 'cancel') popPan();
      handle(event);
    },
    pushPan: () => {
      if (waiting !== null || state.id.startsWith('pan.')) return;
      waiting = state;
      cursor = chosen === 'drawBox' ? 'crosshair' : 'default';
      begin(new PanIdle());
    },
    popPan,
  };
}
