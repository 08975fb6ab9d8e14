import type { Point } from '#shared/geometry/box.ts';
import type { CanvasView } from './createCanvasView.ts';
import type { QuarterTurns } from '#renderer/stores/imageAdjustments.ts';
import { keyOnSheet, toSheet } from './quarterTurns.ts';
import type { Modifiers } from './tools/canvasEvent.ts';

function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, command: event.ctrlKey || event.metaKey };
}

/** Keys belong to the canvas where it has the focus, or where nothing else has it and the pointer is over the canvas. */
function isElsewhere(container: HTMLElement, isOver: boolean): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return !isOver;
  return !container.contains(activeElement);
}

/**
 * Translates what the window reports into what the canvas understands.
 *
 * @param turns - how the canvas is turned within the container
 * @returns ends it
 */
export function bindPointer(container: HTMLElement, view: CanvasView, turns: () => QuarterTurns): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let isOver = false;

  const placeOf = (event: MouseEvent): Point => {
    const { left, top } = container.getBoundingClientRect();
    const frame = { width: container.clientWidth, height: container.clientHeight };
    return toSheet({ x: event.clientX - left, y: event.clientY - top }, frame, turns());
  };
  const inputOf = (event: MouseEvent) => ({ canvasPoint: placeOf(event), modifiers: modifiersOf(event) });

  container.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button > 1) return;
      event.preventDefault();
      // A ring around the whole picture is for those who came by Tab.
      container.dataset['byPointer'] = '';
      container.focus({ preventScroll: true });
      container.setPointerCapture(event.pointerId);
      view.press(inputOf(event), event.button === 1 ? 'middle' : 'main');
    },
    { signal },
  );
  container.addEventListener(
    'pointermove',
    (event) => {
      isOver = true;
      view.move(inputOf(event));
    },
    { signal },
  );
  container.addEventListener(
    'pointerup',
    (event) => {
      if (event.button > 1) return;
      view.release(inputOf(event));
    },
    { signal },
  );
  container.addEventListener(
    'pointercancel',
    () => {
      view.cancel();
    },
    { signal },
  );
  container.addEventListener(
    'pointerleave',
    () => {
      isOver = false;
      view.leave();
    },
    { signal },
  );
  container.addEventListener(
    'blur',
    () => {
      delete container.dataset['byPointer'];
    },
    { signal },
  );
  container.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { shift, command } = modifiersOf(event);
      const { deltaX, deltaY, deltaMode } = event;
      view.wheel({ deltaX, deltaY, deltaMode, shift, command }, placeOf(event), turns());
    },
    { signal, passive: false },
  );

  // Before the window's own keys: Escape gives up a drag first, and only then takes back the selection.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || isElsewhere(container, isOver)) return;
      if (!view.pressKey(keyOnSheet(event.key, turns()), modifiersOf(event))) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
  window.addEventListener(
    'keyup',
    (event) => {
      view.releaseKey(event.key);
    },
    { signal, capture: true },
  );
  window.addEventListener(
    'blur',
    () => {
      view.releaseKey(' ');
      view.cancel();
    },
    { signal },
  );
  return () => {
    ended.abort();
  };
}
