import type { Handle } from '../handles.ts';
import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import type { Point } from '#shared/geometry/box.ts';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
}

/** What lies under the pointer. */
export type Hit =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'box'; readonly key: BoxKey }
  | { readonly kind: 'handle'; readonly key: BoxKey; readonly handle: Handle };

interface PointerPlace {
  /** In image pixels. */
  readonly point: Point;
  /** In CSS pixels of the canvas. */
  readonly canvasPoint: Point;
  readonly modifiers: Modifiers;
  readonly hit: Hit;
}

/** What happens on the canvas, as the tools see it: no DOM, no Konva. */
export type CanvasEvent =
  | (PointerPlace & { readonly type: 'pointerDown' })
  | (PointerPlace & { readonly type: 'pointerMove' })
  | (PointerPlace & { readonly type: 'pointerUp' })
  | { readonly type: 'pointerLeave' }
  | { readonly type: 'keyDown'; readonly key: string; readonly modifiers: Modifiers }
  /** Escape, a lost pointer, another image: what is under way is given up. */
  | { readonly type: 'cancel' };

/** An event with a place. */
export type PointerCanvasEvent = Extract<CanvasEvent, PointerPlace>;
