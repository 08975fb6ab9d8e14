import { memo, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { createBoxColors } from '#renderer/canvas/boxColors.ts';
import { canvasColors } from '#renderer/canvas/canvasColors.ts';
import type { Ground } from '#renderer/canvas/ground.ts';
import { boxesOnThumbnail, type StoredBoxes } from '#renderer/stores/thumbnailBoxes.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import type { Size } from '#shared/geometry/box.ts';
import classes from './ThumbnailBoxes.module.css';

interface OverlayProps {
  readonly size: Size;
  readonly stored: StoredBoxes;
  readonly ground: Ground;
}

/** One path a colour: a page of a thousand boxes is a handful of elements. */
function Overlay({ size, stored, ground }: OverlayProps) {
  const { settings, labels } = useWorkbench();
  const boxColoring = useStore(settings, (state) => state.boxColoring);
  const byId = useStore(labels, (state) => state.byId);
  const scoreThreshold = useDeferredValue(useSession((state) => state.scoreThreshold));
  const nmsThreshold = useDeferredValue(useSession((state) => state.nmsThreshold));
  const labelThresholds = useDeferredValue(useSession((state) => state.labelThresholds));
  const paths = useMemo(() => {
    const labelColorOf = (labelId: number) => byId.get(labelId)?.color ?? null;
    const colorOf = createBoxColors(boxColoring, ground, canvasColors(ground), labelColorOf);
    const byColor = new Map<string, string[]>();
    for (const shown of boxesOnThumbnail(stored, { scoreThreshold, nmsThreshold, labelThresholds })) {
      const { x, y, width, height } = shown.box;
      const path = `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
      const color = colorOf(shown);
      const others = byColor.get(color);
      if (others === undefined) byColor.set(color, [path]);
      else others.push(path);
    }
    return [...byColor].map(([color, all]) => ({ color, path: all.join('') }));
  }, [stored, boxColoring, ground, byId, scoreThreshold, nmsThreshold, labelThresholds]);
  return (
    <svg className={classes['overlay']} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {paths.map(({ color, path }) => (
        <path key={color} d={path} stroke={color} />
      ))}
    </svg>
  );
}

export interface ThumbnailBoxesProps {
  readonly imageId: number;
  readonly width: number;
  readonly height: number;
  /** What the picture is drawn on. */
  readonly ground: Ground;
}

/** The boxes of an image over its small picture, as its canvas would show them; nothing where that is switched off. */
export const ThumbnailBoxes = memo(function ThumbnailBoxes({
  imageId,
  width,
  height,
  ground,
}: ThumbnailBoxesProps) {
  const { settings, thumbnailBoxes } = useWorkbench();
  const isShown = useStore(settings, (state) => state.showThumbnailBoxes);
  const stored = useStore(thumbnailBoxes, (state) => state.byImage.get(imageId));
  return isShown && stored !== undefined ? (
    <Overlay size={{ width, height }} stored={stored} ground={ground} />
  ) : null;
});
