import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '#renderer/stores/graphState.ts';
import { graphColors } from './graphColors.ts';
import classes from './Minimap.module.css';
import type { SeenPart } from './visibleParts.ts';

const widthPx = 148;
const heightPx = 148;
const margin = 6;

export interface MinimapProps {
  readonly picture: Picture;
  readonly seen: SeenPart | null;
  readonly isDark: boolean;
  /** A point of the picture was asked for. */
  readonly onMove: (x: number, y: number) => void;
}

function scaleOf({ layout }: Picture): number {
  return Math.min(
    (widthPx - 2 * margin) / Math.max(1, layout.width),
    (heightPx - 2 * margin) / Math.max(1, layout.height),
  );
}

/** The whole picture in small, with the part that is seen; a press or a drag goes there. Nothing where all of it is seen. */
export function Minimap({ picture, seen, isDark, onMove }: MinimapProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = scaleOf(picture);
  const left = (widthPx - picture.layout.width * scale) / 2;
  const top = (heightPx - picture.layout.height * scale) / 2;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    const colors = graphColors(isDark);
    const { boxes } = picture.layout;
    picture.scene.items.forEach((item, index) => {
      const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(index * 4, index * 4 + 4);
      context.fillStyle = item.isOpen
        ? colors.container
        : item.blocked > 0
          ? colors.error
          : item.kind === 'op'
            ? colors.categories[item.category].stroke
            : colors.group.stroke;
      context.fillRect(
        left + (x - width / 2) * scale,
        top + (y - height / 2) * scale,
        Math.max(1, width * scale),
        Math.max(1, height * scale),
      );
    });
  }, [picture, isDark, scale, left, top]);

  const go = (event: React.PointerEvent): void => {
    const area = event.currentTarget.getBoundingClientRect();
    onMove((event.clientX - area.left - left) / scale, (event.clientY - area.top - top) / scale);
  };

  const frame =
    seen === null
      ? null
      : {
          left: left + seen.x1 * scale,
          top: top + seen.y1 * scale,
          width: Math.max(4, (seen.x2 - seen.x1) * scale),
          height: Math.max(4, (seen.y2 - seen.y1) * scale),
        };
  const isWhole =
    seen !== null &&
    seen.x1 <= 0 &&
    seen.y1 <= 0 &&
    seen.x2 >= picture.layout.width &&
    seen.y2 >= picture.layout.height;
  return (
    <div
      className={classes['map']}
      hidden={isWhole}
      role="img"
      aria-label={t('graph.minimap')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) go(event);
      }}
    >
      <canvas
        ref={canvas}
        width={widthPx * window.devicePixelRatio}
        height={heightPx * window.devicePixelRatio}
        className={classes['canvas']}
      />
      {frame !== null && <div className={classes['frame']} style={frame} />}
    </div>
  );
}
