import type { BoxKey } from '#renderer/stores/annotationSession.ts';
import type { Box } from '#shared/geometry/box.ts';
import type { CanvasContext } from '../canvasContext.ts';

/** Where the selected boxes stand that can be moved. */
export function selectedPlaces({ session, index }: CanvasContext): ReadonlyMap<BoxKey, Box> {
  const places = new Map<BoxKey, Box>();
  for (const key of session.getState().selection) {
    const box = index.get(key);
    if (box?.isLocked === false) places.set(key, box.box);
  }
  return places;
}
